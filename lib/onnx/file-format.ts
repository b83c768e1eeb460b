import { createHash } from 'node:crypto';
import protobuf from 'protobufjs/light.js';

/*
 * The parts of an ONNX file that are written and read here, with the field numbers of onnx.proto (IR version 8).
 * What else a file holds is skipped.
 */

/** How numbers lie in a tensor: the values of TensorProto.DataType that are written here. */
const types = { float32: 1, int64: 7, bool: 9, double: 11 } as const;
export type TensorType = keyof typeof types;

/** A constant of a graph. */
export interface Constant {
  readonly name: string;
  readonly type: TensorType;
  readonly dims: readonly number[];
  /** Little-endian. */
  readonly bytes: Uint8Array;
}

/** An operation of a graph; its attributes are whole numbers or lists of them. */
export interface GraphNode {
  readonly operation: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, number | readonly number[]>>;
}

/** An input or output of a graph; a length that is a word is free. */
export interface GraphValue {
  readonly name: string;
  readonly type: TensorType;
  readonly dims: readonly (number | string)[];
}

/** A graph with what is said about it. */
export interface OnnxFile {
  readonly name: string;
  readonly about: string;
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  readonly constants: readonly Constant[];
  readonly nodes: readonly GraphNode[];
  readonly metadata: Readonly<Record<string, string>>;
}

const field = (id: number, type: string) => ({ id, type });
const list = (id: number, type: string) => ({ id, type, rule: 'repeated' });
const message = (fields: Record<string, { id: number; type: string }>) => ({ fields });

const modelProto = protobuf.Root.fromJSON({
  nested: {
    Model: message({
      irVersion: field(1, 'int64'),
      producerName: field(2, 'string'),
      docString: field(6, 'string'),
      graph: field(7, 'Graph'),
      opsetImport: list(8, 'Opset'),
      metadataProps: list(14, 'Entry'),
    }),
    Opset: message({ domain: field(1, 'string'), version: field(2, 'int64') }),
    Entry: message({ key: field(1, 'string'), value: field(2, 'string') }),
    Graph: message({
      node: list(1, 'Node'),
      name: field(2, 'string'),
      initializer: list(5, 'Tensor'),
      input: list(11, 'ValueInfo'),
      output: list(12, 'ValueInfo'),
    }),
    Node: message({
      input: list(1, 'string'),
      output: list(2, 'string'),
      name: field(3, 'string'),
      opType: field(4, 'string'),
      attribute: list(5, 'Attribute'),
    }),
    Attribute: message({
      name: field(1, 'string'),
      i: field(3, 'int64'),
      ints: list(8, 'int64'),
      type: field(20, 'int32'),
    }),
    Tensor: message({
      dims: list(1, 'int64'),
      dataType: field(2, 'int32'),
      name: field(8, 'string'),
      rawData: field(9, 'bytes'),
    }),
    ValueInfo: message({ name: field(1, 'string'), type: field(2, 'Type') }),
    Type: message({ tensorType: field(1, 'TensorType') }),
    TensorType: message({ elemType: field(1, 'int32'), shape: field(2, 'Shape') }),
    Shape: message({ dim: list(1, 'Dimension') }),
    Dimension: { ...message({ dimValue: field(1, 'int64'), dimParam: field(2, 'string') }) },
  },
}).lookupType('Model');

/** Operators of which version the graphs use: 17, of ONNX 1.12 (2022). */
const OPSET = 17;

/** The bytes of an ONNX file. */
export function onnxBytes({
  name,
  about,
  inputs,
  outputs,
  constants,
  nodes,
  metadata,
}: OnnxFile): Uint8Array {
  const value = ({ name, type, dims }: GraphValue) => ({
    name,
    type: {
      tensorType: {
        elemType: types[type],
        shape: { dim: dims.map((dim) => (typeof dim === 'number' ? { dimValue: dim } : { dimParam: dim })) },
      },
    },
  });
  return modelProto
    .encode(
      modelProto.fromObject({
        irVersion: 8,
        producerName: 'sentiment-audio-analysis',
        docString: about,
        opsetImport: [{ domain: '', version: OPSET }],
        metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
        graph: {
          name,
          input: inputs.map(value),
          output: outputs.map(value),
          initializer: constants.map(({ name, type, dims, bytes }) => ({
            name,
            dims,
            dataType: types[type],
            rawData: bytes,
          })),
          node: nodes.map(({ operation, inputs, outputs, attributes }) => ({
            opType: operation,
            name: outputs[0],
            input: inputs,
            output: outputs,
            attribute: Object.entries(attributes).map(([name, value]) =>
              typeof value === 'number' ? { name, i: value, type: 2 } : { name, ints: value, type: 7 },
            ),
          })),
        },
      }),
    )
    .finish();
}

/**
 * A file with its SHA-256 as the last entry of its metadata.
 *
 * @param file of `onnxBytes`
 */
export function sealed(file: Uint8Array): Uint8Array {
  return Buffer.concat([file, seal(file)]);
}

/** Whether the bytes are of `sealed`, and nobody has changed them since. */
export function isSealed(bytes: Uint8Array): boolean {
  const end = bytes.length - seal(new Uint8Array()).length;
  return end > 0 && Buffer.compare(bytes.subarray(end), seal(bytes.subarray(0, end))) === 0;
}

/** An entry of the metadata as bytes, which may follow any file of this format; all are of one length. */
function seal(file: Uint8Array): Uint8Array {
  const value = createHash('sha256').update(file).digest('hex');
  return modelProto.encode(modelProto.fromObject({ metadataProps: [{ key: 'sha256', value }] })).finish();
}

/**
 * What a file says about itself by key, such as `columns`.
 *
 * @throws Error without the file's name when the bytes are no ONNX file
 */
export function onnxMetadata(bytes: Uint8Array): ReadonlyMap<string, string> {
  let found: { [key: string]: unknown };
  try {
    found = modelProto.toObject(modelProto.decode(bytes), { longs: Number, arrays: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`it is no ONNX file, or damaged (${reason})`, { cause: error });
  }
  if (found.graph === undefined || found.irVersion === undefined)
    throw new Error('it is no ONNX file, or cut short: it holds no graph');
  const entries = found.metadataProps as readonly { readonly key?: string; readonly value?: string }[];
  return new Map(entries.map(({ key = '', value = '' }) => [key, value]));
}
