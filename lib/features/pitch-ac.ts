import type { Signal } from '../audio/signal';
import { autocorrelator } from '../dsp/autocorrelation';
import { gaussianWindow, hannWindow } from '../dsp/window';
import { centredFrames, finiteSamples, sampleAfter } from './frames';
import type { PitchFrames } from './pitch-candidates';
import { findCandidates, meanBetween, noCandidates, peakFromMean } from './pitch-candidates';

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
  /** Candidates that at first look weaker than the frame's best by more than this are not refined; all are unless given. */
  readonly within?: number;
}

/**
 * Pitch candidates by autocorrelation of windowed frames, divided by that of the window.
 *
 * @param periods length of the window in longest periods; a Gaussian one counts half of it
 * @returns frames centred in the signal; none when it is shorter than a window
 *
 * P. Boersma (1993), "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a
 * sampled sound", IFA Proceedings 17: 97-110.
 */
export function autocorrelationCandidates(
  signal: Signal,
  shape: 'hann' | 'gaussian',
  periods: number,
  settings: CandidateSettings,
): PitchFrames {
  const { sampleRate } = signal;
  const { floor } = settings;
  const ceiling = Math.min(settings.ceiling, 0.5 * sampleRate);
  const samples = finiteSamples(signal.samples);
  const grid = centredFrames(samples.length, sampleRate, periods / floor, settings.timeStep);
  const intensity = new Float64Array(grid.count).fill(NaN);
  const candidates = noCandidates(grid.count);
  const globalPeak = peakFromMean(samples);
  const half = Math.floor(Math.floor((periods / floor) * sampleRate) / 2) - 1;
  const period = Math.floor(sampleRate / floor);
  const frames: PitchFrames = { ...grid, candidates, intensity, ceiling };
  if (grid.count === 0 || half < 2 || globalPeak === 0) return frames;

  const window = shape === 'gaussian' ? gaussianWindow(2 * half) : hannWindow(2 * half);
  // Beyond this lag the window's own autocorrelation is too small to divide by.
  const lags = Math.floor(2 * half * (shape === 'gaussian' ? 0.25 : 0.5)) + 1;
  const correlate = autocorrelator(2 * half, lags);
  const windowR = new Float64Array(lags);
  correlate(window, windowR);
  const frame = new Float64Array(2 * half);
  const r = new Float64Array(lags);
  const symmetric = new Float64Array(2 * lags - 1); // from −(lags − 1) to lags − 1, for interpolation near lag 0
  const nearMiddle = Math.min(half, Math.floor(period / 2) + 1);
  const maxLag = Math.min(lags - 1, Math.floor((2 * half) / periods) + 2);
  const search = { ...settings, maxLag, sampleRate, ceiling, veryAccurate: shape === 'gaussian' };
  for (let n = 0; n < grid.count; n++) {
    const right = sampleAfter(grid.start + n * grid.step, 0.5 / sampleRate, sampleRate); // first one after the middle
    const mean = meanBetween(samples, right - period, right + period);
    for (let i = 0; i < 2 * half; i++) frame[i] = (samples[right - half + i] - mean) * window[i];
    let localPeak = 0;
    for (let i = half - nearMiddle; i < half + nearMiddle; i++) {
      localPeak = Math.max(localPeak, Math.abs(frame[i]));
    }
    if (localPeak === 0) continue;
    intensity[n] = Math.min(1, localPeak / globalPeak);
    correlate(frame, r);
    const energy = r[0];
    for (let lag = lags - 1; lag >= 0; lag--) {
      r[lag] = (r[lag] / energy) * (windowR[0] / windowR[lag]);
      symmetric[lags - 1 + lag] = symmetric[lags - 1 - lag] = r[lag];
    }
    findCandidates(symmetric, search, candidates, n);
  }
  return frames;
}
