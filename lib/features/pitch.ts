import type { Signal } from '../audio/signal';
import { autocorrelator } from '../dsp/autocorrelation';
import { sincInterpolate, sincMaximum } from '../dsp/interpolation';
import { gaussianWindow, hannWindow } from '../dsp/window';
import type { Contour } from './frames';
import { centredFrames, finiteSamples, sampleAfter } from './frames';

export interface PitchOptions {
  /** Time between frames, s. */
  readonly timeStep?: number;
  /** Lowest pitch looked for, Hz; sets the window length. */
  readonly floor?: number;
  /** Highest pitch looked for, Hz; half the sample rate when that is lower. */
  readonly ceiling?: number;
  /** Gaussian windows of 6 / floor seconds in place of Hann windows of 3 / floor. */
  readonly veryAccurate?: boolean;
}

/** F0 in Hz per frame, NaN where unvoiced; beside it what else the tracker knows of the same frames. */
export interface PitchTrack extends Contour {
  /** Height of the chosen peak of the normalized autocorrelation, 0 … 1; NaN where unvoiced. */
  readonly strength: Float64Array;
  /** Peak of the frame over the peak of the whole signal, 0 … 1 (Praat's frame intensity); no decibels. NaN in silence. */
  readonly intensity: Float64Array;
}

// Praat's standard settings, with the names its manual gives them.
const maxCandidates = 15;
const silenceThreshold = 0.03;
const voicingThreshold = 0.45;
const octaveCost = 0.01;
const octaveJumpCost = 0.35;
const voicedUnvoicedCost = 0.14;

/** Candidates of all frames, `maxCandidates` places per frame; the first of each frame is "unvoiced", frequency 0. */
interface Candidates {
  readonly counts: Uint8Array;
  readonly frequency: Float64Array;
  readonly strength: Float64Array;
}

/**
 * Fundamental frequency by normalized autocorrelation, as Praat's "To Pitch (ac)".
 *
 * Each frame is windowed; its autocorrelation divided by that of the window has a peak at the lag of every possible
 * period. The path through the frames' candidates that costs least decides, by Viterbi's method.
 *
 * @param signal any length; samples that are not finite count as silence
 * @param options floor 75 Hz, ceiling 600 Hz, time step 0.75 / floor unless given
 * @returns one value per time step, centred in the signal; no frames when it is shorter than a window
 * @throws RangeError when floor and ceiling leave nothing to search, or the time step is not positive
 *
 * P. Boersma (1993), "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a
 * sampled sound", IFA Proceedings 17: 97-110. Compared with Praat in test/reference/pitch.json.
 */
export function pitch(signal: Signal, options: PitchOptions = {}): PitchTrack {
  const { floor = 75, ceiling: highest = 600, veryAccurate = false } = options;
  const { timeStep = 0.75 / floor } = options;
  if (!(floor > 0 && highest > floor)) {
    throw new RangeError(
      `pitch floor ${floor} Hz and ceiling ${highest} Hz; the floor must be above 0 and below the ceiling`,
    );
  }
  if (!(timeStep > 0)) throw new RangeError(`time step ${timeStep} s; give a positive one`);

  const { sampleRate } = signal;
  const ceiling = Math.min(highest, 0.5 * sampleRate);
  const samples = finiteSamples(signal.samples);
  const windowDuration = (veryAccurate ? 6 : 3) / floor;
  const { start, step, count } = centredFrames(samples.length, sampleRate, windowDuration, timeStep);
  const values = new Float64Array(count).fill(NaN);
  const strength = new Float64Array(count).fill(NaN);
  const intensity = new Float64Array(count).fill(NaN);
  const track: PitchTrack = { values, strength, intensity, start, step };
  const sums = cumulative(samples);
  const globalMean = sums[samples.length] / samples.length;
  const globalPeak = peakAround(globalMean, samples);
  const half = Math.floor(Math.floor(windowDuration * sampleRate) / 2) - 1; // samples from the middle to the window's edge
  const period = Math.floor(sampleRate / floor); // longest period, samples
  // An offset alone is silence; what a mean leaves of it is rounding.
  if (count === 0 || half < 2 || globalPeak <= 1e-9 * Math.abs(globalMean)) return track;

  const window = veryAccurate ? gaussianWindow(2 * half) : hannWindow(2 * half);
  // Beyond this lag the window's own autocorrelation is too small to divide by.
  const lags = Math.floor(2 * half * (veryAccurate ? 0.25 : 0.5)) + 1;
  const maxLag = Math.min(lags - 1, Math.floor((2 * half) / (veryAccurate ? 6 : 3)) + 2);
  const correlate = autocorrelator(2 * half, lags);
  const windowR = new Float64Array(lags);
  correlate(window, windowR);

  const frame = new Float64Array(2 * half);
  const r = new Float64Array(lags);
  const symmetric = new Float64Array(2 * lags - 1); // r from −(lags − 1) to lags − 1, for interpolation near lag 0
  const halfPeriod = Math.floor(period / 2) + 1;
  const candidates: Candidates = {
    counts: new Uint8Array(count),
    frequency: new Float64Array(count * maxCandidates),
    strength: new Float64Array(count * maxCandidates),
  };
  for (let n = 0; n < count; n++) {
    const right = sampleAfter(start + n * step, 0.5 / sampleRate, sampleRate); // first sample after the frame's middle
    const from = Math.max(0, right - period);
    const to = Math.min(samples.length, right + period);
    const mean = (sums[to] - sums[from]) / (to - from); // over a period on either side
    for (let i = 0; i < 2 * half; i++) frame[i] = (samples[right - half + i] - mean) * window[i];
    const localPeak = peakBetween(frame, half - halfPeriod, half + halfPeriod);
    candidates.counts[n] = 1;
    if (localPeak === 0) continue;
    intensity[n] = Math.min(1, localPeak / globalPeak);

    correlate(frame, r);
    const energy = r[0];
    for (let lag = lags - 1; lag >= 0; lag--) {
      r[lag] = (r[lag] / energy) * (windowR[0] / windowR[lag]);
      symmetric[lags - 1 + lag] = symmetric[lags - 1 - lag] = r[lag];
    }
    findCandidates(symmetric, maxLag, sampleRate, floor, ceiling, veryAccurate, candidates, n);
  }
  choosePath(candidates, intensity, ceiling, 0.01 / step, values, strength);
  return track;
}

// Scratch of findCandidates, kept so that no frame allocates.
const peakLags = new Int32Array(maxCandidates);
const top = { x: 0, y: 0 };

/**
 * Fills in frame `n`: the peaks of `symmetric`, at most maxCandidates − 1 of them, the strongest where there are more.
 */
function findCandidates(
  symmetric: Float64Array,
  maxLag: number,
  sampleRate: number,
  floor: number,
  ceiling: number,
  veryAccurate: boolean,
  candidates: Candidates,
  n: number,
): void {
  const { counts, frequency, strength } = candidates;
  const zero = (symmetric.length - 1) / 2; // index of lag 0
  const base = n * maxCandidates;
  for (let lag = 2; lag < maxLag; lag++) {
    const here = symmetric[zero + lag];
    const before = symmetric[zero + lag - 1];
    const after = symmetric[zero + lag + 1];
    if (!(here > 0.5 * voicingThreshold && here > before && here >= after)) continue;
    const x = lag + (0.5 * (after - before)) / (2 * here - before - after);
    const hz = sampleRate / x;
    const height = reflect(sincInterpolate(symmetric, zero + x, 30));
    let place = base + counts[n];
    if (counts[n] < maxCandidates) counts[n]++;
    else {
      // Full: the weakest gives way, where a low pitch counts a little less than a high one.
      let weakest = height - octaveCost * Math.log2(floor / hz);
      place = -1;
      for (let c = base + 1; c < base + maxCandidates; c++) {
        const worth = strength[c] - octaveCost * Math.log2(floor / frequency[c]);
        if (worth < weakest) [weakest, place] = [worth, c];
      }
      if (place < 0) continue;
    }
    frequency[place] = hz;
    strength[place] = height;
    peakLags[place - base] = lag;
  }
  for (let c = 1; c < counts[n]; c++) {
    if (frequency[base + c] > 1.2 * ceiling) continue; // counts as unvoiced however high it is
    const depth = veryAccurate || frequency[base + c] > 0.3 * sampleRate ? 700 : 70;
    sincMaximum(symmetric, zero + peakLags[c], depth, top);
    frequency[base + c] = sampleRate / (top.x - zero);
    strength[base + c] = reflect(top.y);
  }
}
/** A correlation above 1 comes of dividing by the window's; its reciprocal is as good a guess as any. */
function reflect(r: number): number {
  return r > 1 ? 1 / r : r;
}

/** Viterbi: the candidate of each frame on the path of greatest total strength, less what its jumps cost. */
function choosePath(
  candidates: Candidates,
  intensity: Float64Array,
  ceiling: number,
  perStep: number,
  values: Float64Array,
  strengths: Float64Array,
): void {
  const { counts, frequency, strength } = candidates;
  const jumpCost = octaveJumpCost * perStep;
  const switchCost = voicedUnvoicedCost * perStep;
  const total = new Float64Array(frequency.length);
  const from = new Uint8Array(frequency.length);
  const octaves = new Float64Array(frequency.length); // log2 Hz of voiced candidates, NaN of the others
  for (let n = 0; n < values.length; n++) {
    // As good as a voiced candidate at the voicing threshold; in silence up to 2 better, beyond any voiced one.
    const loudness = Number.isNaN(intensity[n]) ? 0 : intensity[n];
    const unvoiced =
      voicingThreshold + Math.max(0, 2 - loudness / (silenceThreshold / (1 + voicingThreshold)));
    for (let c = n * maxCandidates; c < n * maxCandidates + counts[n]; c++) {
      const voiced = frequency[c] > 0 && frequency[c] < ceiling;
      octaves[c] = voiced ? Math.log2(frequency[c]) : NaN;
      const worth = voiced ? strength[c] - octaveCost * (Math.log2(ceiling) - octaves[c]) : unvoiced;
      let best = 0;
      if (n > 0) {
        best = -Infinity;
        const before = (n - 1) * maxCandidates;
        for (let b = 0; b < counts[n - 1]; b++) {
          const wasVoiced = !Number.isNaN(octaves[before + b]);
          let cost = 0;
          if (voiced !== wasVoiced) cost = switchCost;
          else if (voiced) cost = jumpCost * Math.abs(octaves[c] - octaves[before + b]);
          if (total[before + b] - cost > best) {
            best = total[before + b] - cost;
            from[c] = b;
          }
        }
      }
      total[c] = best + worth;
    }
  }

  let chosen = 0;
  const last = (values.length - 1) * maxCandidates;
  for (let c = 1; c < counts[values.length - 1]; c++) if (total[last + c] > total[last + chosen]) chosen = c;
  for (let n = values.length - 1; n >= 0; n--) {
    const c = n * maxCandidates + chosen;
    if (!Number.isNaN(octaves[c])) {
      values[n] = frequency[c];
      strengths[n] = strength[c];
    }
    chosen = from[c];
  }
}

/** Element i is the sum of the first i samples. */
function cumulative(samples: Float64Array): Float64Array {
  const sums = new Float64Array(samples.length + 1);
  for (let i = 0; i < samples.length; i++) sums[i + 1] = sums[i] + samples[i];
  return sums;
}

/** Largest absolute value of samples[from … to), as far as they exist. */
function peakBetween(samples: Float64Array, from: number, to: number): number {
  let peak = 0;
  for (let i = Math.max(0, from); i < Math.min(samples.length, to); i++)
    peak = Math.max(peak, Math.abs(samples[i]));
  return peak;
}

/** Largest distance of a sample from `centre`. */
function peakAround(centre: number, samples: Float64Array): number {
  let peak = 0;
  for (const x of samples) peak = Math.max(peak, Math.abs(x - centre));
  return peak;
}
