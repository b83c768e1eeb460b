import { existsSync, readFileSync } from 'node:fs';

/** What the user states about a model file, in `FILE.onnx.json` beside it. */
export interface EmbeddingCard {
  readonly licence: string;
  /** Where the model is from: an address, a publication. */
  readonly source: string;
  /** Whether sound is brought to mean 0 and standard deviation 1 first; false unless stated. */
  readonly normalize: boolean;
  /** Names of the outputs to take; undefined for those with the usual names. */
  readonly outputs: readonly string[] | undefined;
}

/**
 * Reads what is stated about a model file.
 *
 * @param file the ONNX file
 * @throws Error naming file and field with what was found and what to write, where licence or source are not stated
 */
export function readCard(file: string): EmbeddingCard {
  const place = `${file}.json`;
  const example = '{"licence": "MIT", "source": "https://…"}';
  if (!existsSync(place))
    throw new Error(
      `${file}: its licence and source are not stated; write them into ${place}, as ${example}: they are stored with every model ` +
        'that learns from it',
    );
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(place, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Error(`${place}: it is not JSON (${error.message}); write it as ${example}`, { cause: error });
  }
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const wrong = (field: string, expected: string): Error =>
    new Error(
      `${place}: field "${field}" is ${JSON.stringify(fields[field]) ?? 'missing'}; write ${expected}, as in ${example}`,
    );
  const text = (field: string): string => {
    const found = fields[field];
    if (typeof found !== 'string' || found.trim() === '') throw wrong(field, 'a text');
    return found.trim();
  };
  const known = ['licence', 'source', 'normalize', 'outputs'];
  const other = Object.keys(fields).find((field) => !known.includes(field));
  if (other !== undefined)
    throw new Error(`${place}: field "${other}" is not known; there are ${known.join(', ')}`);
  const { normalize = false } = fields;
  const outputs: unknown = fields['outputs'];
  if (typeof normalize !== 'boolean') throw wrong('normalize', 'true or false');
  const card = { licence: text('licence'), source: text('source'), normalize };
  if (outputs === undefined) return { ...card, outputs: undefined };
  if (!isTexts(outputs)) throw wrong('outputs', 'a list of names of outputs');
  return { ...card, outputs };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
}
