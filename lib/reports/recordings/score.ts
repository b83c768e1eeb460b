import { duration, type Signal } from '../../audio/signal';
import { slidingSegments } from '../../corpora/segment';
import { isSyntheticFile } from '../../demo/marker';
import { knownSet } from '../../embeddings/known-set';
import { frame, type Frame } from '../../frames/frame';
import { bar } from '../../notebook/bar';
import { reportOf, type Part, type Report } from '../../notebook/report';
import { interviewParts } from '../../notebook/interview-player';
import { decimals } from '../../plots/words';
import { mean } from '../../stats/summary';
import { silentRows } from '../../features/silence';
import { openPlaces } from '../../study/places';
import { scoreRows } from '../../study/recordings/score-rows';
import { scoringModels, type ScoringModels } from '../../study/recordings/scoring-models';
import { scaleSentence } from '../../study/recordings/warnings';
import { openSteps } from '../../study/steps';
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

/**
 * Valence, arousal and excitement over time, as the models say that notebook 2 stored, or of arousal alone by the starter model
 * where there are none. Models that learned from synthetic voices are asked about synthetic voices only. The report names the
 * models.
 *
 * A model is worth what notebook 2, or docs/starter.md, says of voices it has not heard, and less for a recording unlike those
 * it learned from.
 *
 * @throws Error when a stored model is damaged or of another version of the feature set
 * @throws RangeError when window or hop is not positive
 *
 * @example
 * const scores = await score(interview);
 * show(scores);
 * scores.frame();
 */
export async function score(
  sound: Signal & { readonly file?: string },
  options: ScoreOptions = {},
): Promise<Scores> {
  const { artifacts } = await openPlaces(bar('making the demo corpus'));
  const synthetic = sound.file !== undefined && isSyntheticFile(sound.file);
  const parts: Part[] = [];
  const found = await openSteps().run(
    'scores over time',
    () => scoreWindows(sound, scoringModels({ artifacts, synthetic }), options),
    (sentence) => parts.push(sentence),
  );
  if (found !== null) parts.push(...found.parts);
  const none = { start: [], end: [], arousal: [], valence: [], excited: [] };
  return { ...reportOf(parts), frame: () => frame(found?.columns ?? none) };
}

async function scoreWindows(
  sound: Signal,
  models: ScoringModels,
  { window = 4, hop = 2, title = 'Scores over time' }: ScoreOptions,
): Promise<{
  readonly parts: readonly Part[];
  readonly columns: Readonly<Record<string, ArrayLike<number>>>;
}> {
  const set = knownSet(models.set);
  const recording = { id: '', file: '', duration: duration(sound) };
  const windows = slidingSegments(recording, { length: window, hop });
  const rows = {
    features: set.features.map(({ name }) => name),
    values: await measureSpans(set, sound, windows, 'exact'),
  };
  const silent = silentRows(set, rows);
  const voices = windows.map(() => '');
  const scores = scoreRows(models, rows, { windows, voices, empty: silent, silent });
  const { arousal, valence, excited } = scores;
  const scored = windows.map(({ start, end }, i) => ({
    start,
    end,
    arousal: arousal[i],
    valence: valence[i],
    probability: excited[i],
  }));
  return {
    columns: {
      start: windows.map(({ start }) => start),
      end: windows.map(({ end }) => end),
      arousal,
      valence,
      excited,
    },
    parts: [
      interviewParts(sound, scored, { title, note: `windows of ${window} s, one every ${hop} s` }),
      meansText(models, arousal, valence),
      ...(models.source === 'starter' ? [models.name] : []),
      ...[scaleSentence(models, scores) ?? ''],
      ...models.warnings.map((warning) => `**Warning.** ${warning}`),
    ],
  };
}

function meansText(models: ScoringModels, arousal: Float64Array, valence: Float64Array): string {
  if (models.valence === null)
    return `Mean arousal ${decimals(mean(arousal), 2)}, on a scale from 1 to 5. There is no model of valence.`;
  return `Mean arousal ${decimals(mean(arousal), 2)}, mean valence ${decimals(mean(valence), 2)}, both on a scale from 1 to 5.`;
}
