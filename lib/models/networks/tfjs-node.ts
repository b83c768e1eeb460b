import { createRequire, Module } from 'node:module';
import util from 'node:util';
import type * as tensorflowjs from '@tensorflow/tfjs';

export type Tensorflow = typeof tensorflowjs;

type Load = (
  request: string,
  parent?: { readonly filename?: string },
  ...rest: readonly unknown[]
) => unknown;

const PACKAGE = '@tensorflow/tfjs-node';
const DANFO = /[\\/]node_modules[\\/]danfojs-node[\\/]/;
/** Set on Node's module loader once this has been done, so that a second copy of this file does nothing. */
const DONE = Symbol.for('sentiment-audio-analysis.tfjs-node');

/**
 * Makes `@tensorflow/tfjs-node` load for everybody in this process: the two functions that it takes from Node's `util` and
 * that Node 23 removed are put back, and where its native binding does not load, plain JavaScript takes its place with a
 * warning that says why and what it costs. danfojs-node gets it when a frame first computes with it.
 */
export function prepareTfjsNode(): void {
  const loader = Module as unknown as { _load: Load; [DONE]?: true };
  if (loader[DONE] === true) return;
  loader[DONE] = true;
  restoreUtil();
  // Start-up messages about the processor would otherwise be printed into notebooks.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  const load = loader._load;
  let loaded: Tensorflow | undefined;
  loader._load = (request, parent, ...rest) => {
    if (request !== PACKAGE) return load(request, parent, ...rest);
    const now = (): Tensorflow => (loaded ??= nativeOrPlain((name) => load(name, parent, ...rest)));
    return DANFO.test(parent?.filename ?? '') ? later(now, () => loaded !== undefined) : now();
  };
}

function nativeOrPlain(load: (name: string) => unknown): Tensorflow {
  try {
    return load(PACKAGE) as Tensorflow;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    console.warn(
      `native TensorFlow does not load (${reason}). Plain JavaScript takes its place: the same models, ` +
        'three to twelve times slower to train. `npm run doctor` says what is missing',
    );
    return load('@tensorflow/tfjs') as Tensorflow;
  }
}

/** TensorFlow that is loaded when something of it is first used; before anybody has loaded it, nothing is a tensor. */
function later(load: () => Tensorflow, isLoaded: () => boolean): Tensorflow {
  const noTensor = { [Symbol.hasInstance]: () => false };
  return new Proxy({} as Tensorflow, {
    get: (_, name): unknown => (name === 'Tensor' && !isLoaded() ? noTensor : Reflect.get(load(), name)),
    has: (_, name) => Reflect.has(load(), name),
  });
}

/** `@tensorflow/tfjs-node`, or plain JavaScript in its place. */
export function requireTfjsNode(): Tensorflow {
  prepareTfjsNode();
  return createRequire(__filename)(PACKAGE) as Tensorflow;
}

/** Also where Node still has the two: it warns of them from 22 on. */
function restoreUtil(): void {
  const old: Record<string, unknown> = util;
  old.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  old.isArray = (value: unknown) => Array.isArray(value);
}
