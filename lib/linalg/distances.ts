import { distancesKernels } from '../kernels/built/distances';
import { sharedWorkspace } from '../kernels/workspace';

const workspace = sharedWorkspace(distancesKernels);
/** Rows in a block, and the bytes of a block's column; see lib/kernels/assembly/shared/tiles.ts. */
const BLOCK = 4;
const ROW = 8 * BLOCK;

/**
 * Prepares squared distances from points; the next call overwrites them, so finish with one before preparing the next.
 *
 * @param points m × width, row-major
 * @returns from rows (n × width, row-major) and the first of four of them to their distances, m for each, the next row's
 *   `stride` numbers further; the next call of `of` overwrites them
 */
export function distancesFrom(
  points: Float64Array,
  width: number,
): { readonly stride: number; readonly of: (x: Float64Array, first: number) => Float64Array } {
  const stride = BLOCK * Math.ceil(points.length / width / BLOCK);
  const packed = stride * width;
  const { run, view } = workspace(8 * (packed + BLOCK * width + BLOCK * stride));
  const [own, found] = [8 * packed, 8 * (packed + BLOCK * width)];
  const blocks = view(0, packed);
  const block = view(own, BLOCK * width);
  const distances = view(found, BLOCK * stride);
  for (let v = 0; v < stride; v += BLOCK) pack(points, width, v, blocks, v * width);
  return {
    stride,
    of: (x, first) => {
      pack(x, width, first, block, 0);
      run.distances(own, 0, own, ROW * width, found, 8 * stride, ROW);
      return distances;
    },
  };
}

/** Packs four rows from `first` on as [column][row], zeros where there are no more. */
function pack(x: Float64Array, width: number, first: number, to: Float64Array, start: number): void {
  for (let r = 0; r < BLOCK; r++) {
    const from = (first + r) * width;
    const present = from < x.length;
    for (let j = 0; j < width; j++) to[start + BLOCK * j + r] = present ? x[from + j] : 0;
  }
}
