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

/** Candidates of all frames, one frame after the other; the first of each is "unvoiced", frequency 0. */
interface Candidates {
  /** Where those of frame n begin; those of the last frame end at element `count`. */
  readonly first: Uint32Array;
  frequency: Float64Array;
  strength: Float64Array;
}

/**
 * Candidates found so far in one recording. They depend on a frame's own samples and the options alone, so that
 * stretches of the recording which overlap need not look for them again.
 */
export interface PitchMemory {
  /** Index in the recording of the stretch's first sample; set it before each call of `pitch`. */
  offset: number;
  /** By the index in the recording of the sample after the frame's middle: frequency, strength, frequency … */
  readonly frames: Map<number, Float64Array>;
}

/**
 * Fundamental frequency by normalized autocorrelation, as Praat's "To Pitch (ac)".
 *
 * Each frame is windowed; its autocorrelation divided by that of the window has a peak at the lag of every possible
 * period. The path through the frames' candidates that costs least decides, by Viterbi's method.
 *
 * @param signal any length; samples that are not finite count as silence
 * @param options floor 75 Hz, ceiling 600 Hz, time step 0.75 / floor unless given
 * @param memory what stretches of one recording measured with the same options share, all of finite samples
 * @returns one value per time step, centred in the signal; no frames when it is shorter than a window
 * @throws RangeError when floor and ceiling leave nothing to search, or the time step is not positive
 *
 * P. Boersma (1993), "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a
 * sampled sound", IFA Proceedings 17: 97-110. Compared with Praat in test/reference/pitch.json.
 */
export function pitch(signal: Signal, options: PitchOptions = {}, memory?: PitchMemory): PitchTrack {
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
  const highestPeak = globalPeak(samples);
  const half = Math.floor(Math.floor(windowDuration * sampleRate) / 2) - 1; // samples from the middle to the window's edge
  if (count === 0 || half < 2 || highestPeak === 0) return track;

  const search = candidateSearch(half, sampleRate, floor, ceiling, veryAccurate);
  const perStep = 0.01 / step;
  const candidates: Candidates = {
    first: new Uint32Array(count + 1),
    frequency: new Float64Array(4 * count + maxCandidates),
    strength: new Float64Array(4 * count + maxCandidates),
  };
  for (let n = 0; n < count; n++) {
    const right = sampleAfter(start + n * step, 0.5 / sampleRate, sampleRate); // first sample after the frame's middle
    const localPeak = search.load(samples, right);
    if (localPeak > 0) intensity[n] = Math.min(1, localPeak / highestPeak);
    // Where being unvoiced is worth more than any candidate (at most 1) and two changes of voicing, no path is voiced.
    if (unvoicedStrength(intensity[n]) - 2 * voicedUnvoicedCost * perStep > 1 + 1e-9)
      append(candidates, n, nothing);
    else append(candidates, n, remembered(memory, right, search.find));
  }
  choosePath(candidates, intensity, ceiling, perStep, values, strength);
  return track;
}

const nothing = new Float64Array(0);

function remembered(memory: PitchMemory | undefined, right: number, find: () => Float64Array): Float64Array {
  if (memory === undefined) return find();
  const known = memory.frames.get(memory.offset + right);
  if (known !== undefined) return known;
  const found = find().slice();
  memory.frames.set(memory.offset + right, found);
  return found;
}

/** Adds "unvoiced" and what was found as the candidates of frame `n`. */
function append(candidates: Candidates, n: number, found: Float64Array): void {
  let at = candidates.first[n];
  if (at + maxCandidates > candidates.frequency.length) {
    candidates.frequency = longer(candidates.frequency);
    candidates.strength = longer(candidates.strength);
  }
  at++;
  for (let i = 0; i < found.length; i += 2, at++) {
    candidates.frequency[at] = found[i];
    candidates.strength[at] = found[i + 1];
  }
  candidates.first[n + 1] = at;
}

function longer(values: Float64Array): Float64Array {
  const result = new Float64Array(2 * values.length);
  result.set(values);
  return result;
}

/** The search for candidates in one frame after the other. */
interface CandidateSearch {
  /** Takes the frame around `right`, the sample after its middle; returns its peak near the middle. */
  readonly load: (samples: Float64Array, right: number) => number;
  /** Candidates of the frame taken: frequency, strength, frequency …; valid until the next call. */
  readonly find: () => Float64Array;
}

/** Windows, transforms and scratch for frames of 2 · `half` samples; kept, for corpora ask for the same ones again. */
function candidateSearch(
  half: number,
  sampleRate: number,
  floor: number,
  ceiling: number,
  veryAccurate: boolean,
): CandidateSearch {
  const key = [half, sampleRate, floor, ceiling, veryAccurate].join();
  if (lastSearch?.key === key) return lastSearch.search;
  const period = Math.floor(sampleRate / floor); // longest period, samples
  const window = veryAccurate ? gaussianWindow(2 * half) : hannWindow(2 * half);
  // Beyond this lag the window's own autocorrelation is too small to divide by.
  const lags = Math.floor(2 * half * (veryAccurate ? 0.25 : 0.5)) + 1;
  const maxLag = Math.min(lags - 1, Math.floor((2 * half) / (veryAccurate ? 6 : 3)) + 2);
  const correlate = autocorrelator(2 * half, lags);
  const correction = new Float64Array(lags);
  correlate(window, correction);
  for (let lag = lags - 1; lag >= 0; lag--) correction[lag] = correction[0] / correction[lag];
  const frame = new Float64Array(2 * half);
  const r = new Float64Array(lags);
  const symmetric = new Float64Array(2 * lags - 1); // r from −(lags − 1) to lags − 1, for interpolation near lag 0
  const halfPeriod = Math.floor(period / 2) + 1;

  function load(samples: Float64Array, right: number): number {
    const from = Math.max(0, right - period);
    const to = Math.min(samples.length, right + period);
    let sum = 0;
    for (let i = from; i < to; i++) sum += samples[i];
    const mean = sum / (to - from); // over a period on either side
    for (let i = 0, at = right - half; i < frame.length; i++, at++)
      frame[i] = (samples[at] - mean) * window[i];
    return peakBetween(frame, half - halfPeriod, half + halfPeriod);
  }

  function find(): Float64Array {
    correlate(frame, r);
    const energy = r[0];
    for (let lag = lags - 1; lag >= 0; lag--) {
      symmetric[lags - 1 + lag] = symmetric[lags - 1 - lag] = (r[lag] / energy) * correction[lag];
    }
    return findCandidates(symmetric, maxLag, sampleRate, floor, ceiling, veryAccurate);
  }

  lastSearch = { key, search: { load, find } };
  return lastSearch.search;
}

let lastSearch: { readonly key: string; readonly search: CandidateSearch } | undefined;

// Scratch of findCandidates, kept so that no frame allocates.
const peakLags = new Int32Array(maxCandidates);
const found = new Float64Array(2 * (maxCandidates - 1));
const top = { x: 0, y: 0 };

/** The peaks of `symmetric`, at most maxCandidates − 1 of them, the strongest where there are more. */
function findCandidates(
  symmetric: Float64Array,
  maxLag: number,
  sampleRate: number,
  floor: number,
  ceiling: number,
  veryAccurate: boolean,
): Float64Array {
  const zero = (symmetric.length - 1) / 2; // index of lag 0
  let length = 0; // of what was found, two numbers each
  for (let lag = 2; lag < maxLag; lag++) {
    const here = symmetric[zero + lag];
    const before = symmetric[zero + lag - 1];
    const after = symmetric[zero + lag + 1];
    if (!(here > 0.5 * voicingThreshold && here > before && here >= after)) continue;
    const x = lag + (0.5 * (after - before)) / (2 * here - before - after);
    const hz = sampleRate / x;
    const height = reflect(sincInterpolate(symmetric, zero + x, 30));
    let place = length;
    if (length < found.length) length += 2;
    else {
      // Full: the weakest gives way, where a low pitch counts a little less than a high one.
      let weakest = height - octaveCost * Math.log2(floor / hz);
      place = -1;
      for (let c = 0; c < length; c += 2) {
        const worth = found[c + 1] - octaveCost * Math.log2(floor / found[c]);
        if (worth < weakest) [weakest, place] = [worth, c];
      }
      if (place < 0) continue;
    }
    found[place] = hz;
    found[place + 1] = height;
    peakLags[place >> 1] = lag;
  }
  for (let c = 0; c < length; c += 2) {
    if (found[c] > 1.2 * ceiling) continue; // counts as unvoiced however high it is
    const depth = veryAccurate || found[c] > 0.3 * sampleRate ? 700 : 70;
    sincMaximum(symmetric, zero + peakLags[c >> 1], depth, top);
    found[c] = sampleRate / (top.x - zero);
    found[c + 1] = reflect(top.y);
  }
  return found.subarray(0, length);
}

/** A correlation above 1 comes of dividing by the window's; its reciprocal is as good a guess as any. */
function reflect(r: number): number {
  return r > 1 ? 1 / r : r;
}

/** As good as a voiced candidate at the voicing threshold; in silence up to 2 better, beyond any voiced one. */
function unvoicedStrength(intensity: number): number {
  const loudness = Number.isNaN(intensity) ? 0 : intensity;
  return voicingThreshold + Math.max(0, 2 - loudness / (silenceThreshold / (1 + voicingThreshold)));
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
  const { first, frequency, strength } = candidates;
  const jumpCost = octaveJumpCost * perStep;
  const switchCost = voicedUnvoicedCost * perStep;
  const highest = Math.log2(ceiling);
  const from = new Uint8Array(first[values.length]);
  // Of this frame and the one before: the best path's total, and log2 Hz of voiced candidates, NaN of the others.
  let total = new Float64Array(maxCandidates);
  let octaves = new Float64Array(maxCandidates);
  let totalBefore = new Float64Array(maxCandidates);
  let octavesBefore = new Float64Array(maxCandidates);
  for (let n = 0; n < values.length; n++) {
    [total, totalBefore] = [totalBefore, total];
    [octaves, octavesBefore] = [octavesBefore, octaves];
    const unvoiced = unvoicedStrength(intensity[n]);
    const countBefore = n > 0 ? first[n] - first[n - 1] : 0;
    for (let at = first[n]; at < first[n + 1]; at++) {
      const c = at - first[n];
      const voiced = frequency[at] > 0 && frequency[at] < ceiling;
      octaves[c] = voiced ? Math.log2(frequency[at]) : NaN;
      const worth = voiced ? strength[at] - octaveCost * (highest - octaves[c]) : unvoiced;
      let best = n > 0 ? -Infinity : 0;
      for (let b = 0; b < countBefore; b++) {
        const wasVoiced = !Number.isNaN(octavesBefore[b]);
        let cost = 0;
        if (voiced !== wasVoiced) cost = switchCost;
        else if (voiced) cost = jumpCost * Math.abs(octaves[c] - octavesBefore[b]);
        if (totalBefore[b] - cost > best) {
          best = totalBefore[b] - cost;
          from[at] = b;
        }
      }
      total[c] = best + worth;
    }
  }

  let chosen = 0;
  const last = values.length - 1;
  for (let c = 1; c < first[last + 1] - first[last]; c++) if (total[c] > total[chosen]) chosen = c;
  for (let n = last; n >= 0; n--) {
    const at = first[n] + chosen;
    if (frequency[at] > 0 && frequency[at] < ceiling) {
      values[n] = frequency[at];
      strengths[n] = strength[at];
    }
    chosen = from[at];
  }
}

/** Largest absolute value of samples[from … to), as far as they exist. */
function peakBetween(samples: Float64Array, from: number, to: number): number {
  const end = Math.min(samples.length, to);
  let peak = 0;
  for (let i = Math.max(0, from); i < end; i++) {
    const size = Math.abs(samples[i]);
    if (size > peak) peak = size;
  }
  return peak;
}

/** Largest distance of a sample from the mean of all, which "frame intensity" is relative to; 0 for an offset alone. */
export function globalPeak(samples: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i];
  const mean = sum / samples.length;
  let peak = 0;
  for (let i = 0; i < samples.length; i++) {
    const distance = Math.abs(samples[i] - mean);
    if (distance > peak) peak = distance;
  }
  return peak > 1e-9 * Math.abs(mean) ? peak : 0; // what a mean leaves of an offset is rounding
}
