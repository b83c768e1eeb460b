import type { Feature } from './feature-set';

/**
 * The row of several recordings taken together, from a row of each: lengths are added, extremes are the most extreme, and every
 * other column is the mean of the rows weighted by the lengths of the recordings, over those in which it could be measured. Means
 * of frames are close to those of the joined sound, deviations leave out what differs between the recordings.
 *
 * @param rows      in the order of the features; the only one is returned as it is
 * @param durations of the recordings, s
 * @returns NaN where no recording has a value
 */
export function joinedRow(
  features: readonly Feature[],
  rows: readonly Float64Array[],
  durations: readonly number[],
): Float64Array {
  if (rows.length === 1) return rows[0];
  const joined = new Float64Array(features.length).fill(NaN);
  features.forEach((feature, column) => {
    const kind = feature.joined ?? 'mean';
    let [value, weight] = [0, 0];
    rows.forEach((row, i) => {
      const one = row[column];
      if (Number.isNaN(one)) return;
      if (kind === 'mean') value += durations[i] * one;
      else if (weight === 0) value = one;
      else if (kind === 'sum') value += one;
      else if (kind === 'least') value = Math.min(value, one);
      else if (kind === 'greatest') value = Math.max(value, one);
      weight += durations[i];
    });
    if (weight > 0) joined[column] = kind === 'mean' ? value / weight : value;
  });
  const at = (name: string): number => joined[features.findIndex((feature) => feature.name === name)];
  features.forEach(({ joined: kind }, column) => {
    if (typeof kind === 'object') joined[column] = at(kind.of) - at(kind.less);
  });
  return joined;
}

/** How a functional of a contour is joined: `name_max`, `name_min`, and `name_range`, which is their difference. */
export function joinedExtreme(name: string, functional: string): Pick<Feature, 'joined'> {
  if (functional === 'max') return { joined: 'greatest' };
  if (functional === 'min') return { joined: 'least' };
  if (functional === 'range') return { joined: { of: `${name}_max`, less: `${name}_min` } };
  return {};
}
