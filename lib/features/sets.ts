import { egemaps } from './sets/egemaps';
import { inRange, type FeatureSet } from './feature-set';
import { original83 } from './sets/original83';
import { isStandard, type PitchRange } from '../praat/pitch-range';
import { prosody } from './sets/prosody';
import { spectral } from './sets/spectral';

/** Every feature set. */
export const featureSets: readonly FeatureSet[] = [original83, prosody, egemaps, spectral];

/** The set that also says over how many frames functionals were taken: `name+frames`, or the set itself where it does. */
export function countingFrames(set: FeatureSet): FeatureSet {
  return set.withFrames ?? set;
}

const made = new Map<string, FeatureSet>();

/**
 * The feature set called `name`, `name+frames`, or `name@floor-ceiling` (Hz) with or without `+frames`.
 *
 * @throws RangeError when there is none, naming those there are, or the range cannot be
 */
export function featureSet(name: string): FeatureSet {
  const known = made.get(name);
  if (known !== undefined) return known;
  const [, plain, floor, ceiling, frames] = /^(\w+)(?:@([\d.]+)-([\d.]+))?(\+frames)?$/.exec(name) ?? [];
  const own = featureSets.find((set) => set.name === plain);
  if (own === undefined) {
    throw new RangeError(
      `no feature set ${name}; there are ${featureSets.map((set) => set.name).join(', ')}`,
    );
  }
  const ranged = floor === undefined ? own : inRange(own, { floor: Number(floor), ceiling: Number(ceiling) });
  const found = frames === undefined ? ranged : countingFrames(ranged);
  made.set(name, found);
  return found;
}

/**
 * Name of the set with pitch looked for from `floor` to `ceiling`, Hz: its own name where that is the standard range.
 *
 * @throws RangeError when the set has no choice of it, or the range holds no pitch
 */
export function setInRange(name: string, { floor, ceiling }: PitchRange): string {
  const set = featureSet(name);
  return isStandard({ floor, ceiling }) ? set.name : inRange(set, { floor, ceiling }).name;
}
