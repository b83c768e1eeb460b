import type { FeatureSet } from './feature-set';
import { original83 } from './original83';
import { egemaps } from './egemaps/egemaps';
import { spectral } from './spectral';

/** Every feature set, by name. */
const sets: readonly FeatureSet[] = [original83, spectral, egemaps];

/**
 * The feature set called `name`.
 *
 * @throws RangeError when there is none, naming those there are
 */
export function featureSet(name: string): FeatureSet {
  const found = sets.find((set) => set.name === name);
  if (found === undefined) {
    throw new RangeError(`no feature set ${name}; there are ${sets.map((set) => set.name).join(', ')}`);
  }
  return found;
}
