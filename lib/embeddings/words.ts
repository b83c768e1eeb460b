import path from 'node:path';
import type { Embedding } from './embedding';

/** What is known of an embedding's model, for results and provenance. */
export function embeddingFacts({ name, file, sha256, licence, source }: Embedding): {
  readonly set: string;
  readonly model: string;
  readonly sha256: string;
  readonly licence: string;
  readonly source: string;
} {
  return { set: name, model: path.basename(file), sha256, licence, source };
}

/** The same as a sentence; the licence binds models that learn from it, too. */
export function embeddingSentence({ name, file, licence, source }: Embedding): string {
  return `\`${name}\` is what the network \`${path.basename(file)}\` says of a recording (licence: ${licence}; source: ${source}).`;
}
