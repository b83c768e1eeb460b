import type { SampleReader } from '../audio/sample-reader';
import { forEachChunk } from '../audio/sample-reader';
import { sincInterpolate, sincMaximumBySections, sincMaximumOfTwo } from '../dsp/interpolation';
import type { FrameGrid } from './frames';

/** Most candidates of a frame, "unvoiced" included: as many as whole multiples of the floor, but 15 at least. */
export function maxCandidates(floor: number, ceiling: number): number {
  return Math.max(15, Math.floor(ceiling / floor));
}

/** Candidates of all frames, one frame after the other; the first of each is "unvoiced", frequency 0. */
export interface Candidates {
  /** Where those of frame n begin; those of the last frame end at element `count`. */
  readonly first: Uint32Array;
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

/** A search for candidates in the frames of a recording, as many of them at a time as are wanted. */
export interface CandidateSearch extends FrameGrid {
  /** Candidates from here on are not believed, Hz. */
  readonly ceiling: number;
  /** Candidates of frames `from` up to, not including, `to`. */
  readonly search: (from: number, to: number) => PitchFrames;
}

/** What `add` takes of a frame without candidates. */
export const noCandidates: Float64Array = new Float64Array(0);

/** Gathers the candidates of one frame after the other, so many frames. */
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

  /** @param found of the next frame: frequency, strength, frequency … */
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

  /** What was gathered; frames not added have "unvoiced" alone. */
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
  /** The tops of candidates above the ceiling, which no path takes, are looked for too. */
  readonly aboveCeiling?: boolean;
}

/** Largest distance of a sample from the mean of all; 0 where an offset alone, or what rounding leaves of it, is all there is. */
export function peakFromMean(reader: SampleReader): number {
  const seen = { sum: 0, least: Infinity, most: -Infinity };
  forEachChunk(reader, (samples) => look(samples, seen));
  const mean = seen.sum / reader.length;
  const peak = reader.length > 0 ? Math.max(seen.most - mean, mean - seen.least) : 0;
  return peak > 1e-9 * Math.abs(mean) ? peak : 0;
}

function look(samples: Float64Array, seen: { sum: number; least: number; most: number }): void {
  let { sum, least, most } = seen;
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i];
    sum += x;
    if (x < least) least = x;
    if (x > most) most = x;
  }
  seen.sum = sum;
  seen.least = least;
  seen.most = most;
}

/** Largest distance of a sample from `centre`. */
export function peakFrom(centre: number, samples: Float64Array): number {
  let peak = 0;
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i] - centre));
  return peak;
}

/** Mean of the samples from `from` up to, not including, `to`, as far as they exist. */
export function meanBetween({ length, read }: SampleReader, from: number, to: number): number {
  const samples = read(Math.max(0, from), Math.min(length, to));
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i];
  return sum / samples.length;
}

// Scratch of findCandidates, kept so that no frame allocates.
let peakLags = new Int32Array(0);
let found = new Float64Array(0);
const top = { x: 0, y: 0 };

/**
 * Candidates of a frame: the peaks of its correlation, the strongest `maxCandidates` less one where there are more.
 *
 * @param symmetric correlation at lags −L … L, so that peaks near lag 0 can be interpolated
 * @returns frequency, strength, frequency …; valid until the next call
 */
export function findCandidates(symmetric: Float64Array, search: Search): Float64Array {
  const { maxLag, sampleRate, floor, ceiling, veryAccurate, voicingThreshold, octaveCost } = search;
  const most = maxCandidates(floor, ceiling) - 1;
  if (peakLags.length < most) {
    peakLags = new Int32Array(most);
    found = new Float64Array(2 * most);
  }
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
    if (length < 2 * most) length += 2;
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
    const lag = peakLags[c >> 1];
    // Above the ceiling wherever its top is: counts as unvoiced however high it is.
    if (sampleRate / (lag + 1) >= ceiling && search.aboveCeiling !== true) continue;
    const depth = veryAccurate || found[c] > 0.3 * sampleRate ? 700 : 70;
    const improve = zero + lag < symmetric.length - 4 ? sincMaximumOfTwo : sincMaximumBySections;
    improve(symmetric, zero + lag, depth, top);
    found[c] = sampleRate / (top.x - zero);
    found[c + 1] = reflect(top.y);
  }
  return found.subarray(0, length);
}

/** A correlation above 1 comes of interpolation, or of dividing by the window's; its reciprocal is as good a guess as any. */
export function reflect(r: number): number {
  return r > 1 ? 1 / r : r;
}
