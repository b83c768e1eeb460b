import { egemaps } from './sets/egemaps';
import type { FeatureSet } from './feature-set';
import { original83 } from './sets/original83';
import { checkedRange, isStandard, type PitchRange } from '../praat/pitch-range';
import { prosody } from './sets/prosody';
import { spectral } from './sets/spectral';

/** Every feature set. */
export const featureSets: readonly FeatureSet[] = [original83, prosody, egemaps, spectral];

/** Names of the sets whose pitch range can be chosen. */
export const setsWithRange: readonly string[] = featureSets
  .filter(({ inRange }) => typeof inRange !== 'string')
  .map(({ name }) => name);

/** Names of the sets with the mode `shared`. */
export const setsWithSharedMode: readonly string[] = featureSets
  .filter(({ measureWindows }) => measureWindows !== undefined)
  .map(({ name }) => name);

/** The set with frame counts: `name+frames`, or the set itself where it has them. */
export function withFrameCounts(set: FeatureSet): FeatureSet {
  return set.withFrameCounts ?? set;
}

const cache = new Map<string, FeatureSet>();

/**
 * The feature set called `name`, `name+frames`, or `name@floor-ceiling` (Hz) with or without `+frames`.
 *
 * @throws RangeError naming the sets when there is no such set, or the pitch range when it cannot be
 */
export function featureSet(name: string): FeatureSet {
  const cached = cache.get(name);
  if (cached !== undefined) return cached;
  const [, plain, floor, ceiling, frames] = /^(\w+)(?:@([\d.]+)-([\d.]+))?(\+frames)?$/.exec(name) ?? [];
  const own = featureSets.find((set) => set.name === plain);
  if (own === undefined) {
    throw new RangeError(
      `no feature set ${name}; there are ${featureSets.map((set) => set.name).join(', ')}`,
    );
  }
  const ranged = floor === undefined ? own : inRange(own, { floor: Number(floor), ceiling: Number(ceiling) });
  const found = frames === undefined ? ranged : withFrameCounts(ranged);
  cache.set(name, found);
  return found;
}

function inRange(set: FeatureSet, range: PitchRange): FeatureSet {
  if (typeof set.inRange !== 'string') return set.inRange(checkedRange(range));
  throw new RangeError(
    `${set.name} has no pitch floor and ceiling to set: ${set.inRange}; take ${setsWithRange.join(' or ')}, or leave them out`,
  );
}

/**
 * Name of the set with a pitch range in Hz: its own name for the standard range.
 *
 * @throws RangeError when the set has no choice of the range, or the range cannot be
 */
export function setInRange(name: string, { floor, ceiling }: PitchRange): string {
  const set = featureSet(name);
  return isStandard({ floor, ceiling }) ? set.name : inRange(set, { floor, ceiling }).name;
}
