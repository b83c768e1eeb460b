import type { SampleReader, Sound } from '../audio/sample-reader';
import { readerOf } from '../audio/sample-reader';
import { autocorrelator } from '../dsp/autocorrelation';
import { frameSumsKernels } from '../kernels/built/frame-sums';
import { LruCache } from '../dsp/lru-cache';
import { gaussianWindow, hannWindow } from '../dsp/window';
import type { FrameGrid } from './frames';
import { centredFrames, sampleAfter } from './frames';
import type { CandidateSearch, PitchFrames, Search } from './pitch-candidates';
import { CandidateList, findCandidates, meanBetween, noCandidates, peakFromMean } from './pitch-candidates';
import { strongestCandidate } from './strongest-candidate';

/** How candidates are looked for; all of them are given by what asks for candidates. */
export interface CandidateSettings {
  /** s between frames */
  readonly timeStep: number;
  /** Hz */
  readonly floor: number;
  /** Hz; half the sample rate when that is lower */
  readonly ceiling: number;
  /** Peaks of the correlation lower than half of it are no candidates. */
  readonly voicingThreshold: number;
  /** How much a candidate must be stronger for every octave that it is lower. */
  readonly octaveCost: number;
  /** Only the strongest candidate of a frame below the ceiling is wanted. */
  readonly strongest?: boolean;
  /** The tops of candidates above the ceiling, which no path takes, are looked for too. */
  readonly aboveCeiling?: boolean;
  /** Frames whose peak over that of the signal is below this are not searched; all but silent ones are unless given. */
  readonly audible?: number;
}

/** The window of a frame: its shape, and its length in longest periods, of which a Gaussian one counts half. */
export interface FrameWindow {
  readonly shape: 'hann' | 'gaussian';
  readonly periods: number;
}

/**
 * What was found in frames of one recording, by the index of the sample after a frame's middle. It depends on a
 * frame's own samples and the settings alone, so stretches that overlap need not look for it again.
 */
export interface FrameMemory {
  /** Largest absolute sample of the windowed frame near its middle. */
  readonly peaks: Map<number, number>;
  /** frequency, strength, frequency … */
  readonly candidates: Map<number, Float64Array>;
}

/** Nothing remembered yet. */
export function frameMemory(): FrameMemory {
  return { peaks: new Map(), candidates: new Map() };
}

/** Forgets the frames before sample `index`. */
export function forgetBefore(memory: FrameMemory, index: number): void {
  for (const place of memory.peaks.keys()) if (place < index) memory.peaks.delete(place);
  for (const place of memory.candidates.keys()) if (place < index) memory.candidates.delete(place);
}

/**
 * Pitch candidates by autocorrelation of windowed frames, divided by that of the window.
 *
 * @returns the search in frames centred in the sound; none when it is shorter than a window
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
  const peak = grid.count > 0 ? peakFromMean(reader) : 0;
  const search = (from: number, to: number): PitchFrames =>
    candidatesOn(grid, reader, 0, peak, window, settings, { from, to });
  const { start, step, count } = grid;
  return { start, step, count, ceiling: Math.min(settings.ceiling, 0.5 * sampleRate), search };
}

/**
 * Candidates of the frames of a stretch of a recording.
 *
 * @param grid frames counted from the stretch's beginning; their windows lie within the recording
 * @param reader the recording
 * @param offset index of the stretch's first sample
 * @param peak `peakFromMean` of the stretch
 * @param wanted frames `from` up to, not including, `to`; all unless given
 * @param memory what stretches of the same recording, measured with the same settings, share
 */
export function candidatesOn(
  grid: FrameGrid,
  reader: SampleReader,
  offset: number,
  peak: number,
  window: FrameWindow,
  settings: CandidateSettings,
  { from, to }: { readonly from: number; readonly to: number } = { from: 0, to: grid.count },
  memory?: FrameMemory,
): PitchFrames {
  const { sampleRate } = reader;
  const { audible = 0 } = settings;
  const count = to - from;
  const intensity = new Float64Array(count).fill(NaN);
  const list = new CandidateList(count);
  const search = peak > 0 ? frameSearch(sampleRate, window, settings) : undefined;
  for (let n = 0; search && n < count; n++) {
    const right = offset + sampleAfter(grid.start + (from + n) * grid.step, 0.5 / sampleRate, sampleRate); // first one after the middle
    let localPeak = memory?.peaks.get(right);
    const known = memory?.candidates.get(right);
    if (localPeak === undefined || known === undefined) localPeak = search.load(reader, right);
    memory?.peaks.set(right, localPeak);
    if (localPeak > 0) intensity[n] = Math.min(1, localPeak / peak);
    if (!(intensity[n] >= audible)) {
      list.add(noCandidates);
      continue;
    }
    const found = known ?? search.find();
    list.add(found);
    if (known === undefined) memory?.candidates.set(right, found.slice());
  }
  const ceiling = Math.min(settings.ceiling, 0.5 * sampleRate);
  const { start, step } = grid;
  return { start: start + from * step, step, count, candidates: list.all(), intensity, ceiling };
}

/** The search for candidates in one frame after the other. */
interface FrameSearch {
  /** Takes the frame around `right`, the sample after its middle; returns its peak near the middle. */
  readonly load: (reader: SampleReader, right: number) => number;
  /** Candidates of the frame taken, see `findCandidates`. */
  readonly find: () => Float64Array;
}

/** Measuring prosody takes two, with other floors. */
const searches = new LruCache<FrameSearch>(2);

/** Undefined where a frame is too short to hold a period. */
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

/** Windows, transforms and scratch for frames of 2 · half samples. */
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
  const [around, weights, frame] = [0, 1, 2].map((i) => view(i * bytes, 2 * half)); // samples, as they are and windowed
  const result = view(3 * bytes, 2);
  weights.set(window);
  const r = new Float64Array(lags);
  const symmetric = new Float64Array(2 * lags - 1); // r from −(lags − 1) to lags − 1, for interpolation near lag 0
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
    around.set(reader.read(right - half, right + half));
    if (period <= half) {
      run.sum(around.byteOffset + 8 * (half - period), 16 * period, result.byteOffset);
      result[0] /= 2 * period;
    } else result[0] = meanBetween(reader, right - period, right + period);
    run.centre(around.byteOffset, weights.byteOffset, frame.byteOffset, bytes, result.byteOffset);
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
