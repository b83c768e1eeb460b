import { prepareTfjsNode, requireTfjsNode, type Tensorflow } from './tfjs-node';

export type { Tensorflow };

// Whoever imports danfojs-node beside the library gets the TensorFlow that the library gets.
prepareTfjsNode();

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

async function load(): Promise<LoadedTensorflow> {
  // At these sizes a second thread costs as much as it gains. The notebooks are started with it: danfojs loads TensorFlow, too.
  process.env.TF_NUM_INTRAOP_THREADS ??= '1';
  const tf = requireTfjsNode();
  const native = tf.findBackend('tensorflow') !== null;
  if (!native) await tf.setBackend('cpu');
  await tf.ready();
  return { tf, backend: native ? 'tensorflow' : 'cpu' };
}
