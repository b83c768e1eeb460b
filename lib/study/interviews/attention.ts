import { predictSequences, type Sequences } from '../../models/networks/sequence-model';
import { trainWindowAttention } from '../../models/networks/window-attention';
import { InsufficientData } from '../../stats/insufficient-data';
import { groupedFolds } from '../../models/data/split';
import type { WindowPrediction } from '../../tables/predictions';
import type { OnDone } from './direct';

const columns = ['valence', 'arousal', 'probability'] as const;

/** Parts that are left out in turn: each person by itself, where there are no more. */
const PARTS = 10;

/**
 * The score of each interview from its windows in their order, by attention: which windows count is learned, and the
 * score from their weighted mean. Every interview is predicted by a model trained without the person; more than ten
 * persons are left out a tenth at a time.
 *
 * @param ids         interviews; one without a window in which everything was predicted gets no score
 * @param persons     who speaks in each
 * @param predictions of windows; those of which something is missing are left out
 * @param human       the raters' score of each interview
 * @returns NaN for an interview without a score
 * @throws InsufficientData where fewer than three persons have a window in which everything was predicted
 */
export async function attentionScores(
  ids: readonly string[],
  persons: readonly string[],
  predictions: readonly WindowPrediction[],
  human: readonly number[],
  seed: number,
  onDone?: OnDone,
): Promise<Float64Array> {
  const windows = new Map<string, number[]>(ids.map((id) => [id, []]));
  for (const one of predictions) {
    const values = columns.map((column) => one[column]);
    if (values.every(Number.isFinite)) windows.get(one.interview)?.push(...values);
  }
  const whole = ids.flatMap((id, i) => ((windows.get(id)?.length ?? 0) > 0 ? [i] : []));
  const known = new Set(whole.map((i) => persons[i])).size;
  if (known < 3) throw new InsufficientData(whyNoAttention(predictions, known));
  const frames = whole.map((i) => Float32Array.from(windows.get(ids[i]) ?? []));
  const own = whole.map((i) => persons[i]);
  const pick = (rows: readonly number[]): Sequences => ({
    features: columns,
    frames: rows.map((row) => frames[row]),
  });
  const scores = new Float64Array(ids.length).fill(NaN);
  const splits = groupedFolds(own, Math.min(PARTS, known), seed);
  const parts = splits.map(({ train }) => ({
    sequences: pick(train),
    targets: { features: ['score'], values: Float64Array.from(train, (row) => human[whole[row]]) },
    groups: train.map((row) => own[row]),
  }));
  const models = await trainWindowAttention(parts, { seed });
  for (const [k, { test }] of splits.entries()) {
    const { values } = await predictSequences(models[k], pick(test));
    test.forEach((row, i) => (scores[whole[row]] = values[i]));
    onDone?.(k + 1, splits.length);
  }
  return scores;
}

/** Why attention cannot be trained: missing predictions, or too few persons. */
function whyNoAttention(predictions: readonly WindowPrediction[], persons: number): string {
  const absent = columns.filter((column) => !predictions.some((one) => Number.isFinite(one[column])));
  return absent.length > 0
    ? `attention learns from ${columns.join(', ')} of each window, and no window here has ${absent.join(', ')}`
    : `attention is learned from three persons or more, not ${persons}`;
}
