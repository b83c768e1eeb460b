import { intervalsOf } from '../../evaluation/compare';
import { regressionScores } from '../../evaluation/regression';
import { predictSequenceEnsemble, trainSequenceEnsembles } from '../../models/networks/sequence-ensemble';
import type { Sequences } from '../../models/networks/sequence-model';
import { selectRows, selectValues, type Rows } from '../../models/data/rows';
import type { Split } from '../../models/data/split';
import { InsufficientData } from '../../stats/insufficient-data';
import type { Label } from '../../tables/labels';
import { speakersOf } from './protocols';
import { ratedScales, scalesOfAll } from './rated';

/**
 * Tests the sequence model on utterances outside its training data: per split an ensemble is trained on the training
 * utterances; within them speakers are kept apart to know when to stop. It predicts the scales on which every utterance is rated.
 *
 * @param sequences of the utterances, see `logMelSequences`
 * @param labels of the same utterances
 * @param onDone told of the passes over the training utterances
 * @returns predictions, a row per utterance with a column for each scale; NaN where no split tests it
 */
export async function testSequences(
  sequences: Sequences,
  labels: readonly Label[],
  splits: readonly Split[],
  options: { readonly seed: number; readonly members?: number },
  onDone?: (done: number, total: number) => void,
): Promise<Rows> {
  const scales = scalesOfAll(labels);
  if (scales.length === 0) throw new InsufficientData('no scale on which every utterance is rated');
  const targets: Rows = {
    features: scales,
    values: Float64Array.from(labels.flatMap((label) => scales.map((scale) => label[scale]))),
  };
  const pick = (rows: readonly number[]): Sequences => ({
    features: sequences.features,
    frames: rows.map((row) => sequences.frames[row]),
  });
  const values = new Float64Array(targets.values.length).fill(NaN);
  const parts = splits.map(({ train }) => ({
    sequences: pick(train),
    targets: selectRows(targets, train),
    groups: train.map((row) => labels[row].speaker),
  }));
  const models = await trainSequenceEnsembles(parts, { ...options, onDone });
  for (const [k, { test }] of splits.entries()) {
    const predicted = await predictSequenceEnsemble(models[k], pick(test));
    test.forEach((row, i) =>
      values.set(predicted.values.subarray(i * scales.length, (i + 1) * scales.length), row * scales.length),
    );
  }
  return { features: scales, values };
}

/** Scores of predictions of a scale and, under `ci95`, the 95 % interval of each by name. */
export interface ScaleScores {
  readonly scale: string;
  readonly n: number;
  readonly ccc: number;
  readonly pearson: number;
  readonly mse: number;
  readonly mae: number;
  readonly ci95: Readonly<Record<string, readonly [number, number]>>;
}

const REPEATS = 500;

/**
 * Scores of what `testSequences` predicted, by scale; for the intervals speakers are resampled.
 *
 * @param labels of the same utterances
 */
export function reportSequences(
  { features, values }: Rows,
  labels: readonly Label[],
  seed: number,
): ScaleScores[] {
  const options = { groups: speakersOf(labels), seed, repeats: REPEATS };
  return ratedScales
    .filter((scale) => features.includes(scale))
    .map((scale) => {
      const column = features.indexOf(scale);
      const truth = Float64Array.from(labels, (label) => label[scale]);
      const predicted = truth.map((_, i) => values[i * features.length + column]);
      const scores = (rows: ArrayLike<number>) => {
        const own = regressionScores(selectValues(truth, rows), selectValues(predicted, rows), 3);
        return { ccc: own.ccc, pearson: own.pearson, mse: own.mse, mae: own.mae };
      };
      const every = Int32Array.from(labels, (_, i) => i);
      return { scale, n: labels.length, ...scores(every), ci95: intervalsOf(scores, options) };
    });
}
