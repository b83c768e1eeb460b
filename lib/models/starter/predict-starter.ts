import { fillByGroup } from '../data/fill-by-group';
import { normalize } from '../data/normalizer';
import type { Rows } from '../data/rows';
import { linearFunction } from '../linear/linear-model';
import type { Ridge } from '../linear/ridge';
import type { Fitted } from '../selection/recipes';
import { onVoicesLevel, rowsOnOwnScale, type Span } from './own-scale';
import type { Starter } from './starter';

/** What is known of each row. */
export interface RowWindows {
  readonly windows: readonly Span[];
  /** Whose window it is. */
  readonly voices: readonly string[];
  /** Rows in which nothing was measured. */
  readonly empty: readonly number[];
  /** Rows without a score: those, and others without speech. */
  readonly silent: readonly number[];
}

/** What the starter model says of windows. */
export interface StarterScores {
  /** 1 to 5; NaN for a silent row, and where a column was never measured of the voice. */
  readonly arousal: Float64Array;
  /** Voices whose moments are compared on the voice's own scale. */
  readonly onOwnScale: readonly string[];
  /** The model that tells the moments apart, with its rows. */
  readonly explained: { readonly fitted: Fitted<Ridge>; readonly rows: Rows };
}

/**
 * Scores windows as measured: on the scale of the starter's speakers, and, where two minutes of a voice are heard, with the
 * differences between moments on the voice's own scale. Gaps are filled by the voice's mean. Nothing of Node is used.
 *
 * @param rows as measured, with the columns of the starter's feature set
 */
export function predictStarter(
  { raw, own }: Pick<Starter, 'raw' | 'own'>,
  rows: Rows,
  { windows, voices, empty, silent }: RowWindows,
): StarterScores {
  const filled = withoutRows(fillByGroup(rows, voices, empty), silent);
  const level = apply(raw, filled);
  const scaled = rowsOnOwnScale(filled, voices, windows);
  const moments = apply(own, scaled);
  const known = new Set(voices.filter((_, row) => !Number.isNaN(moments[row])));
  if (known.size === 0) return { arousal: level, onOwnScale: [], explained: { fitted: raw, rows: filled } };
  const shifted = onVoicesLevel(moments, level, voices);
  return {
    arousal: level.map((value, row) => (known.has(voices[row]) ? shifted[row] : value)),
    onOwnScale: [...known],
    explained: { fitted: own, rows: scaled },
  };
}

function apply({ normalizer, model }: Fitted<Ridge>, rows: Rows): Float64Array {
  return linearFunction.predict(model, normalize(normalizer, rows));
}

/** The rows, with some of them NaN throughout. */
export function withoutRows({ features, values }: Rows, rows: readonly number[]): Rows {
  const left = new Set(rows);
  return {
    features,
    values: values.map((value, k) => (left.has(Math.floor(k / features.length)) ? NaN : value)),
  };
}
