import { scaleBySpeaker } from '../data/speaker-scale';
import { completeRows, putRows, selectRows, type Rows } from '../data/rows';
import { mean } from '../../stats/summary';

/** Sound of one voice from which its own scale is known, s. */
export const ENOUGH_OF_A_VOICE = 120;

/** A window, by its times, s. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Seconds that windows cover; what several of them share counts once. */
export function coveredSeconds(windows: readonly Span[]): number {
  let [sum, reached] = [0, 0];
  for (const { start, end } of [...windows].sort((a, b) => a.start - b.start)) {
    sum += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return sum;
}

/**
 * Predictions on each voice's own scale, shifted so that each voice keeps the mean of `level`: what differs between moments
 * comes from the one, what differs between voices from the other. A row that lacks either prediction is NaN.
 *
 * @param voices of each row
 */
export function onVoicesLevel(
  own: Float64Array,
  level: Float64Array,
  voices: readonly string[],
): Float64Array {
  const result = new Float64Array(own.length);
  for (const voice of new Set(voices)) {
    const rows = voices.flatMap((name, row) => (name === voice ? [row] : []));
    const shift = mean(rows.map((row) => level[row] - own[row])); // skips rows without
    for (const row of rows) result[row] = Number.isNaN(level[row]) ? NaN : own[row] + shift;
  }
  return result;
}

/**
 * The rows of the voices that are heard long enough, each on its own scale; NaN in the rows of others and in incomplete rows.
 *
 * @param voices and @param windows of each row
 */
export function rowsOnOwnScale(rows: Rows, voices: readonly string[], windows: readonly Span[]): Rows {
  const values = new Float64Array(rows.values.length).fill(NaN);
  const complete = new Set(completeRows(rows));
  for (const voice of new Set(voices)) {
    const of = voices.flatMap((name, row) => (name === voice && complete.has(row) ? [row] : []));
    if (of.length < 2 || coveredSeconds(of.map((row) => windows[row])) < ENOUGH_OF_A_VOICE) continue;
    const scaled = scaleBySpeaker(
      selectRows(rows, of),
      of.map(() => voice),
    );
    putRows(values, scaled, of);
  }
  return { features: rows.features, values };
}
