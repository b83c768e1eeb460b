import type { Signal } from '../audio/signal';
import { crossCorrelate } from '../dsp/cross-correlation';
import { centredFrames, finiteSamples, sampleAfter } from './frames';
import type { PitchOptions } from './pitch';
import type { CandidateSettings } from './pitch-ac';
import type { PitchFrames } from './pitch-candidates';
import { candidateList, findCandidates, meanBetween, noCandidates, peakFromMean } from './pitch-candidates';
import type { PitchTrack } from './pitch-path';
import { choosePath, speechCosts } from './pitch-path';

/**
 * Fundamental frequency by forward cross-correlation, as Praat's "To Pitch (cc)".
 *
 * A stretch of one longest period is compared with the stretches that begin a possible period later. Its time
 * resolution is three times that of `pitch`; it hears more of a changing or hoarse voice, and more noise.
 *
 * @param signal any length; samples that are not finite count as silence
 * @param options floor 75 Hz, ceiling 600 Hz, time step 0.25 / floor unless given; veryAccurate means longer
 *   interpolation only
 * @returns one value per time step, centred in the signal; no frames when it is shorter than 2 / floor seconds
 * @throws RangeError when floor and ceiling leave nothing to search, or the time step is not positive
 *
 * Praat manual, "Sound: To Pitch (cc)...". Compared with Praat in test/reference/voice.json.
 */
export function pitchCc(signal: Signal, options: PitchOptions = {}): PitchTrack {
  const { floor = 75, ceiling = 600, veryAccurate = false } = options;
  const { timeStep = 0.25 / floor } = options;
  const settings = { ...speechCosts, timeStep, floor, ceiling };
  return choosePath(crossCorrelationCandidates(signal, veryAccurate, settings), speechCosts);
}

/**
 * Pitch candidates by forward cross-correlation.
 *
 * @param veryAccurate interpolation over 700 samples on either side in place of 70
 * @returns frames centred in the signal; none when it is shorter than 2 / floor seconds
 * @throws RangeError when floor and ceiling leave nothing to search, or the time step is not positive
 */
export function crossCorrelationCandidates(
  signal: Signal,
  veryAccurate: boolean,
  settings: CandidateSettings,
): PitchFrames {
  const { sampleRate } = signal;
  const { floor, timeStep } = settings;
  if (!(floor > 0 && settings.ceiling > floor && timeStep > 0)) {
    throw new RangeError(
      `pitch floor ${floor} Hz, ceiling ${settings.ceiling} Hz, time step ${timeStep} s; ` +
        'the floor must be above 0 and below the ceiling, the step positive',
    );
  }
  const ceiling = Math.min(settings.ceiling, 0.5 * sampleRate);
  const samples = finiteSamples(signal.samples);
  const grid = centredFrames(samples.length, sampleRate, 2 / floor, timeStep);
  const intensity = new Float64Array(grid.count).fill(NaN);
  const list = candidateList(grid.count);
  const globalPeak = peakFromMean(samples);
  const period = Math.floor(sampleRate / floor);
  const half = Math.floor(period / 2) - 1;
  const window = 2 * half;
  if (grid.count === 0 || half < 2 || globalPeak === 0) {
    return { ...grid, candidates: list.all(), intensity, ceiling };
  }

  const r = new Float64Array(window + 1);
  const symmetric = new Float64Array(2 * window + 1); // from −window to window, for interpolation near lag 0
  const search = { ...settings, maxLag: window, sampleRate, ceiling, veryAccurate };
  for (let n = 0; n < grid.count; n++) {
    const time = grid.start + n * grid.step;
    const right = sampleAfter(time, 0.5 / sampleRate, sampleRate); // first sample after the frame's middle
    const mean = meanBetween(samples, right - period, right + period);
    let localPeak = 0;
    for (let i = right - half; i < right + half; i++) {
      localPeak = Math.max(localPeak, Math.abs(samples[i] - mean));
    }
    if (localPeak === 0) {
      list.add(noCandidates);
      continue;
    }
    intensity[n] = Math.min(1, localPeak / globalPeak);

    const first = Math.max(0, sampleAfter(time - 1 / floor, 0.5 / sampleRate, sampleRate) - 1);
    const lags = Math.min(window, samples.length - first - window) + 1;
    crossCorrelate(samples, first, window, lags, mean, r);
    symmetric.fill(0);
    for (let lag = 0; lag < lags; lag++) symmetric[window + lag] = symmetric[window - lag] = r[lag];
    list.add(findCandidates(symmetric, search));
  }
  return { ...grid, candidates: list.all(), intensity, ceiling };
}
