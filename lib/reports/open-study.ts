import { bar } from '../notebook/bar';
import { openPlaces } from '../study/places';
import { openInterviewStudy, type InterviewStudy, type InterviewStudyOptions } from './interviews/windows';
import { Study, type StudyName } from './study';
import {
  openPreprocessStudy,
  type PreprocessStudy,
  type PreprocessStudyOptions,
} from './utterances/preprocess';

/** What every notebook of the study may be given. */
export interface StudyOptions {
  /** Address of a Redis whose workers measure (`redis://…`); empty to measure on this machine. */
  readonly queue?: string;
}

/**
 * Opens a notebook of the study: the recordings of the data folder or, where there are none, a demo corpus, which is made
 * in a few seconds.
 *
 * @param name of the notebook, without `.ipynb`
 * @throws Error when SAA_DATA names a folder without a corpus
 *
 * @example
 * const study = await openStudy('preprocess_data');
 * show(study);
 */
export function openStudy(
  name: 'preprocess_data',
  options?: StudyOptions & PreprocessStudyOptions,
): Promise<PreprocessStudy>;
export function openStudy(
  name: 'preprocess_data_interview_data',
  options?: StudyOptions & InterviewStudyOptions,
): Promise<InterviewStudy>;
export function openStudy(name: StudyName, options?: StudyOptions): Promise<Study>;
export async function openStudy(
  name: StudyName,
  options: StudyOptions & PreprocessStudyOptions & InterviewStudyOptions = {},
): Promise<Study> {
  const places = await openPlaces(bar('making the demo corpus'), options.queue);
  switch (name) {
    case 'preprocess_data':
      return openPreprocessStudy(places, options);
    case 'preprocess_data_interview_data':
      return openInterviewStudy(places, options);
    default:
      return new Study(name, places);
  }
}
