import { readFileSync } from 'node:fs';
import path from 'node:path';
import { artifactsFolder } from '../text/project-folder';
import { fileError } from '../text/file-error';

/** Rate of the sound that embedding models take, Hz. */
export const EMBEDDING_RATE = 16_000;

/** A network that turns sound into numbers, in an ONNX file of the user's. */
export interface Embedding {
  readonly format: typeof FORMAT;
  /** Of its feature set: `onnx-<name of the file>-<start of its hash>`. */
  readonly name: string;
  /** The ONNX file, absolute. */
  readonly file: string;
  /** SHA-256 of the file, and of the weights beside it where there are such. */
  readonly sha256: string;
  /** As the file's card states them. */
  readonly licence: string;
  readonly source: string;
  /** Whether the network takes sound of mean 0 and standard deviation 1. */
  readonly normalize: boolean;
  /** Outputs that are taken, in the order of the columns. */
  readonly outputs: readonly EmbeddingOutput[];
}

export interface EmbeddingOutput {
  readonly name: string;
  /** Numbers per recording, or per frame. */
  readonly width: number;
}

export const FORMAT = 'sentiment-audio-analysis/embedding/1';
const PREFIX = 'onnx-';

/** Whether a name of a feature set is that of an embedding. */
export function isEmbeddingName(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** Name of the feature set of a model file. */
export function embeddingName(file: string, sha256: string): string {
  const stem = path.basename(file, '.onnx').replace(/\W+/g, '_').slice(0, 40);
  return `${PREFIX}${stem}-${sha256.slice(0, 8)}`;
}

/** Where it is noted among the artifacts what a name stands for, so that later runs and other threads know. */
export function noteOf(name: string): string {
  return path.join(artifactsFolder(), 'embeddings', `${name}.json`);
}

/**
 * What the name of an embedding's feature set stands for.
 *
 * @throws Error naming the set when no model file has been named here under which it was measured, or the note is damaged
 */
export function readEmbedding(name: string): Embedding {
  const note = noteOf(name);
  const remedy = 'name its file again: set onnx:FILE.onnx, or npx saa features --set onnx --model FILE.onnx';
  let text: string;
  try {
    text = readFileSync(note, 'utf8');
  } catch (error) {
    const known = fileError(error, note);
    const reason = known instanceof Error ? known.message : String(known);
    throw new Error(
      `the feature set ${name} is an embedding by a model that is not known here (${reason}); ${remedy}`,
      {
        cause: error,
      },
    );
  }
  const embedding = parsed(text);
  if (embedding === undefined || embedding.name !== name)
    throw new Error(`${note}: damaged, or of another version (${text.length} characters); ${remedy}`);
  return embedding;
}

function parsed(text: string): Embedding | undefined {
  let value: Partial<Embedding> | null;
  try {
    value = JSON.parse(text) as Partial<Embedding> | null;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const texts = [value?.name, value?.file, value?.sha256, value?.licence, value?.source];
  const complete =
    value?.format === FORMAT &&
    texts.every((one) => typeof one === 'string') &&
    Array.isArray(value.outputs) &&
    value.outputs.every(({ name, width }) => typeof name === 'string' && Number.isInteger(width));
  return complete ? (value as Embedding) : undefined;
}
