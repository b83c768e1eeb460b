import { random, type Random } from '../../stats/random';
import { standardize, type Standardization } from './sequence-data';
import { sequenceOutputs, type SequenceBatch, type SequenceShape } from './sequence-network';
import type { Tensorflow } from './tensorflow';

/** Most sequences in a batch. */
const BATCH = 32;

/** Sequences of one network as measured, and the scale it reads them on. */
export interface Scaled {
  readonly frames: readonly Float32Array[];
  readonly input: Standardization;
}

/**
 * Batches of networks side by side, standardized, shorter sequences padded with zeros.
 *
 * @param change called with each standardized sequence, to be changed in place, and the place of its network
 */
export function sequenceBatch(
  networks: readonly Scaled[],
  change?: (frames: Float32Array, network: number) => void,
): SequenceBatch {
  const width = networks[0].input.mean.length;
  const sequences = Math.max(...networks.map(({ frames }) => frames.length));
  const longest = Math.max(...networks.flatMap(({ frames }) => frames.map((one) => one.length)));
  const values = new Float32Array(networks.length * sequences * longest);
  const lengths = new Array<number>(networks.length * sequences).fill(0);
  networks.forEach(({ frames, input }, k) =>
    frames.forEach((one, i) => {
      const place = k * sequences + i;
      const target = values.subarray(place * longest, place * longest + one.length);
      standardize(one, input, target);
      change?.(target, k);
      lengths[place] = one.length / width;
    }),
  );
  return { frames: values, lengths };
}

/**
 * Sequences in a new order, in batches of about equal size; within eight batches those of like length go together. The
 * order of the batches depends on the epoch alone, so that networks side by side meet batches of like length together.
 */
export function batches(
  rows: readonly number[],
  frames: readonly Float32Array[],
  epoch: number,
  generator: Random,
): number[][] {
  const order = generator.shuffle(rows);
  const count = Math.max(1, Math.round(order.length / BATCH));
  const cut = (k: number) => Math.floor((k * order.length) / count);
  for (let k = 0; k < count; k += 8) {
    const end = cut(Math.min(count, k + 8));
    const pool = order.slice(cut(k), end).sort((a, b) => frames[a].length - frames[b].length);
    pool.forEach((row, i) => (order[cut(k) + i] = row));
  }
  return random(epoch).shuffle(Array.from({ length: count }, (_, k) => order.slice(cut(k), cut(k + 1))));
}

/** Outputs of each network for its own sequences, in the order given; sequences of like length share a batch. */
export function outputsOf(
  tf: Tensorflow,
  shape: SequenceShape,
  networks: readonly (Scaled & { readonly parameters: Float64Array })[],
): Float32Array[] {
  const results = networks.map(({ frames }) => new Float32Array(frames.length * shape.outputs));
  const orders = networks.map(({ frames }) =>
    frames.map((_, i) => i).sort((a, b) => frames[a].length - frames[b].length || a - b),
  );
  const most = Math.max(...orders.map((order) => order.length));
  for (let first = 0; first < most; first += BATCH) {
    const parts = networks.flatMap(({ frames, ...rest }, k) => {
      const rows = orders[k].slice(first, first + BATCH);
      return rows.length === 0 ? [] : [{ ...rest, k, rows, frames: rows.map((row) => frames[row]) }];
    });
    const batch = sequenceBatch(parts);
    const vectors = parts.map(({ parameters }) => parameters);
    const { outputs } = sequenceOutputs(tf, shape, vectors, batch);
    const sequences = batch.lengths.length / parts.length;
    parts.forEach(({ k, rows }, p) =>
      rows.forEach((row, i) => {
        const at = (p * sequences + i) * shape.outputs;
        results[k].set(outputs.subarray(at, at + shape.outputs), row * shape.outputs);
      }),
    );
  }
  return results;
}
