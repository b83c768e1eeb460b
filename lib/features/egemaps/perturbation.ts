import type { SampleReader } from '../../audio/sample-reader';
import { productsKernels } from '../../kernels/built/products';
import { sharedWorkspace } from '../../kernels/workspace';

/** Jitter and shimmer of each frame; NaN in frames with fewer than two periods. */
export interface Perturbation {
  /** Mean absolute difference of consecutive periods, over the mean period. */
  readonly jitter: Float64Array;
  /** Mean absolute ratio of consecutive peak-to-peak amplitudes, dB. */
  readonly shimmer: Float64Array;
}

/** Largest relative difference of a period from that of the pitch. */
const tolerance = 0.1;
/** Samples read after a frame, since the kernel computes four products at a time. */
const beyond = 8;

/**
 * Jitter and shimmer by waveform matching: the length of a period is the lag at which it correlates most with the next one,
 * refined by a parabola.
 *
 * @param f0 Hz per frame, NaN where unvoiced
 * @param hop samples from frame to frame
 * @param length samples of a frame
 */
export function perturbation(
  { sampleRate, length: total, read }: SampleReader,
  f0: Float64Array,
  hop: number,
  length: number,
): Perturbation {
  const jitter = new Float64Array(f0.length).fill(NaN);
  const shimmer = new Float64Array(f0.length).fill(NaN);
  for (let n = 0; n < f0.length; n++) {
    if (Number.isNaN(f0[n])) continue;
    const expected = sampleRate / f0[n];
    const first = Math.round(n * hop);
    const samples = read(first, Math.min(total, first + length + beyond));
    const end = Math.min(samples.length, length);
    let at = 0;
    let periods = 0;
    let sum = 0;
    let change = 0;
    let before = 0;
    let levels = 0;
    let levelChange = 0;
    let heightBefore = 0;
    while (at + Math.ceil(2.3 * expected) < end) {
      const period = nextPeriod(samples, at, expected);
      const height = span(samples, at, Math.round(period));
      if (periods > 0) change += Math.abs(period - before);
      if (heightBefore > 0 && height > 0) {
        levelChange += Math.abs(20 * Math.log10(height / heightBefore));
        levels++;
      }
      sum += period;
      periods++;
      before = period;
      heightBefore = height;
      at += Math.round(period);
    }
    if (periods > 1) jitter[n] = change / (periods - 1) / (sum / periods);
    if (levels > 0) shimmer[n] = levelChange / levels;
  }
  return { jitter, shimmer };
}

const workspace = sharedWorkspace(productsKernels);

/** The lag at which one period from sample `at` on correlates most with what follows, refined by a parabola. */
function nextPeriod(x: Float64Array, at: number, expected: number): number {
  const length = Math.round(expected);
  const low = Math.max(2, Math.floor((1 - tolerance) * expected));
  const high = Math.ceil((1 + tolerance) * expected);
  let energy = 0;
  let energyAtLag = 0;
  for (let i = 0; i < length; i++) {
    energy += x[at + i] * x[at + i];
    energyAtLag += x[at + low + i] * x[at + low + i];
  }
  // The kernel computes two lags at a time, of a stretch that zeros extend to a multiple of 4.
  const taps = 4 * Math.ceil(length / 4);
  const lags = 2 * Math.ceil((high - low + 1) / 2);
  const laterAt = 8 * taps;
  const productsAt = laterAt + 8 * (taps + lags);
  const { run, view } = workspace(productsAt + 8 * lags);
  const stretch = view(0, taps);
  stretch.set(x.subarray(at, at + length));
  stretch.fill(0, length);
  view(laterAt, taps + lags).set(x.subarray(at + low, at + low + taps + lags));
  run.weightedSums(productsAt, 8, lags, 0, laterAt, laterAt, 8);
  const products = view(productsAt, lags);
  let best = low;
  let left = -Infinity;
  let top = -Infinity;
  let right = -Infinity;
  let previous = -Infinity;
  for (let lag = low; lag <= high; lag++) {
    const r = energy > 0 && energyAtLag > 0 ? products[lag - low] / Math.sqrt(energy * energyAtLag) : 0;
    energyAtLag += x[at + lag + length] * x[at + lag + length] - x[at + lag] * x[at + lag];
    if (r > top) {
      top = r;
      left = previous;
      best = lag;
      right = -Infinity;
    } else if (lag === best + 1) {
      right = r;
    }
    previous = r;
  }
  const curvature = left - 2 * top + right;
  return Number.isFinite(curvature) && curvature < 0 ? best + (0.5 * (left - right)) / curvature : best;
}

/** Peak-to-peak amplitude. */
function span(x: Float64Array, at: number, length: number): number {
  let low = Infinity;
  let high = -Infinity;
  for (let i = at; i < at + length && i < x.length; i++) {
    if (x[i] < low) low = x[i];
    if (x[i] > high) high = x[i];
  }
  return high - low;
}
