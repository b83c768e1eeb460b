import type { SampleReader } from '../../audio/sample-reader';
import { productsKernels } from '../../kernels/built/products';
import { sharedWorkspace } from '../../kernels/workspace';

/** Irregularity of voice periods, one value per frame; NaN where it has fewer than two steps of the kind. */
export interface Perturbation {
  /** Mean change of the period from one to the next, over the mean period. */
  readonly jitter: Float64Array;
  /** Mean change of the peak-to-peak amplitude from one period to the next, dB. */
  readonly shimmer: Float64Array;
}

/** Periods are looked for within this share around the one the pitch says. */
const tolerance = 0.1;
/** Samples read behind a frame, since products are computed four by four. */
const beyond = 8;

/**
 * Jitter and shimmer by matching the waveform of one period with the next.
 *
 * From the start of each frame, the stretch of one period is moved until it correlates best with what follows, refined by a
 * parabola; that distance is the next period.
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

/** The lag at which the stretch of one period from `at` correlates best with what follows, refined by a parabola. */
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
  // Products with all lags, two lags at a time; zeros follow the stretch, whose length must be a multiple of 4.
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
  const bend = left - 2 * top + right;
  return Number.isFinite(bend) && bend < 0 ? best + (0.5 * (left - right)) / bend : best;
}

/** Largest minus smallest sample. */
function span(x: Float64Array, at: number, length: number): number {
  let low = Infinity;
  let high = -Infinity;
  for (let i = at; i < at + length && i < x.length; i++) {
    if (x[i] < low) low = x[i];
    if (x[i] > high) high = x[i];
  }
  return high - low;
}
