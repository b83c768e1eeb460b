import { duration, type Signal } from '../../audio/signal';
import { slidingSegments } from '../../corpora/segment';
import { featureSet } from '../../features/sets';
import { frame, type Frame } from '../../frames/frame';
import { bar } from '../../notebook/bar';
import { reportOf, type Part, type Report } from '../../notebook/report';
import { interviewParts } from '../../notebook/show-interview';
import { decimals } from '../../plots/words';
import { mean } from '../../stats/summary';
import { readInterviewModels } from '../../study/interviews/models';
import { predictRows, silentRows } from '../../study/interviews/windows';
import { openPlaces } from '../../study/places';
import { measureSpans } from '../../tables/measure-recording';

export interface ScoreOptions {
  /** Length of a window, s; 4 unless given, as the models learned from utterances of a few seconds. */
  readonly window?: number;
  /** From one window to the next, s; 2 unless given. */
  readonly hop?: number;
  /** Above the figure. */
  readonly title?: string;
}

/** What the stored models say of a recording, window by window. */
export interface Scores extends Report {
  /** A row per window: `start`, `end` (s), `arousal`, `valence` (1 to 5), `excited` (probability); NaN where silent. */
  frame(): Frame;
}

/** Feature set of the models that notebook 2 stores for windows. */
const SET = 'original83';

/**
 * Valence, arousal and excitement over time, as the models say that notebook 2 stored.
 *
 * A model is worth what notebook 2 says of voices it has not heard, and less for a recording unlike those it learned from.
 *
 * @throws Error when there are no stored models: run notebook `emotion_analysis`
 * @throws RangeError when window or hop is not positive
 *
 * @example
 * const scores = await score(interview);
 * show(scores);
 * scores.frame();
 */
export async function score(
  sound: Signal,
  { window = 4, hop = 2, title = 'Scores over time' }: ScoreOptions = {},
): Promise<Scores> {
  const models = readInterviewModels(await openPlaces(bar('making the demo corpus')), SET);
  const set = featureSet(SET);
  const seconds = duration(sound);
  const windows = slidingSegments({ id: '', file: '', duration: seconds }, { length: window, hop });
  const rows = {
    features: set.features.map(({ name }) => name),
    values: measureSpans(set, sound, windows, 'exact'),
  };
  const { arousal, valence, probability } = predictRows(
    models,
    rows,
    windows.map(() => ''),
    silentRows(rows, SET),
  );
  const scored = windows.map(({ start, end }, i) => ({
    start,
    end,
    arousal: arousal[i],
    valence: valence[i],
    probability: probability[i],
  }));
  const parts: Part[] = [
    interviewParts(sound, scored, { title, note: `windows of ${window} s, one every ${hop} s` }),
    `Mean arousal ${decimals(mean(arousal), 2)}, mean valence ${decimals(mean(valence), 2)}, both on a scale from 1 to 5.`,
    ...models.warnings.map((warning) => `**Warning.** ${warning}`),
  ];
  return {
    ...reportOf(parts),
    frame: () => frame(scored.map(({ probability, ...rest }) => ({ ...rest, excited: probability }))),
  };
}
