import { cues, type Cue } from './feature-set';
import { withFrameCounts, featureSets } from './sets';

export { cues, type Cue };

/** What names of columns of embeddings begin with. */
export const EMBEDDING_COLUMN = 'onnx_';

const cueOfColumn = new Map(
  featureSets.flatMap((set) => withFrameCounts(set).features.map(({ name, cue }) => [name, cue])),
);

/**
 * The cue of a column of any feature set.
 *
 * @param feature name of the column, with or without a prefix `set:`
 * @throws RangeError when no feature set has a column of the name
 */
export function cueOf(feature: string): Cue {
  const column = feature.slice(feature.indexOf(':') + 1);
  const cue = column.startsWith(EMBEDDING_COLUMN) ? 'embedding' : cueOfColumn.get(column);
  if (cue !== undefined) return cue;
  throw new RangeError(
    `no cue is known for the column ${feature}; the sets ${featureSets.map(({ name }) => name).join(', ')} do not have it`,
  );
}

/** Indices of the columns of each cue; cues without columns are left out. */
export function columnsByCue(features: readonly string[]): Map<Cue, number[]> {
  const byCue = new Map<Cue, number[]>(cues.map((cue) => [cue, []]));
  features.forEach((name, j) => byCue.get(cueOf(name))?.push(j));
  return new Map([...byCue].filter(([, columns]) => columns.length > 0));
}
