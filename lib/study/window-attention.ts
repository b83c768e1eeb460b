import { predictSequences, type Sequences } from '../models/networks/sequence-model';
import { trainWindowAttention } from '../models/networks/window-attention';
import { groupedFolds } from '../models/split';
import type { WindowPrediction } from '../tables/predictions';
import type { OnDone } from './direct';

const columns = ['valence', 'arousal', 'probability'] as const;

/** Parts that are left out in turn: each person by itself, where there are no more. */
const PARTS = 10;

/**
 * The score of each interview from its windows in their order, by attention: which windows count is learned, and the
 * score from their weighted mean. Every interview is predicted by a model that has not heard the person; more than ten
 * persons are left out a tenth at a time.
 *
 * @param ids         interviews, each with at least one window in which everything was predicted
 * @param persons     who speaks in each
 * @param predictions of windows; those of which something is missing are left out
 * @param human       the raters' score of each interview
 * @throws RangeError with fewer than three persons, or when an interview has no window
 */
export async function attendedScores(
  ids: readonly string[],
  persons: readonly string[],
  predictions: readonly WindowPrediction[],
  human: readonly number[],
  seed: number,
  onDone?: OnDone,
): Promise<Float64Array> {
  const known = new Set(persons).size;
  if (known < 3) throw new RangeError(`attention is learned from three persons or more, not ${known}`);
  const windows = new Map<string, number[]>(ids.map((id) => [id, []]));
  for (const one of predictions) {
    const values = columns.map((column) => one[column]);
    if (values.every(Number.isFinite)) windows.get(one.interview)?.push(...values);
  }
  const frames = ids.map((id) => Float32Array.from(windows.get(id) ?? []));
  const silent = ids.filter((_, i) => frames[i].length === 0);
  if (silent.length > 0)
    throw new RangeError(`no window of ${silent.join(', ')} has all predictions; leave such interviews out`);
  const pick = (rows: readonly number[]): Sequences => ({
    features: columns,
    frames: rows.map((row) => frames[row]),
  });
  const scores = new Float64Array(ids.length).fill(NaN);
  const splits = groupedFolds(persons, Math.min(PARTS, known), seed);
  const parts = splits.map(({ train }) => ({
    sequences: pick(train),
    targets: { features: ['score'], values: Float64Array.from(train, (row) => human[row]) },
    groups: train.map((row) => persons[row]),
  }));
  const models = await trainWindowAttention(parts, { seed });
  for (const [k, { test }] of splits.entries()) {
    const { values } = await predictSequences(models[k], pick(test));
    test.forEach((row, i) => (scores[row] = values[i]));
    onDone?.(k + 1, splits.length);
  }
  return scores;
}
