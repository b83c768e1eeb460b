import { egemaps } from './egemaps/egemaps';
import type { FeatureSet } from './feature-set';
import { original83 } from './original83';
import { prosody } from './prosody';
import { spectral } from './spectral';

/** Every feature set. */
export const featureSets: readonly FeatureSet[] = [original83, prosody, egemaps, spectral];

/** The set that also says over how many frames functionals were taken: `name+frames`, or the set itself where it does. */
export function countingFrames(set: FeatureSet): FeatureSet {
  return set.withFrames ?? set;
}

/**
 * The feature set called `name`, or `name+frames`.
 *
 * @throws RangeError when there is none, naming those there are
 */
export function featureSet(name: string): FeatureSet {
  const found = [...featureSets, ...featureSets.map(countingFrames)].find((set) => set.name === name);
  if (found === undefined) {
    throw new RangeError(
      `no feature set ${name}; there are ${featureSets.map((set) => set.name).join(', ')}`,
    );
  }
  return found;
}
