import { join } from 'node:path';
import { parseProvenance, type Json, type Provenance } from '../tables/provenance';
import { fieldReader, isRecord, packNumbers, readHeader, readNumbers, writeModelFolder } from './model-files';
import type { SequenceModel } from './sequence';
import type { SequenceEnsemble } from './sequence-ensemble';
import { parameterShapes, type SequenceShape } from './sequence-network';

/** Sequence models of one shape with where they came from and how well their mean does; a single one is an ensemble of one. */
export interface StoredSequenceModel {
  readonly model: SequenceEnsemble;
  readonly provenance: Provenance;
  /** NaN becomes null on disk. */
  readonly scores: { readonly [name: string]: Json };
}

const FORMAT = 'sentiment-audio-analysis/sequence-model/1';

/**
 * Writes sequence models as `model.json` and a file of numbers, in one step as `saveModel` does.
 *
 * @param folder such as `processed-data/models/sequence`; made when missing
 * @throws RangeError when the members do not share features, targets and shape; Error naming a file that cannot be written
 */
export function saveSequenceModel(folder: string, { model, provenance, scores }: StoredSequenceModel): void {
  const kindOf = ({ features, targets, shape }: SequenceModel) => JSON.stringify([features, targets, shape]);
  if (model.members.length === 0 || model.members.some((one) => kindOf(one) !== kindOf(model.members[0]))) {
    throw new RangeError(
      'members of different features, targets or shape; store those that were trained together',
    );
  }
  const { bytes, description } = packNumbers(model.members.flatMap(memberArrays));
  const { features, targets, shape } = model.members[0];
  const header = {
    format: FORMAT,
    features,
    targets,
    shape,
    members: model.members.map(({ settings }) => settings),
    numbers: description,
    provenance,
    scores,
  };
  writeModelFolder(folder, header, bytes);
}

/**
 * Reads sequence models back; their predictions are the same to the last bit.
 *
 * @throws Error naming file and field, what was found and what was expected, when they are missing, damaged or another kind
 */
export function loadSequenceModel(folder: string): StoredSequenceModel {
  const path = join(folder, 'model.json');
  const header = readHeader(path, FORMAT);
  const field = fieldReader(path, header);
  const array = readNumbers(folder, path, header.numbers);
  const [features, targets] = [field.texts('features'), field.texts('targets')];
  const shape = readShape(path, field.record('shape'), features.length, targets.length);
  const members = field.list('members').map((settings, k): SequenceModel => {
    const own = (name: string, length: number) => array(memberName(k, name), length);
    const scale = (name: string, width: number) => ({
      mean: own(`${name} mean`, width),
      deviation: own(`${name} deviation`, width),
    });
    return {
      kind: 'sequence',
      features,
      targets,
      shape,
      weights: Object.fromEntries(
        parameterShapes(shape).map(([name, sizes]) => [
          name,
          own(
            name,
            sizes.reduce((product, size) => product * size, 1),
          ),
        ]),
      ),
      input: scale('input', features.length),
      output: scale('output', targets.length),
      settings: (isRecord(settings) ? settings : {}) as Readonly<Record<string, number>>,
    };
  });
  return {
    model: { kind: 'sequence-ensemble', members },
    provenance: parseProvenance(JSON.stringify(header.provenance ?? null), path),
    scores: field.record('scores') as { readonly [name: string]: Json },
  };
}

const memberName = (k: number, name: string): string => `member ${k + 1} ${name}`;

function memberArrays({ shape, weights, input, output }: SequenceModel, k: number): [string, Float64Array][] {
  const arrays: [string, Float64Array][] = [
    ...parameterShapes(shape).map(([name]): [string, Float64Array] => [name, weights[name]]),
    ['input mean', input.mean],
    ['input deviation', input.deviation],
    ['output mean', output.mean],
    ['output deviation', output.deviation],
  ];
  return arrays.map(([name, values]) => [memberName(k, name), values]);
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
