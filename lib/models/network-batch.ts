import { assemble, sharedWorkspace } from '../dsp/wasm';
import { networkKernels } from './network-kernels';
import { ROW, SIDE } from './tiles';

/** Numbers of each kind in a network. */
export interface NetworkSizes {
  /** Columns of the rows. */
  readonly width: number;
  /** The columns, one that is always 1, and columns of 0 that fill up a block of four. */
  readonly inputs: number;
  /** Hidden units, and units whose weights are and stay 0. */
  readonly units: number;
  readonly outputs: number;
}

/** A network at work on one batch of rows after another. */
export interface Batches {
  /** Hidden weights [block of four units][input][unit], biases being those of the 1; output weights [output][unit]; output biases. */
  readonly parameters: Float64Array;
  /** In the same order. */
  readonly gradient: Float64Array;
  /** What the network says of these rows, a list per output; behind it, numbers that fill up. */
  readonly forward: (rows: ArrayLike<number>) => readonly Float64Array[];
  /** The gradient of the loss whose slopes have taken the place of what `forward` gave, 0 behind it. */
  readonly backward: () => void;
}

const wholeBlocks = (count: number): number => SIDE * Math.ceil(count / SIDE);
const workspace = sharedWorkspace(assemble(networkKernels));

/** Sizes of a network of so many columns, hidden units and outputs. */
export function networkSizes(width: number, units: number, outputs: number): NetworkSizes {
  return { width, inputs: wholeBlocks(width + 1), units: wholeBlocks(units), outputs };
}

/**
 * Makes room for batches of up to so many rows; the next call takes its place, so use one to its end before the next.
 *
 * @param x rows × width, row-major
 */
export function openBatches(x: Float64Array, sizes: NetworkSizes, batchRows: number): Batches {
  const { width, inputs, units, outputs } = sizes;
  const most = wholeBlocks(batchRows);
  const all = (inputs + outputs) * units + outputs;
  // A batch lies there twice, because each way adds up along another side of it.
  const lengths = [all, all, most * units, most * outputs, most * inputs, most * inputs];
  const starts = [0];
  for (const length of lengths) starts.push(starts[starts.length - 1] + 8 * wholeBlocks(length));
  const { run, view } = workspace(starts[lengths.length]);
  const [parameters, gradient, , , byRow, byColumn] = lengths.map((length, k) => view(starts[k], length));
  const [hidden, hiddenSlopes, unitsAt, sumsAt, byRowAt, byColumnAt] = starts;
  const output = 8 * inputs * units; // behind the hidden weights
  const across = ROW * inputs; // bytes of a block of weights
  let filled = 0; // rows of the batch with those that fill up
  let down = 0; // bytes of a block of units of the batch

  return {
    parameters,
    gradient,
    forward: (rows) => {
      filled = wholeBlocks(rows.length);
      down = ROW * filled;
      lay(x, width, rows, byRow, byColumn);
      for (let i = 0; i < filled; i += SIDE)
        run.strip(byRowAt + 8 * i * inputs, hidden, output, across, unitsAt + ROW * i, ROW, down);
      return Array.from({ length: outputs }, (_, t) => {
        const sums = view(sumsAt + 8 * t * filled, filled).fill(parameters[all - outputs + t]);
        for (let u = 0; u < units; u += SIDE) {
          const block = unitsAt + 8 * u * filled;
          run.weigh(block, block + down, output + 8 * (t * units + u), sums.byteOffset);
        }
        return sums;
      });
    },
    backward: () => {
      for (let u = 0; u < units; u += SIDE) {
        const block = unitsAt + 8 * u * filled;
        for (let t = 0; t < outputs; t++) {
          const to = hiddenSlopes + output + 8 * (t * units + u);
          run.weightSlopes(block, block + down, sumsAt + 8 * t * filled, to);
        }
        const end = output + 8 * outputs * units;
        run.unitSlopes(block, block + down, output + 8 * u, end, 8 * units, sumsAt, 8 * filled);
      }
      for (let t = 0; t < outputs; t++)
        gradient[all - outputs + t] = sum(view(sumsAt + 8 * t * filled, filled));
      const end = unitsAt + 8 * units * filled;
      for (let j = 0; j < inputs; j += SIDE)
        run.strip(byColumnAt + 8 * j * filled, unitsAt, end, down, hiddenSlopes + ROW * j, ROW, across);
    },
  };
}

/** Rows and the column of 1 as [block of rows][column][row] and as [block of columns][row][column]. */
function lay(
  x: Float64Array,
  width: number,
  rows: ArrayLike<number>,
  byRow: Float64Array,
  byColumn: Float64Array,
): void {
  const inputs = wholeBlocks(width + 1);
  const filled = wholeBlocks(rows.length);
  byRow.fill(0);
  byColumn.fill(0);
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i] * width;
    const within = i & 3;
    const row = (i - within) * inputs + within;
    for (let j = 0; j < width; j++) {
      const value = x[from + j];
      byRow[row + 4 * j] = value;
      byColumn[(j - (j & 3)) * filled + 4 * i + (j & 3)] = value;
    }
    byRow[row + 4 * width] = 1;
    byColumn[(width - (width & 3)) * filled + 4 * i + (width & 3)] = 1;
  }
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
