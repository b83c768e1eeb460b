import util from 'node:util';
import type * as tensorflowjs from '@tensorflow/tfjs';

export type Tensorflow = typeof tensorflowjs;

/** TensorFlow as this machine has it. */
export interface LoadedTensorflow {
  readonly tf: Tensorflow;
  /** 'tensorflow' is the native library, 'cpu' plain JavaScript. */
  readonly backend: 'tensorflow' | 'cpu';
}

let loaded: Promise<LoadedTensorflow> | undefined;

/**
 * TensorFlow, loaded at the first call: the native library where its binding loads, else plain JavaScript with a
 * warning that says why and what it costs.
 */
export function tensorflow(): Promise<LoadedTensorflow> {
  loaded ??= load();
  return loaded;
}

/** Which TensorFlow is in use: 'tensorflow' is the native library, 'cpu' plain JavaScript. */
export async function tensorflowBackend(): Promise<'tensorflow' | 'cpu'> {
  return (await tensorflow()).backend;
}

async function load(): Promise<LoadedTensorflow> {
  restoreUtil();
  // Start-up messages about the processor would otherwise be printed into notebooks.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  // At these sizes a second thread costs as much as it gains. The notebooks are started with it: danfojs loads TensorFlow, too.
  process.env.TF_NUM_INTRAOP_THREADS ??= '1';
  try {
    const tf = await import('@tensorflow/tfjs-node');
    await tf.ready();
    return { tf, backend: 'tensorflow' };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    console.warn(
      `native TensorFlow does not load (${reason}). Plain JavaScript takes its place: the same models, ` +
        'three to twelve times slower to train. `npm run doctor` says what is missing',
    );
    const tf = await import('@tensorflow/tfjs');
    await tf.setBackend('cpu');
    await tf.ready();
    return { tf, backend: 'cpu' };
  }
}

/** tfjs-node 4.22 calls two functions that Node 23 removed from util. */
function restoreUtil(): void {
  const old: Record<string, unknown> = util as unknown as Record<string, unknown>;
  old.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  old.isArray ??= (value: unknown) => Array.isArray(value);
}
