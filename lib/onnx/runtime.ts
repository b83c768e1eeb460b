import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { projectRoot } from '../text/project-folder';

/** Numbers of a tensor that are read and written here. */
export type OnnxData = Float32Array | Float64Array | BigInt64Array | Int32Array;

/** An array of any number of dimensions, as onnxruntime takes and gives it. */
export interface OnnxTensor {
  readonly type: string;
  readonly data: OnnxData;
  readonly dims: readonly number[];
}

/** What a model says of an input or output; `shape` holds names where a length is free. */
export interface OnnxValueInfo {
  readonly name: string;
  readonly isTensor: boolean;
  readonly type?: string;
  readonly shape?: readonly (number | string)[];
}

/** A model that is ready to be run. */
export interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputMetadata: readonly OnnxValueInfo[];
  readonly outputMetadata: readonly OnnxValueInfo[];
  run(inputs: Readonly<Record<string, OnnxTensor>>): Promise<Readonly<Record<string, OnnxTensor>>>;
}

/** What is used of onnxruntime-node; its own types are installed with the optional part only. */
interface OnnxRuntime {
  readonly InferenceSession: {
    create(
      model: string | Uint8Array,
      options: Readonly<Record<string, string | number>>,
    ): Promise<OnnxSession>;
  };
  readonly Tensor: new (type: string, data: OnnxData, dims: readonly number[]) => OnnxTensor;
}

/** Model files that the optional part brings along. */
export type InstalledModel = 'silero-vad' | 'voice-print';

const partFolder = (): string => path.join(projectRoot(), 'optional', 'onnx');
const notInstalled = 'the optional ONNX part is not installed; install it by: npm run setup -- --with onnx';

/** Where the runtime lies: in the optional part, or where the project's own packages lie; undefined where it does not. */
function runtimePlace(): string | undefined {
  for (const folder of [partFolder(), projectRoot()]) {
    try {
      return createRequire(path.join(folder, 'package.json')).resolve('onnxruntime-node');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
    }
  }
  return undefined;
}

/** Whether ONNX models can be run: the optional part is installed. */
export function onnxInstalled(): boolean {
  return runtimePlace() !== undefined;
}

/** Whether this model file of the optional part is installed, and the runtime that runs it. */
export function modelInstalled(name: InstalledModel): boolean {
  return onnxInstalled() && existsSync(modelPlace(name));
}

const modelPlace = (name: InstalledModel): string =>
  path.join(partFolder(), 'node_modules', '.models', `${name}.onnx`);

/** @throws Error that says how to install the optional part where it is missing */
function runtime(): OnnxRuntime {
  const place = runtimePlace();
  if (place === undefined) throw new Error(notInstalled);
  return createRequire(__filename)(place) as OnnxRuntime;
}

/** A tensor of 32-bit numbers. */
export function floats(data: Float32Array, dims: readonly number[]): OnnxTensor {
  return new (runtime().Tensor)('float32', data, dims);
}

/** A tensor of whole numbers. */
export function longs(data: BigInt64Array, dims: readonly number[]): OnnxTensor {
  return new (runtime().Tensor)('int64', data, dims);
}

/** A tensor of doubles. */
export function doubles(data: Float64Array, dims: readonly number[]): OnnxTensor {
  return new (runtime().Tensor)('float64', data, dims);
}

/**
 * Opens a model on one thread, so that the same input gives the same bits beside any other work.
 *
 * @param model a file, or its bytes
 * @param name the file, as the message names it
 * @throws Error that says how to install the optional part, or that the model cannot be read
 */
export async function openModel(
  model: string | Uint8Array,
  name: string = String(model),
): Promise<OnnxSession> {
  const { InferenceSession } = runtime();
  if (typeof model === 'string' && !existsSync(model))
    throw new Error(`${name}: no such file; check its name`);
  try {
    return await InferenceSession.create(model, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      logSeverityLevel: 3,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Error(
      `${name}: this ONNX model cannot be read (${reason}); export or download it again, with an opset that onnxruntime knows`,
      { cause: error },
    );
  }
}

const opened = new Map<InstalledModel, Promise<OnnxSession>>();

/**
 * A model of the optional part, opened at the first call.
 *
 * @throws Error that says how to install the optional part where it is missing
 */
export async function installedModel(name: InstalledModel): Promise<OnnxSession> {
  if (!modelInstalled(name)) throw new Error(notInstalled);
  let session = opened.get(name);
  if (session === undefined) {
    session = openModel(modelPlace(name));
    opened.set(name, session);
  }
  return await session;
}
