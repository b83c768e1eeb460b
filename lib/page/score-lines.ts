import type { Column } from '../tables/arrow';
import { toCsv } from '../tables/csv';
import type { Scores, Target } from './calls';
import type { ScoreLine } from './draw/picture';

/** What targets are called, and the scales of their values. */
const scales: Readonly<Record<Target, { readonly name: string; readonly range: readonly [number, number] }>> =
  {
    arousal: { name: 'arousal (1 to 5)', range: [1, 5] },
    valence: { name: 'valence (1 to 5)', range: [1, 5] },
    excited: { name: 'probability of excitement', range: [0, 1] },
  };

/** Scores as lines; an axis grows where a linear model goes beyond its scale. */
export function scoreLines({ starts, ends, tracks }: Scores): ScoreLine[] {
  const times = starts.map((start, i) => 0.5 * (start + ends[i]));
  return tracks.map(({ target, values }) => {
    const { name, range } = scales[target];
    let [low, high] = range;
    for (const value of values) {
      if (value < low) low = Math.floor(value);
      if (value > high) high = Math.ceil(value);
    }
    return { name, times, values, range: [low, high] };
  });
}

/** Scores as a table: `start`, `end` (s), a column for each target; empty where there is none. */
export function scoresCsv({ starts, ends, tracks }: Scores): string {
  const column = (name: string, values: ArrayLike<number>): Column => {
    return { name, type: 'number', unit: '', values: Float64Array.from(values) };
  };
  return toCsv([
    column('start', starts),
    column('end', ends),
    ...tracks.map(({ target, values }) => column(target, values)),
  ]);
}
