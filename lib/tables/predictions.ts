import { columnOf, readTable, writeTable } from './arrow';
import type { Provenance } from './provenance';

/** Predictions for one window of one interview. */
export interface WindowPrediction {
  /** As in the raters' file: 'p1', 'pp1'. */
  readonly interview: string;
  /** s from the start of the recording */
  readonly start: number;
  readonly end: number;
  /** Probability of excitement; NaN for a window without measurements, and in the file of the original project. */
  readonly probability: number;
  /** Predicted class; undefined for a window without measurements, and without a classifier. */
  readonly excited: boolean | undefined;
  /** About 1 to 5; NaN for a window without measurements. */
  readonly valence: number;
  readonly arousal: number;
}

const kind = 'interview-predictions';

/** Provenance of predictions: hash of the recordings, and all settings. */
export type PredictionSource = Omit<Provenance, 'kind'>;

/** Writes predictions as a table, a row per window (see `writeTable`); a missing `excited` is false. */
export function writePredictions(
  path: string,
  predictions: readonly WindowPrediction[],
  source: PredictionSource,
): void {
  const number = (name: 'start' | 'end' | 'probability' | 'valence' | 'arousal', unit: string) => ({
    name,
    type: 'number' as const,
    unit,
    values: Float64Array.from(predictions, (prediction) => prediction[name]),
  });
  writeTable(
    path,
    [
      { name: 'interview', type: 'text', values: predictions.map((prediction) => prediction.interview) },
      number('start', 's'),
      number('end', 's'),
      number('probability', ''),
      {
        name: 'excited',
        type: 'boolean',
        values: predictions.map((prediction) => prediction.excited === true),
      },
      number('valence', '1 to 5'),
      number('arousal', '1 to 5'),
    ],
    { ...source, kind },
  );
}

/** Predictions and their provenance. */
export interface StoredPredictions {
  readonly predictions: readonly WindowPrediction[];
  readonly provenance: Provenance;
}

/**
 * Reads predictions written by `writePredictions`.
 *
 * @throws Error as `readTable`
 */
export function readPredictions(path: string): StoredPredictions {
  const table = readTable(path, { kind });
  const interviews = columnOf(table, 'interview', 'text');
  const excited = columnOf(table, 'excited', 'boolean');
  const number = (name: string) => columnOf(table, name, 'number');
  const [starts, ends, probabilities] = [number('start'), number('end'), number('probability')];
  const [valences, arousals] = [number('valence'), number('arousal')];
  const predictions = interviews.map((interview, i) => ({
    interview,
    start: starts[i],
    end: ends[i],
    probability: probabilities[i],
    excited: Number.isNaN(probabilities[i]) ? undefined : excited[i],
    valence: valences[i],
    arousal: arousals[i],
  }));
  return { predictions, provenance: table.provenance };
}
