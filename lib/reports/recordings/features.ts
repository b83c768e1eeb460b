import type { Signal } from '../../audio/signal';
import { featureSet } from '../../features/sets';

/**
 * One recording by a feature set: a value per column name, in the set's order; NaN where nothing could be measured.
 *
 * @param set 'original83', 'prosody', 'egemaps' or 'spectral', as `docs/feature-sets.md` describes them
 * @throws RangeError when there is no such set
 *
 * @example
 * const { loudness_sma3_amean } = features(sound, 'egemaps');
 */
export function features(sound: Signal, set: string): Record<string, number> {
  const { features: columns, measure } = featureSet(set);
  const values = measure(sound);
  return Object.fromEntries(columns.map(({ name }, i) => [name, values[i]]));
}
