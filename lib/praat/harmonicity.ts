import type { Sound } from '../audio/sample-reader';
import type { Contour } from './frames';
import { autocorrelationSearch } from './pitch-ac';
import type { CandidateSearch } from './pitch-candidates';
import { crossCorrelationSearch } from './pitch-cc';
import { trackPitch } from './pitch-path';

export interface HarmonicityOptions {
  /** Time between frames, s. */
  readonly timeStep?: number;
  /** Lowest pitch, Hz; sets the window length. */
  readonly floor?: number;
  /** A frame is silent when its peak is below this share of the signal's peak. */
  readonly silenceThreshold?: number;
}

/** Path costs that choose the strongest candidate of each frame by itself. */
const noCosts = {
  voicingThreshold: 0,
  octaveCost: 0,
  octaveJumpCost: 0,
  voicedUnvoicedCost: 0,
  strongest: true,
};

/** Harmonics-to-noise ratio of each frame from the correlation at its period; NaN in silent frames. */
function harmonicsToNoise(frames: CandidateSearch, silenceThreshold: number): Contour {
  const { strength, start, step } = trackPitch(frames, { ...noCosts, silenceThreshold });
  return { values: decibels(strength), start, step };
}

/** 10 log₁₀(r / (1 − r)): r is the periodic share of the power, 1 − r the share of noise; at most 150 dB. */
function decibels(correlations: Float64Array): Float64Array {
  const result = new Float64Array(correlations.length);
  for (let n = 0; n < result.length; n++) {
    const r = correlations[n];
    result[n] = r > 1 - 1e-15 ? 150 : 10 * Math.log10(r / (1 - r));
  }
  return result;
}

/**
 * Harmonics-to-noise ratio by forward cross-correlation, as Praat's "To Harmonicity (cc)". Use this one for speech.
 *
 * @param sound any length; samples that are not finite count as silence
 * @param options floor 75 Hz, time step 10 ms, silence threshold 0.1 unless given
 * @returns dB: 0 where harmonics and noise have equal power, 20 where 99 % is periodic, at most 150; NaN where silent or
 *   without any period; no frames when the signal is shorter than 2 / floor seconds
 * @throws RangeError when floor or time step is not positive
 *
 * P. Boersma (1993), equation 4; Praat manual, "Sound: To Harmonicity (cc)...". Compared with Praat in
 * test/reference/voice.json.
 *
 * @example
 * valueAt(harmonicity(sound), 0.5); // dB
 */
export function harmonicity(sound: Sound, options: HarmonicityOptions = {}): Contour {
  const { timeStep = 0.01, floor = 75, silenceThreshold = 0.1 } = options;
  const settings = { ...noCosts, timeStep, floor, ceiling: Infinity };
  return harmonicsToNoise(crossCorrelationSearch(sound, true, settings), silenceThreshold);
}

/**
 * Harmonics-to-noise ratio by autocorrelation, as Praat's "To Harmonicity (ac)". Use it for sustained vowels: it
 * measures up to 80 dB, with windows four times as long as those of `harmonicity`.
 *
 * @param sound any length; samples that are not finite count as silence
 * @param options as for `harmonicity`; periodsPerWindow, 4.5 unless given, is the effective length of the Gaussian
 *   window in periods of `floor`
 * @returns as for `harmonicity`; no frames when the signal is shorter than 2 · periodsPerWindow / floor seconds
 * @throws RangeError when an option is not positive
 *
 * P. Boersma (1993); Praat manual, "Sound: To Harmonicity (ac)...". Compared with Praat in test/reference/voice.json.
 */
export function harmonicityAc(
  sound: Sound,
  options: HarmonicityOptions & { readonly periodsPerWindow?: number } = {},
): Contour {
  const { timeStep = 0.01, floor = 75, silenceThreshold = 0.1, periodsPerWindow = 4.5 } = options;
  if (!(timeStep > 0 && floor > 0 && periodsPerWindow > 0)) {
    throw new RangeError(
      `harmonicity: time step ${timeStep} s, floor ${floor} Hz and ${periodsPerWindow} periods must be positive`,
    );
  }
  const settings = { ...noCosts, timeStep, floor, ceiling: Infinity };
  const frames = autocorrelationSearch(sound, { shape: 'gaussian', periods: 2 * periodsPerWindow }, settings);
  return harmonicsToNoise(frames, silenceThreshold);
}
