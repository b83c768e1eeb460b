import { LruCache } from '../../dsp/lru-cache';
import { productsKernels } from '../../kernels/built/products';
import { pow } from '../../stats/pow';
import type { Frames } from './frames';

/** Pitch candidates of every frame, the best first. */
export interface Candidates {
  /** Largest number per frame. */
  readonly most: number;
  readonly count: Int32Array;
  /** Hz; candidate c of frame n at n · most + c. */
  readonly hz: Float64Array;
  /** Voicing probability, at most 1. */
  readonly voicing: Float64Array;
}

const most = 6;
const harmonics = 15;
const compression = 0.85;
const lowest = 25; // Hz, of the octave-scaled spectrum
const floor = 55; // Hz
const ceiling = 1000; // Hz

/**
 * Pitch candidates by subharmonic summation.
 *
 * Amplitudes farther than two bins from a peak are set to 0, the others smoothed (¼, ½, ¼), interpolated by a natural cubic
 * spline at as many points at equal steps in octaves, weighted with the sensitivity of the ear at low frequencies, and
 * summed over 15 harmonics, each weighted 0.85 times the one before. Found by experiment (to 1e-5 of the largest value):
 * - the spline runs over log₂ f; bin 0, which has no logarithm, lies one octave below bin 1;
 * - no amplitude is removed before the first peak if the spectrum rises from bin 0, nor after the last if it falls;
 * - harmonic h lies floor(log₂(h) · points / octaves) points above, although an octave has slightly fewer points;
 * - negative values of the spline become 0;
 * - candidates are the six highest peaks, of which those outside 55 to 1000 Hz are dropped; the voicing of a candidate is
 *   1 − mean of the sum / its peak.
 *
 * D. J. Hermes (1988), "Measurement of pitch by subharmonic summation", JASA 83(1): 257-264.
 */
export function subharmonicSum({ fft, hzPerBin }: Frames): SubharmonicSearch {
  return searches.get([fft.size, hzPerBin].join(), () => subharmonicSearch(fft.size, hzPerBin));
}

/** Candidates of `count` frames, all empty. */
export function candidatesOf(count: number): Candidates {
  return {
    most,
    count: new Int32Array(count),
    hz: new Float64Array(count * most),
    voicing: new Float64Array(count * most),
  };
}

/** Writes the candidates of frame `n`, whose amplitudes are given. */
export type SubharmonicSearch = (amplitude: Float64Array, candidates: Candidates, n: number) => void;

const searches = new LruCache<SubharmonicSearch>(1);

function subharmonicSearch(size: number, hzPerBin: number): SubharmonicSearch {
  const points = size / 2 + 1;
  const octaves = Math.log2((hzPerBin * size) / 2 / lowest);
  const perOctave = points / octaves;
  const spline = octaveSpline(points, hzPerBin, octaves);
  const weight = Float64Array.from(
    { length: points },
    (_, i) => 0.5 + Math.atan(3 * ((i + 2) / perOctave - Math.log2(65 / 50))) / Math.PI,
  );
  const shifts = Int32Array.from({ length: harmonics }, (_, h) => Math.floor(Math.log2(h + 1) * perOctave));
  const even = points + (points % 2);
  const octavesAt = 8 * harmonics;
  const sumAt = octavesAt + 8 * (even + shifts[harmonics - 1]);
  const { run, view } = productsKernels(sumAt + 8 * even);
  view(0, harmonics).forEach((_, h, gains) => (gains[h] = pow(compression, h) / harmonics));
  const enhanced = new Float64Array(points);
  const smoothed = new Float64Array(points);
  const onOctaves = view(octavesAt, even + shifts[harmonics - 1]).fill(0); // zeros follow its last point
  const sum = view(sumAt, even);
  const best = new Int32Array(most);

  return (amplitude, candidates, n) => {
    enhancePeaks(amplitude, enhanced);
    smoothed[0] = 0.5 * enhanced[0] + 0.25 * enhanced[1];
    for (let k = 1; k < points - 1; k++) {
      smoothed[k] = 0.25 * enhanced[k - 1] + 0.5 * enhanced[k] + 0.25 * enhanced[k + 1];
    }
    smoothed[points - 1] = 0.5 * enhanced[points - 1] + 0.25 * enhanced[points - 2];
    spline(smoothed, onOctaves);
    for (let i = 0; i < points; i++) onOctaves[i] = onOctaves[i] > 0 ? onOctaves[i] * weight[i] : 0;
    sum.fill(0);
    for (let h = 0; h < harmonics; h += 5) {
      const [a, b, c, d, e] = shifts.subarray(h, h + 5);
      run.shiftedSum(sumAt, 8 * even, 8 * h, octavesAt, 8 * a, 8 * b, 8 * c, 8 * d, 8 * e);
    }
    let total = 0;
    for (let i = 0; i < points; i++) total += sum[i];
    const mean = total / points;

    let found = 0;
    for (let i = 1; i < points - 1; i++) {
      const y = sum[i];
      if (!(y > sum[i - 1] && y > sum[i + 1])) continue;
      let place = found;
      while (place > 0 && sum[best[place - 1]] < y) place--;
      if (place >= most) continue;
      if (found < most) found++;
      for (let k = found - 1; k > place; k--) best[k] = best[k - 1];
      best[place] = i;
    }
    let kept = 0;
    for (let c = 0; c < found; c++) {
      const i = best[c];
      const [a, b, d] = [sum[i - 1], sum[i], sum[i + 1]];
      const offset = (0.5 * (a - d)) / (a - 2 * b + d);
      const hz = lowest * pow(2, ((i + offset) * octaves) / (points - 1));
      if (hz < floor || hz > ceiling) continue;
      candidates.hz[n * most + kept] = hz;
      candidates.voicing[n * most + kept] = 1 - mean / (b - 0.25 * (a - d) * offset);
      kept++;
    }
    candidates.count[n] = kept;
  };
}

/** Copies `y` within two bins of a local maximum, before the first one if `y` rises from bin 0, and after the last if it falls. */
function enhancePeaks(y: Float64Array, result: Float64Array): void {
  const n = y.length;
  result.fill(0);
  let firstPeak = -1;
  let lastPeak = -1;
  for (let k = 0; k < n; k++) {
    const left = k === 0 || y[k] > y[k - 1];
    const right = k === n - 1 || y[k] > y[k + 1];
    if (!left || !right) continue;
    for (let i = Math.max(0, k - 2); i <= k + 2 && i < n; i++) result[i] = y[i];
    if (firstPeak < 0) firstPeak = k;
    lastPeak = k;
  }
  if (firstPeak < 0) return;
  for (let i = 0; i < firstPeak && !(y[0] > y[1]); i++) result[i] = y[i];
  for (let i = lastPeak + 1; i < n && !(y[n - 1] > y[n - 2]); i++) result[i] = y[i];
}

/** Natural cubic spline through the bins over log₂ f, evaluated at `points` equal steps. */
function octaveSpline(
  points: number,
  hzPerBin: number,
  octaves: number,
): (y: Float64Array, result: Float64Array) => void {
  const x = Float64Array.from({ length: points }, (_, k) => Math.log2(hzPerBin * Math.max(0.5, k)));
  // The tridiagonal system of the second derivatives is the same for all frames: factor it once.
  const upper = new Float64Array(points);
  const pivot = new Float64Array(points);
  for (let k = 1; k < points - 1; k++) {
    const ratio = (x[k] - x[k - 1]) / (x[k + 1] - x[k - 1]);
    pivot[k] = 1 / (ratio * upper[k - 1] + 2);
    upper[k] = (ratio - 1) * pivot[k];
  }
  const ratios = Float64Array.from({ length: points }, (_, k) =>
    k > 0 && k < points - 1 ? ((x[k] - x[k - 1]) / (x[k + 1] - x[k - 1])) * pivot[k] : 0,
  );
  const inverse = Float64Array.from({ length: points }, (_, k) => (k > 0 ? 1 / (x[k] - x[k - 1]) : 0));
  const scale = Float64Array.from({ length: points }, (_, k) =>
    k > 0 && k < points - 1 ? (6 / (x[k + 1] - x[k - 1])) * pivot[k] : 0,
  );
  const left = new Int32Array(points);
  const a = new Float64Array(points);
  const b = new Float64Array(points);
  const cubeA = new Float64Array(points);
  const cubeB = new Float64Array(points);
  let k = 0;
  for (let i = 0; i < points; i++) {
    const at = Math.min(x[points - 1], Math.log2(lowest) + (i * octaves) / (points - 1));
    while (k < points - 2 && x[k + 1] < at) k++;
    const width = x[k + 1] - x[k];
    left[i] = k;
    a[i] = (x[k + 1] - at) / width;
    b[i] = (at - x[k]) / width;
    cubeA[i] = ((pow(a[i], 3) - a[i]) * width * width) / 6;
    cubeB[i] = ((pow(b[i], 3) - b[i]) * width * width) / 6;
  }
  const second = new Float64Array(points);
  const work = new Float64Array(points);
  return (y, result) => {
    let slope = (y[1] - y[0]) * inverse[1];
    for (let i = 1; i < points - 1; i++) {
      const next = (y[i + 1] - y[i]) * inverse[i + 1];
      work[i] = (next - slope) * scale[i] - ratios[i] * work[i - 1];
      slope = next;
    }
    second[points - 1] = 0;
    for (let i = points - 2; i > 0; i--) second[i] = upper[i] * second[i + 1] + work[i];
    for (let i = 0; i < points; i++) {
      const j = left[i];
      result[i] = a[i] * y[j] + b[i] * y[j + 1] + cubeA[i] * second[j] + cubeB[i] * second[j + 1];
    }
  };
}
