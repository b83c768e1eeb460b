import { cues, type Cue } from './feature-set';
import { countingFrames, featureSets } from './sets';

export { cues, type Cue };

const cueOfColumn = new Map(
  featureSets.flatMap((set) => countingFrames(set).features.map(({ name, cue }) => [name, cue])),
);

/**
 * The cue that a column of a feature set belongs to.
 *
 * @param feature name of the column; a prefix `set:` is skipped
 * @throws RangeError when no feature set has a column of the name
 */
export function cueOf(feature: string): Cue {
  const cue = cueOfColumn.get(feature.slice(feature.indexOf(':') + 1));
  if (cue !== undefined) return cue;
  throw new RangeError(
    `no cue is known for the column ${feature}: it is in none of the sets ${featureSets.map(({ name }) => name).join(', ')}`,
  );
}

/** Places of the columns of each cue; cues without a column are left out. */
export function columnsByCue(features: readonly string[]): Map<Cue, number[]> {
  const places = new Map<Cue, number[]>(cues.map((cue) => [cue, []]));
  features.forEach((name, j) => places.get(cueOf(name))?.push(j));
  return new Map([...places].filter(([, columns]) => columns.length > 0));
}
