import { sincInterpolate, sincMaximum } from '../dsp/interpolation';
import type { FrameGrid } from './frames';

/** Places for candidates per frame; the first of each frame is "unvoiced", frequency 0. */
export const places = 15;

/** Candidates of all frames, `places` per frame. */
export interface Candidates {
  readonly counts: Uint8Array;
  /** Hz */
  readonly frequency: Float64Array;
  readonly strength: Float64Array;
}

/** Possible pitches of every frame of a signal. */
export interface PitchFrames extends FrameGrid {
  readonly candidates: Candidates;
  /** Peak of the frame over the peak of the whole signal, 0 … 1; NaN in silence. */
  readonly intensity: Float64Array;
  /** Candidates from here on are not believed, Hz. */
  readonly ceiling: number;
}

/** Every frame has one candidate, "unvoiced". */
export function noCandidates(frames: number): Candidates {
  return {
    counts: new Uint8Array(frames).fill(1),
    frequency: new Float64Array(frames * places),
    strength: new Float64Array(frames * places),
  };
}

/** Where and how candidates are looked for. */
export interface Search {
  /** Peaks lie at lags below this one, samples. */
  readonly maxLag: number;
  readonly sampleRate: number;
  readonly floor: number;
  readonly ceiling: number;
  /** Interpolation over 700 samples on either side in place of 70. */
  readonly veryAccurate: boolean;
  /** Peaks lower than half of it are no candidates. */
  readonly voicingThreshold: number;
  readonly octaveCost: number;
  /** Candidates that at first look weaker than the frame's best by more than this are not refined; all are unless given. */
  readonly within?: number;
}

/** Largest distance of a sample from the mean of all; 0 where an offset alone, or what rounding leaves of it, is all there is. */
export function peakFromMean(samples: Float64Array): number {
  let sum = 0;
  for (const x of samples) sum += x;
  const mean = sum / samples.length;
  let peak = 0;
  for (const x of samples) peak = Math.max(peak, Math.abs(x - mean));
  return peak > 1e-9 * Math.abs(mean) ? peak : 0;
}

/** Mean of the samples from `from` up to, not including, `to`, as far as they exist. */
export function meanBetween(samples: Float64Array, from: number, to: number): number {
  const first = Math.max(0, from);
  const end = Math.min(samples.length, to);
  let sum = 0;
  for (let i = first; i < end; i++) sum += samples[i];
  return sum / (end - first);
}

// Scratch of findCandidates, kept so that no frame allocates.
const peakLags = new Int32Array(places);
const top = { x: 0, y: 0 };

/**
 * Candidates of frame `n`: the peaks of its correlation, the strongest 14 where there are more.
 *
 * @param symmetric correlation at lags −L … L, so that peaks near lag 0 can be interpolated
 */
export function findCandidates(
  symmetric: Float64Array,
  search: Search,
  candidates: Candidates,
  n: number,
): void {
  const { maxLag, sampleRate, floor, ceiling, veryAccurate, voicingThreshold, octaveCost } = search;
  const { within = Infinity } = search;
  const { counts, frequency, strength } = candidates;
  const zero = (symmetric.length - 1) / 2; // index of lag 0
  const base = n * places;
  counts[n] = 1;
  for (let lag = 2; lag < maxLag; lag++) {
    const here = symmetric[zero + lag];
    const before = symmetric[zero + lag - 1];
    const after = symmetric[zero + lag + 1];
    if (!(here > 0.5 * voicingThreshold && here > before && here >= after)) continue;
    const x = lag + (0.5 * (after - before)) / (2 * here - before - after);
    const hz = sampleRate / x;
    const height = reflect(sincInterpolate(symmetric, zero + x, 30));
    let place = base + counts[n];
    if (counts[n] < places) counts[n]++;
    else {
      // Full: the weakest gives way, where a low pitch counts a little less than a high one.
      let weakest = height - octaveCost * Math.log2(floor / hz);
      place = -1;
      for (let c = base + 1; c < base + places; c++) {
        const worth = strength[c] - octaveCost * Math.log2(floor / frequency[c]);
        if (worth < weakest) [weakest, place] = [worth, c];
      }
      if (place < 0) continue;
    }
    frequency[place] = hz;
    strength[place] = height;
    peakLags[place - base] = lag;
  }
  let best = 0;
  for (let c = base + 1; c < base + counts[n]; c++) best = Math.max(best, strength[c]);
  for (let c = 1; c < counts[n]; c++) {
    if (frequency[base + c] > 1.2 * ceiling) continue; // counts as unvoiced however high it is
    if (strength[base + c] < best - within) continue; // has no chance
    const depth = veryAccurate || frequency[base + c] > 0.3 * sampleRate ? 700 : 70;
    sincMaximum(symmetric, zero + peakLags[c], depth, top);
    frequency[base + c] = sampleRate / (top.x - zero);
    strength[base + c] = reflect(top.y);
  }
}

/** A correlation above 1 comes of interpolation, or of dividing by the window's; its reciprocal is as good a guess as any. */
function reflect(r: number): number {
  return r > 1 ? 1 / r : r;
}
