import type { SampleReader } from '../audio/sample-reader';
import { forEachChunk } from '../audio/sample-reader';
import { sincInterpolate, sincMaximumBrent, sincMaximumPraat } from '../dsp/interpolation';
import type { FrameGrid } from './frames';

/** Largest number of candidates of a frame, the unvoiced one included: ceiling / floor, at least 15. */
export function maxCandidates(floor: number, ceiling: number): number {
  return Math.max(15, Math.floor(ceiling / floor));
}

/** Candidates of all frames, frame by frame; the first candidate of each frame is unvoiced, with frequency 0. */
export interface Candidates {
  /** Index of the first candidate of frame n; element `count` is the end of the last frame. */
  readonly first: Uint32Array;
  /** Hz */
  readonly frequency: Float64Array;
  readonly strength: Float64Array;
}

/** Frames and their pitch candidates. */
export interface PitchFrames extends FrameGrid {
  readonly candidates: Candidates;
  /** Frame intensity: local over global absolute peak, 0 … 1; NaN in silence. */
  readonly intensity: Float64Array;
  /** Candidates at or above it count as unvoiced, Hz. */
  readonly ceiling: number;
}

/** Frames of a recording whose candidates are searched on demand, so that a long recording needs little memory. */
export interface CandidateSearch extends FrameGrid {
  /** Candidates at or above it count as unvoiced, Hz. */
  readonly ceiling: number;
  /** Candidates of frames `from` up to, not including, `to`. */
  readonly search: (from: number, to: number) => PitchFrames;
}

/** Candidates of a frame that has only the unvoiced one, for `CandidateList.add`. */
export const noCandidates: Float64Array = new Float64Array(0);

/** Collects candidates frame by frame. */
export class CandidateList {
  private readonly first: Uint32Array;
  private frequency: Float64Array;
  private strength: Float64Array;
  private frame = 0;

  constructor(frames: number) {
    this.first = new Uint32Array(frames + 1);
    this.frequency = new Float64Array(4 * frames + 15);
    this.strength = new Float64Array(this.frequency.length);
  }

  /** @param found candidates of the next frame: frequency, strength, frequency … */
  add(found: Float64Array): void {
    let at = this.first[this.frame];
    while (at + 1 + found.length / 2 > this.frequency.length) {
      this.frequency = longer(this.frequency);
      this.strength = longer(this.strength);
    }
    const { frequency, strength } = this;
    at++;
    for (let i = 0; i < found.length; i += 2, at++) {
      frequency[at] = found[i];
      strength[at] = found[i + 1];
    }
    this.first[++this.frame] = at;
  }

  /** All candidates; frames that were not added have only the unvoiced one. */
  all(): Candidates {
    while (this.frame + 1 < this.first.length) this.add(noCandidates);
    return { first: this.first, frequency: this.frequency, strength: this.strength };
  }
}

function longer(values: Float64Array): Float64Array {
  const result = new Float64Array(2 * values.length);
  result.set(values);
  return result;
}

/** Settings of a search in the correlation of one frame. */
export interface Search {
  /** Lags from here on are not searched, samples. */
  readonly maxLag: number;
  readonly sampleRate: number;
  readonly floor: number;
  readonly ceiling: number;
  /** Interpolation depth 700 instead of 70. */
  readonly veryAccurate: boolean;
  /** Peaks below half of it are no candidates. */
  readonly voicingThreshold: number;
  readonly octaveCost: number;
  /** Whether to interpolate candidates above the ceiling too, which no path chooses. */
  readonly aboveCeiling?: boolean;
}

/** Largest absolute difference of a sample from the mean; 0 for a constant signal. */
export function globalAbsolutePeak(reader: SampleReader): number {
  const totals = { sum: 0, min: Infinity, max: -Infinity };
  forEachChunk(reader, (samples) => addTotals(samples, totals));
  const mean = totals.sum / reader.length;
  const peak = reader.length > 0 ? Math.max(totals.max - mean, mean - totals.min) : 0;
  return peak > 1e-9 * Math.abs(mean) ? peak : 0; // less is rounding error
}

function addTotals(samples: Float64Array, totals: { sum: number; min: number; max: number }): void {
  let { sum, min, max } = totals;
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i];
    sum += x;
    if (x < min) min = x;
    if (x > max) max = x;
  }
  totals.sum = sum;
  totals.min = min;
  totals.max = max;
}

/** Largest absolute difference of a sample from `mean`. */
export function absolutePeak(samples: Float64Array, mean: number): number {
  let peak = 0;
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i] - mean));
  return peak;
}

/** Mean of the samples `from` up to, not including, `to` that lie within the recording. */
export function meanBetween({ length, read }: SampleReader, from: number, to: number): number {
  const samples = read(Math.max(0, from), Math.min(length, to));
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i];
  return sum / samples.length;
}

// Scratch of findCandidates, so that no frame allocates.
let peakLags = new Int32Array(0);
let found = new Float64Array(0);
const top = { x: 0, y: 0 };

/**
 * Voiced candidates of a frame: the strongest peaks of its correlation, at most `maxCandidates` − 1.
 *
 * @param symmetric correlation at lags −L … L, for interpolation near lag 0
 * @returns frequency, strength, frequency …; valid until the next call
 */
export function findCandidates(symmetric: Float64Array, search: Search): Float64Array {
  const { maxLag, sampleRate, floor, ceiling, veryAccurate, voicingThreshold, octaveCost } = search;
  const maxVoiced = maxCandidates(floor, ceiling) - 1;
  if (peakLags.length < maxVoiced) {
    peakLags = new Int32Array(maxVoiced);
    found = new Float64Array(2 * maxVoiced);
  }
  const zero = (symmetric.length - 1) / 2; // index of lag 0
  let length = 0; // two numbers per candidate
  for (let lag = 2; lag < maxLag; lag++) {
    const here = symmetric[zero + lag];
    const before = symmetric[zero + lag - 1];
    const after = symmetric[zero + lag + 1];
    if (!(here > 0.5 * voicingThreshold && here > before && here >= after)) continue;
    const x = lag + (0.5 * (after - before)) / (2 * here - before - after);
    const hz = sampleRate / x;
    const strength = reflect(sincInterpolate(symmetric, zero + x, 30));
    let place = length;
    if (length < 2 * maxVoiced) length += 2;
    else {
      // The list is full: replace the candidate of the least local strength.
      let weakest = strength - octaveCost * Math.log2(floor / hz);
      place = -1;
      for (let c = 0; c < length; c += 2) {
        const localStrength = found[c + 1] - octaveCost * Math.log2(floor / found[c]);
        if (localStrength < weakest) [weakest, place] = [localStrength, c];
      }
      if (place < 0) continue;
    }
    found[place] = hz;
    found[place + 1] = strength;
    peakLags[place >> 1] = lag;
  }
  for (let c = 0; c < length; c += 2) {
    const lag = peakLags[c >> 1];
    // Wherever its top is, the candidate lies above the ceiling and counts as unvoiced.
    if (sampleRate / (lag + 1) >= ceiling && search.aboveCeiling !== true) continue;
    const depth = veryAccurate || found[c] > 0.3 * sampleRate ? 700 : 70;
    const maximum = zero + lag < symmetric.length - 4 ? sincMaximumPraat : sincMaximumBrent;
    maximum(symmetric, zero + lag, depth, top);
    found[c] = sampleRate / (top.x - zero);
    found[c + 1] = reflect(top.y);
  }
  return found.subarray(0, length);
}

/** Replaces a correlation above 1, which interpolation and division by the window's correlation can give, by its reciprocal. */
export function reflect(r: number): number {
  return r > 1 ? 1 / r : r;
}
