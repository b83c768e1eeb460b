import type { SampleReader, Sound } from '../audio/sample-reader';
import { readerOf } from '../audio/sample-reader';
import { autocorrelator } from '../dsp/autocorrelation';
import { frameSumsKernels } from '../kernels/built/frame-sums';
import { LruCache } from '../dsp/lru-cache';
import { gaussianWindow, hannWindow } from '../dsp/window';
import type { FrameGrid } from './frames';
import { centredFrames, sampleAfter } from './frames';
import type { CandidateSearch, PitchFrames, Search } from './pitch-candidates';
import {
  CandidateList,
  findCandidates,
  globalAbsolutePeak,
  meanBetween,
  noCandidates,
} from './pitch-candidates';
import { strongestCandidate } from './strongest-candidate';

/** Settings of a search for candidates. */
export interface CandidateSettings {
  /** s between frames */
  readonly timeStep: number;
  /** Hz */
  readonly floor: number;
  /** Hz; half the sample rate when that is lower */
  readonly ceiling: number;
  /** Peaks of the correlation below half of it are no candidates. */
  readonly voicingThreshold: number;
  /** Strength that a candidate loses per octave below the ceiling. */
  readonly octaveCost: number;
  /** Whether to find only the strongest candidate of each frame. */
  readonly strongest?: boolean;
  /** Whether to interpolate candidates above the ceiling too, which no path chooses. */
  readonly aboveCeiling?: boolean;
  /** Least frame intensity of a frame that is searched; above 0 unless given. */
  readonly minIntensity?: number;
}

/** The window of a frame: its shape, and its length in periods of the pitch floor. */
export interface FrameWindow {
  readonly shape: 'hann' | 'gaussian';
  readonly periods: number;
}

/**
 * Candidates of frames of one recording, by the index of the first sample after a frame's middle. They depend only on the
 * frame's samples and the settings, so overlapping stretches share them.
 */
export interface CandidateCache {
  /** Largest absolute sample of the windowed frame near its middle. */
  readonly peaks: Map<number, number>;
  /** frequency, strength, frequency … */
  readonly candidates: Map<number, Float64Array>;
}

/** An empty cache. */
export function candidateCache(): CandidateCache {
  return { peaks: new Map(), candidates: new Map() };
}

/** Deletes the frames before sample `index` from the cache. */
export function deleteBefore(cache: CandidateCache, index: number): void {
  for (const right of cache.peaks.keys()) if (right < index) cache.peaks.delete(right);
  for (const right of cache.candidates.keys()) if (right < index) cache.candidates.delete(right);
}

/**
 * Pitch candidates by autocorrelation of windowed frames, divided by the autocorrelation of the window.
 *
 * @returns frames centred in the sound; no frames when it is shorter than a window
 *
 * P. Boersma (1993), "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a
 * sampled sound", IFA Proceedings 17: 97-110.
 */
export function autocorrelationSearch(
  sound: Sound,
  window: FrameWindow,
  settings: CandidateSettings,
): CandidateSearch {
  const reader = readerOf(sound);
  const { sampleRate, length } = reader;
  const grid = centredFrames(length, sampleRate, window.periods / settings.floor, settings.timeStep);
  const peak = grid.count > 0 ? globalAbsolutePeak(reader) : 0;
  const search = (from: number, to: number): PitchFrames =>
    candidatesInFrames(grid, reader, 0, peak, window, settings, { from, to });
  const { start, step, count } = grid;
  return { start, step, count, ceiling: Math.min(settings.ceiling, 0.5 * sampleRate), search };
}

/**
 * Pitch candidates of the frames in a stretch of a recording.
 *
 * @param grid frames, timed from the start of the stretch; their windows lie within the recording
 * @param reader the recording
 * @param offset index of the first sample of the stretch
 * @param peak `globalAbsolutePeak` of the stretch
 * @param range frames `from` up to, not including, `to`; all unless given
 * @param cache shared by the stretches of one recording that are measured with the same settings
 */
export function candidatesInFrames(
  grid: FrameGrid,
  reader: SampleReader,
  offset: number,
  peak: number,
  window: FrameWindow,
  settings: CandidateSettings,
  { from, to }: { readonly from: number; readonly to: number } = { from: 0, to: grid.count },
  cache?: CandidateCache,
): PitchFrames {
  const { sampleRate } = reader;
  const { minIntensity = 0 } = settings;
  const count = to - from;
  const intensity = new Float64Array(count).fill(NaN);
  const list = new CandidateList(count);
  const search = peak > 0 ? frameSearch(sampleRate, window, settings) : undefined;
  for (let n = 0; search && n < count; n++) {
    const right = offset + sampleAfter(grid.start + (from + n) * grid.step, 0.5 / sampleRate, sampleRate); // first one after the middle
    let localPeak = cache?.peaks.get(right);
    const cached = cache?.candidates.get(right);
    if (localPeak === undefined || cached === undefined) localPeak = search.load(reader, right);
    cache?.peaks.set(right, localPeak);
    if (localPeak > 0) intensity[n] = Math.min(1, localPeak / peak);
    if (!(intensity[n] >= minIntensity)) {
      list.add(noCandidates);
      continue;
    }
    const found = cached ?? search.find();
    list.add(found);
    if (cached === undefined) cache?.candidates.set(right, found.slice());
  }
  const ceiling = Math.min(settings.ceiling, 0.5 * sampleRate);
  const { start, step } = grid;
  return { start: start + from * step, step, count, candidates: list.all(), intensity, ceiling };
}

/** Finds candidates frame by frame. */
interface FrameSearch {
  /** Windows the frame around `right`, the first sample after its middle; returns its local absolute peak. */
  readonly load: (reader: SampleReader, right: number) => number;
  /** Candidates of the loaded frame, see `findCandidates`. */
  readonly find: () => Float64Array;
}

const searches = new LruCache<FrameSearch>(2); // prosody needs two, with different pitch floors

/** Undefined when a frame is too short to hold a period. */
function frameSearch(
  sampleRate: number,
  window: FrameWindow,
  settings: CandidateSettings,
): FrameSearch | undefined {
  const half = Math.floor(Math.floor((window.periods / settings.floor) * sampleRate) / 2) - 1; // from the middle to the edge
  if (half < 2) return undefined;
  const key = JSON.stringify([sampleRate, window, settings, `${settings.ceiling}`]);
  return searches.get(key, () => makeSearch(sampleRate, half, window, settings));
}

/** Allocates window, transform and scratch for frames of 2 · half samples. */
function makeSearch(
  sampleRate: number,
  half: number,
  { shape, periods }: FrameWindow,
  settings: CandidateSettings,
): FrameSearch {
  const period = Math.floor(sampleRate / settings.floor); // longest one, samples
  const window = shape === 'gaussian' ? gaussianWindow(2 * half) : hannWindow(2 * half);
  // Beyond this lag the window's own autocorrelation is too small to divide by.
  const lags = Math.floor(2 * half * (shape === 'gaussian' ? 0.25 : 0.5)) + 1;
  const correlate = autocorrelator(2 * half, lags);
  const correction = new Float64Array(lags);
  correlate(window, correction);
  for (let lag = lags - 1; lag >= 0; lag--) correction[lag] = correction[0] / correction[lag];
  const bytes = 16 * half;
  const { run, view } = frameSumsKernels(3 * bytes + 16);
  const [samples, weights, frame] = [0, 1, 2].map((i) => view(i * bytes, 2 * half)); // `frame` is windowed
  const result = view(3 * bytes, 2);
  weights.set(window);
  const r = new Float64Array(lags);
  const symmetric = new Float64Array(2 * lags - 1); // r at lags −(lags − 1) … lags − 1, for interpolation near lag 0
  const nearMiddle = Math.min(half, Math.floor(period / 2) + 1);
  const { floor, voicingThreshold, octaveCost } = settings;
  const candidates = settings.strongest === true ? strongestCandidate : findCandidates;
  const search: Search = {
    maxLag: Math.min(lags - 1, Math.floor((2 * half) / periods) + 2),
    sampleRate,
    floor,
    ceiling: Math.min(settings.ceiling, 0.5 * sampleRate),
    veryAccurate: shape === 'gaussian',
    voicingThreshold,
    octaveCost,
    aboveCeiling: settings.aboveCeiling,
  };

  function load(reader: SampleReader, right: number): number {
    samples.set(reader.read(right - half, right + half));
    if (period <= half) {
      run.sum(samples.byteOffset + 8 * (half - period), 16 * period, result.byteOffset);
      result[0] /= 2 * period;
    } else result[0] = meanBetween(reader, right - period, right + period);
    run.centre(samples.byteOffset, weights.byteOffset, frame.byteOffset, bytes, result.byteOffset);
    run.peak(frame.byteOffset + 8 * (half - nearMiddle), 16 * nearMiddle, result.byteOffset);
    return Math.max(result[0], result[1]);
  }

  function find(): Float64Array {
    correlate(frame, r);
    const energy = r[0];
    for (let lag = lags - 1; lag >= 0; lag--) {
      symmetric[lags - 1 + lag] = symmetric[lags - 1 - lag] = (r[lag] / energy) * correction[lag];
    }
    return candidates(symmetric, search);
  }
  return { load, find };
}
