import type { MelKernels } from '../kernels/built/mel';
import type { Workspace } from '../kernels/workspace';

/** Power spectra of two frames at a time in the memory of a workspace; see lib/kernels/assembly/shared/frame-pairs.ts. */
export interface FramePairs {
  /** Power of bin k of the two frames, at 2 k and 2 k + 1; `address` is that of the first number. */
  readonly power: Float64Array;
  readonly address: number;
  /** Computes the spectra of the frames whose samples begin at bytes `a` and `b`; it reads `size` samples of each. */
  readonly measure: (a: number, b: number) => void;
}

/** Bytes of memory that `framePairs` needs. */
export function framePairBytes(size: number): number {
  return 58 * size + 32;
}

/**
 * Fills the tables in memory from byte `address` on.
 *
 * @param size samples of the transform, a power of two, at least 4
 * @param window at most `size` weights; zeros follow it
 */
export function framePairs(
  { run, view }: Workspace<MelKernels>,
  address: number,
  size: number,
  window: Float64Array,
): FramePairs {
  const half = size / 2;
  const weights = address;
  const table = weights + 8 * size;
  const twiddles = table + 12 * half;
  const work = twiddles + 8 * half + 16;
  const bytes = 16 * size;
  const result = work + 2 * bytes;

  const windowView = view(weights, size);
  windowView.fill(0).set(window);
  view(table, 1.5 * half).forEach((_, i, factors) => {
    const angle = (2 * Math.PI * Math.floor(i / 6) * (1 + (Math.floor(i / 2) % 3))) / half;
    factors[i] = i % 2 === 0 ? Math.cos(angle) : -Math.sin(angle);
  });
  view(twiddles, half + 2).forEach((_, i, factors) => {
    const angle = (2 * Math.PI * Math.floor(i / 2)) / size;
    factors[i] = i % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
  });

  function measure(a: number, b: number): void {
    let from = work;
    let to = work + bytes;
    run.windowPair(a, b, weights, 8 * size, from);
    for (let length = half, stride = 32; length > 1; length /= 4, stride *= 4) {
      if (length === 2) run.last2(from, to, stride);
      else if (length === 4) run.last4(from, to, stride);
      else run.radix4(from, to, bytes / 4, stride, table);
      [from, to] = [to, from];
    }
    run.power(from, bytes, twiddles, result);
  }
  return { power: view(result, size + 2), address: result, measure };
}
