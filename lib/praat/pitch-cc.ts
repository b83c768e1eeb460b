import type { SampleReader, Sound } from '../audio/sample-reader';
import { readerOf } from '../audio/sample-reader';
import { crossCorrelate } from '../dsp/cross-correlation';
import { centredFrames, sampleAfter } from './frames';
import type { PitchOptions } from './pitch';
import type { CandidateSettings } from './pitch-ac';
import type { CandidateSearch, PitchFrames, Search } from './pitch-candidates';
import {
  absolutePeak,
  CandidateList,
  findCandidates,
  globalAbsolutePeak,
  meanBetween,
  noCandidates,
} from './pitch-candidates';
import type { PitchTrack } from './pitch-path';
import { speechCosts, trackPitch } from './pitch-path';
import { strongestCandidate } from './strongest-candidate';

/**
 * Fundamental frequency by forward cross-correlation, as Praat's "To Pitch (cc)".
 *
 * It correlates a stretch of one longest period with the stretches one possible period later. Its time resolution is three
 * times that of `pitch`; it is more sensitive to changing and hoarse voices, and to noise.
 *
 * @param sound any length; samples that are not finite count as silence
 * @param options floor 75 Hz, ceiling 600 Hz, time step 0.25 / floor unless given; veryAccurate only raises the
 *   interpolation depth
 * @returns one value per time step, centred in the signal; no frames when it is shorter than 2 / floor seconds
 * @throws RangeError when floor and ceiling leave nothing to search, or the time step is not positive
 *
 * Praat manual, "Sound: To Pitch (cc)...". Compared with Praat in test/reference/voice.json.
 */
export function pitchCc(sound: Sound, options: PitchOptions = {}): PitchTrack {
  const { floor = 75, ceiling = 600, veryAccurate = false } = options;
  const { timeStep = 0.25 / floor } = options;
  const settings = { ...speechCosts, timeStep, floor, ceiling };
  return trackPitch(crossCorrelationSearch(sound, veryAccurate, settings), speechCosts);
}

/**
 * Pitch candidates by forward cross-correlation.
 *
 * @param veryAccurate interpolation depth 700 instead of 70
 * @returns frames centred in the sound; no frames when it is shorter than 2 / floor seconds
 * @throws RangeError when floor and ceiling leave nothing to search, or the time step is not positive
 */
export function crossCorrelationSearch(
  sound: Sound,
  veryAccurate: boolean,
  settings: CandidateSettings,
): CandidateSearch {
  const reader = readerOf(sound);
  const { sampleRate, length } = reader;
  const { floor, timeStep, voicingThreshold, octaveCost } = settings;
  if (!(floor > 0 && settings.ceiling > floor && timeStep > 0)) {
    throw new RangeError(
      `pitch floor ${floor} Hz, ceiling ${settings.ceiling} Hz, time step ${timeStep} s; ` +
        'the floor must be above 0 and below the ceiling, the step positive',
    );
  }
  const ceiling = Math.min(settings.ceiling, 0.5 * sampleRate);
  const { start, step, count } = centredFrames(length, sampleRate, 2 / floor, timeStep);
  const globalPeak = count > 0 ? globalAbsolutePeak(reader) : 0;
  const period = Math.floor(sampleRate / floor);
  const window = 2 * (Math.floor(period / 2) - 1);
  const candidates: Search = {
    maxLag: window,
    sampleRate,
    floor,
    ceiling,
    veryAccurate,
    voicingThreshold,
    octaveCost,
  };
  const find = settings.strongest === true ? strongestCandidate : findCandidates;
  const frames = { start, step, globalPeak, period, window, candidates, find };
  const search = (from: number, to: number): PitchFrames => candidatesInFrames(reader, frames, from, to);
  return { start, step, count, ceiling, search };
}

interface CorrelatedFrames {
  readonly start: number;
  readonly step: number;
  /** `globalAbsolutePeak` of the recording. */
  readonly globalPeak: number;
  /** Longest period, samples. */
  readonly period: number;
  /** Samples of a stretch that is correlated with later ones. */
  readonly window: number;
  readonly candidates: Search;
  readonly find: typeof findCandidates;
}

function candidatesInFrames(
  reader: SampleReader,
  { start, step, globalPeak, period, window, candidates, find }: CorrelatedFrames,
  from: number,
  to: number,
): PitchFrames {
  const { sampleRate, length } = reader;
  const { floor, ceiling } = candidates;
  const half = window / 2;
  const count = to - from;
  const intensity = new Float64Array(count).fill(NaN);
  const list = new CandidateList(count);
  const r = new Float64Array(Math.max(0, window) + 1);
  const symmetric = new Float64Array(2 * Math.max(0, window) + 1); // lags −window … window, for interpolation near lag 0
  for (let n = 0; half >= 2 && globalPeak > 0 && n < count; n++) {
    const time = start + (from + n) * step;
    const right = sampleAfter(time, 0.5 / sampleRate, sampleRate); // first sample after the frame's middle
    const mean = meanBetween(reader, right - period, right + period);
    const localPeak = absolutePeak(reader.read(right - half, right + half), mean);
    if (localPeak === 0) {
      list.add(noCandidates);
      continue;
    }
    intensity[n] = Math.min(1, localPeak / globalPeak);

    const first = Math.max(0, sampleAfter(time - 1 / floor, 0.5 / sampleRate, sampleRate) - 1);
    const lags = Math.min(window, length - first - window) + 1;
    crossCorrelate(reader.read(first, first + window + lags - 1), 0, window, lags, mean, r);
    mirror(r, lags, symmetric);
    list.add(find(symmetric, candidates));
  }
  return { start: start + from * step, step, count, candidates: list.all(), intensity, ceiling };
}

/** Writes r at lags 0 … lags − 1 to both sides of the middle of `symmetric`, and zeros beyond. */
function mirror(r: Float64Array, lags: number, symmetric: Float64Array): void {
  const zero = (symmetric.length - 1) / 2;
  symmetric.fill(0);
  for (let lag = 0; lag < lags; lag++) symmetric[zero + lag] = symmetric[zero - lag] = r[lag];
}
