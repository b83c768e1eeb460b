import { bar } from '../notebook/bar';
import { openPlaces } from '../study/places';
import { Study, type StudyName } from './study';
import { openEmotionStudy, type EmotionStudy, type EmotionStudyOptions } from './utterances/emotion';

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
  name: 'emotion_analysis',
  options?: StudyOptions & EmotionStudyOptions,
): Promise<EmotionStudy>;
export function openStudy(name: StudyName, options?: StudyOptions): Promise<Study>;
export async function openStudy(
  name: StudyName,
  options: StudyOptions & EmotionStudyOptions = {},
): Promise<Study> {
  const places = await openPlaces(bar('making the demo corpus'), options.queue);
  switch (name) {
    case 'emotion_analysis':
      return openEmotionStudy(places, options);
    default:
      return new Study(name, places);
  }
}
