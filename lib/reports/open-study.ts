import { bar } from '../notebook/bar';
import { openPlaces } from '../study/places';
import { Study, type StudyName } from './study';
import { EmotionStudy } from './utterances/emotion';

/** What every study may be opened with. */
export interface StudyOptions {
  /** Address of a Redis whose workers measure; empty to measure on this machine. */
  readonly queue?: string;
  /** Decides random splits, first weights of networks and resampling. */
  readonly seed?: number;
}

/**
 * Opens a notebook of the study: the recordings of the data folder or, where there are none, a demo corpus, which is made
 * in a few seconds.
 *
 * @throws Error when SAA_DATA names a folder without a corpus
 */
export async function openStudy(name: 'emotion_analysis', options?: StudyOptions): Promise<EmotionStudy>;
export async function openStudy(name: StudyName, options?: StudyOptions): Promise<Study>;
export async function openStudy(
  name: StudyName,
  { queue = '', seed = 42 }: StudyOptions = {},
): Promise<Study> {
  const places = await openPlaces(bar('making the demo corpus'), queue);
  return name === 'emotion_analysis' ? new EmotionStudy(places, seed) : new Study(name, places);
}
