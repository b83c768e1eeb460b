import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../tables/artifact';
import { parseProvenance, type Json, type Provenance } from '../tables/provenance';
import {
  fieldReader,
  isNumbersFile,
  isRecord,
  packNumbers,
  readNumbers,
  readOrExplain,
  REMEDY,
} from './model-files';
import type { SequenceModel } from './sequence';
import { parameterShapes, type SequenceShape } from './sequence-network';

/** A sequence model with where it came from and how well it does. */
export interface StoredSequenceModel {
  readonly model: SequenceModel;
  readonly provenance: Provenance;
  /** NaN becomes null on disk. */
  readonly scores: { readonly [name: string]: Json };
}

const FORMAT = 'sentiment-audio-analysis/sequence-model/1';

/**
 * Writes a sequence model as `model.json` and a file of numbers, in one step as `saveModel` does.
 *
 * @param folder such as `processed-data/models/sequence`; made when missing
 * @throws Error naming the file when it cannot be written
 */
export function saveSequenceModel(folder: string, { model, provenance, scores }: StoredSequenceModel): void {
  const { bytes, description } = packNumbers([
    ...parameterShapes(model.shape).map(([name]) => [name, model.weights[name]] as const),
    ['input mean', model.input.mean],
    ['input deviation', model.input.deviation],
    ['output mean', model.output.mean],
    ['output deviation', model.output.deviation],
  ]);
  const { features, targets, shape, settings } = model;
  const header = {
    format: FORMAT,
    features,
    targets,
    shape,
    settings,
    numbers: description,
    provenance,
    scores,
  };
  replaceFile(join(folder, description.file), bytes);
  replaceFile(join(folder, 'model.json'), `${JSON.stringify(header, null, 1)}\n`);
  for (const name of readdirSync(folder)) {
    if (isNumbersFile(name) && name !== description.file) rmSync(join(folder, name));
  }
}

/**
 * Reads a sequence model back; its predictions are the same to the last bit.
 *
 * @throws Error naming file and field, what was found and what was expected, when it is missing, damaged or another kind
 */
export function loadSequenceModel(folder: string): StoredSequenceModel {
  const path = join(folder, 'model.json');
  let header: unknown;
  try {
    header = JSON.parse(Buffer.from(readOrExplain(path)).toString('utf8'));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new Error(`${path} is not JSON; ${REMEDY}`, { cause });
  }
  if (!isRecord(header)) throw new Error(`${path} holds no object; ${REMEDY}`);
  if (header.format !== FORMAT) {
    throw new Error(
      `${path}: format is ${JSON.stringify(header.format)}, a sequence model's is ${FORMAT}; ${REMEDY}`,
    );
  }
  const field = fieldReader(path, header);
  const array = readNumbers(folder, path, header.numbers);
  const [features, targets] = [field.texts('features'), field.texts('targets')];
  const shape = readShape(path, field.record('shape'), features.length, targets.length);
  const weights = Object.fromEntries(
    parameterShapes(shape).map(([name, sizes]) => [
      name,
      array(
        name,
        sizes.reduce((product, size) => product * size, 1),
      ),
    ]),
  );
  const scale = (name: string, width: number) => ({
    mean: array(`${name} mean`, width),
    deviation: array(`${name} deviation`, width),
  });
  return {
    model: {
      kind: 'sequence',
      features,
      targets,
      shape,
      weights,
      input: scale('input', features.length),
      output: scale('output', targets.length),
      settings: field.record('settings') as Readonly<Record<string, number>>,
    },
    provenance: parseProvenance(JSON.stringify(header.provenance ?? null), path),
    scores: field.record('scores') as { readonly [name: string]: Json },
  };
}

function readShape(
  path: string,
  record: Record<string, unknown>,
  inputs: number,
  outputs: number,
): SequenceShape {
  const field = fieldReader(path, record);
  const convolutions = field.list('convolutions').map((one) => {
    const inner = fieldReader(path, isRecord(one) ? one : {});
    return { width: inner.number('width'), stride: inner.number('stride'), units: inner.number('units') };
  });
  return {
    inputs,
    convolutions,
    recurrent: field.number('recurrent'),
    attention: field.number('attention'),
    outputs,
  };
}
