import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Feature, FeatureSet } from '../features/feature-set';
import { EMBEDDING_COLUMN } from '../features/cues';
import { readCard } from './card';
import { embeddingName, FORMAT, noteOf, readEmbedding, type Embedding } from './embedding';
import { embed, openNetwork, outputsOf, type Network } from './network';

/**
 * Makes a feature set of a model file: checks what is stated about it and what it takes and gives, and notes it among the
 * artifacts.
 *
 * @param file an ONNX file, with `FILE.onnx.json` beside it (see `readCard`)
 * @returns the name of the set
 * @throws Error naming the file, what was found and a way out when it cannot be used
 */
export async function addEmbedding(file: string): Promise<string> {
  const place = path.resolve(file);
  if (!existsSync(place)) throw new Error(`${file}: no such file; check its name`);
  const { licence, source, normalize, outputs: wanted } = readCard(place);
  const sha256 = await hashOf(place);
  const network = await openNetwork(place);
  const outputs = await outputsOf(network, wanted);
  const settings = createHash('sha256')
    .update(JSON.stringify([sha256, normalize, outputs]))
    .digest('hex');
  const name = embeddingName(place, settings);
  const embedding: Embedding = {
    format: FORMAT,
    name,
    file: place,
    sha256,
    licence,
    source,
    normalize,
    outputs,
  };
  mkdirSync(path.dirname(noteOf(name)), { recursive: true });
  writeFileSync(noteOf(name), `${JSON.stringify(embedding, null, 1)}\n`);
  sets.delete(noteOf(name)); // the file may lie elsewhere now
  return name;
}

const sets = new Map<string, FeatureSet>();

/**
 * The feature set of an embedding, by its name.
 *
 * @throws Error naming the set when its model is not known here
 */
export function embeddingSet(name: string): FeatureSet {
  const note = noteOf(name);
  const known = sets.get(note);
  if (known !== undefined) return known;
  const embedding = readEmbedding(name);
  let network: Promise<Network> | undefined;
  const set: FeatureSet = {
    name,
    version: 1,
    features: embedding.outputs.flatMap(({ name, width }) =>
      Array.from({ length: width }, (_, i): Feature => ({
        name: `${EMBEDDING_COLUMN}${name}_${i}`,
        unit: '',
        meaning: `number ${i} of output ${name}, mean over frames`,
        cue: 'embedding',
      })),
    ),
    measure: () => {
      throw new Error(`${name}: a network cannot be waited for here; take measureLater`);
    },
    measureLater: async (signal) =>
      embed(await (network ??= openUnchanged(embedding)), embedding.outputs, embedding.normalize, signal),
    inRange: 'a network has no range of pitch',
  };
  sets.set(note, set);
  return set;
}

/** The network of an embedding, if its file is still the one that was named. */
async function openUnchanged({ name, file, sha256 }: Embedding): Promise<Network> {
  const found = existsSync(file) ? await hashOf(file) : 'missing';
  if (found !== sha256)
    throw new Error(
      `${file}: the model of the feature set ${name} ${found === 'missing' ? 'is no longer there' : 'holds other data than when it was named'}; ` +
        'name it again: set onnx:FILE.onnx',
    );
  return openNetwork(file);
}

/** Of a model file and of the weights that may lie beside it. */
async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for (const each of [file, `${file}.data`, `${file}_data`])
    if (existsSync(each))
      await pipeline(createReadStream(each, { highWaterMark: 1 << 20 }), hash, { end: false });
  return hash.digest('hex');
}
