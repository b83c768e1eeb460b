import { bar } from '../notebook/bar';
import { openPlaces, type Places } from '../study/places';
import { openRelationStudy, type RelationStudy, type RelationStudyOptions } from './interviews/relation';
import { openInterviewStudy, type InterviewStudy, type InterviewStudyOptions } from './interviews/windows';
import type { StudyName } from './study';
import { openEmotionStudy, type EmotionStudy, type EmotionStudyOptions } from './utterances/emotion';
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

/** The study of each notebook. */
interface Studies {
  preprocess_data: PreprocessStudy;
  emotion_analysis: EmotionStudy;
  preprocess_data_interview_data: InterviewStudy;
  analyzing_relationship_frame_and_interview_level: RelationStudy;
}

/** What each is given beside `StudyOptions`. */
interface OwnOptions {
  preprocess_data: PreprocessStudyOptions;
  emotion_analysis: EmotionStudyOptions;
  preprocess_data_interview_data: InterviewStudyOptions;
  analyzing_relationship_frame_and_interview_level: RelationStudyOptions;
}

type Openers = {
  readonly [N in StudyName]: (places: Places, options: OwnOptions[N]) => Studies[N] | Promise<Studies[N]>;
};

const openers: Openers = {
  preprocess_data: openPreprocessStudy,
  emotion_analysis: openEmotionStudy,
  preprocess_data_interview_data: openInterviewStudy,
  analyzing_relationship_frame_and_interview_level: openRelationStudy,
};

/**
 * Opens a notebook of the study: the recordings of the data folder or, where there are none, a demo corpus, which is made
 * in a few seconds.
 *
 * @param name    of the notebook, without `.ipynb`
 * @param options the notebook's parameters, such as its feature set or seed
 * @throws RangeError for another name
 * @throws Error when SAA_DATA names a folder without a corpus
 *
 * @example
 * const study = await openStudy('preprocess_data', { set: 'prosody' });
 * show(study);
 */
export async function openStudy<N extends StudyName>(
  name: N,
  options: StudyOptions & Partial<OwnOptions[N]> = {},
): Promise<Studies[N]> {
  if (!Object.hasOwn(openers, name))
    throw new RangeError(`no study ${String(name)}; there are ${Object.keys(openers).join(', ')}`);
  const places = await openPlaces(bar('making the demo corpus'), options.queue);
  return openers[name](places, options);
}
