import path from 'node:path';
import type { FeatureSet } from '../features/feature-set';
import { featureSet, setInRange } from '../features/sets';
import type { PitchRange } from '../praat/pitch-range';
import { isStandard } from '../praat/pitch-range';
import { projectRoot } from '../text/project-folder';
import { isEmbeddingName, readEmbedding, type Embedding } from './embedding';
import { addEmbedding, embeddingSet } from './embedding-set';

const FILE = 'onnx:';

/**
 * The feature set of a name: one of the library (`featureSet`), or an embedding.
 *
 * @throws RangeError, or Error, naming the set when there is none
 */
export function knownSet(name: string): FeatureSet {
  return isEmbeddingName(name) ? embeddingSet(name) : featureSet(name);
}

/**
 * Name of the set that a user asks for: `onnx:FILE.onnx`, its file relative to the project, becomes the embedding's name.
 * Other names stay, with the pitch range where it is not the standard one.
 *
 * @throws RangeError when there is no such set, or it has no choice of the range
 * @throws Error naming the model file when it cannot be used
 */
export async function askedSet(name: string, range?: PitchRange): Promise<string> {
  const embedding = name.startsWith(FILE)
    ? await addEmbedding(path.resolve(projectRoot(), name.slice(FILE.length)))
    : isEmbeddingName(name)
      ? name
      : undefined;
  if (embedding === undefined) return range === undefined ? knownSet(name).name : setInRange(name, range);
  if (range !== undefined && !isStandard(range))
    throw new RangeError(`${name} has no pitch floor and ceiling to set: a network has none; leave them out`);
  return embeddingSet(embedding).name;
}

/** The embeddings among sets, or sets side by side, by their names. */
export function embeddingsIn(names: readonly string[]): readonly Embedding[] {
  return [...new Set(names.flatMap((name) => name.split('+')))].filter(isEmbeddingName).map(readEmbedding);
}
