import type { Sound } from '../audio/sample-reader';
import type { CandidateSettings, FrameWindow } from './pitch-ac';
import { autocorrelationSearch } from './pitch-ac';
import type { CandidateSearch } from './pitch-candidates';
import type { PitchTrack } from './pitch-path';
import { minVoicedIntensity, speechCosts, trackPitch } from './pitch-path';

export interface PitchOptions {
  /** Time between frames, s. */
  readonly timeStep?: number;
  /** Lowest pitch, Hz; sets the window length. */
  readonly floor?: number;
  /** Highest pitch, Hz; half the sample rate when that is lower. */
  readonly ceiling?: number;
  /** Gaussian windows of 6 / floor seconds instead of Hann windows of 3 / floor seconds. */
  readonly veryAccurate?: boolean;
}

/** Window of `pitch`. */
export const standardWindow: FrameWindow = { shape: 'hann', periods: 3 };
/** Window of `pitch` when very accurate. */
export const accurateWindow: FrameWindow = { shape: 'gaussian', periods: 6 };

/**
 * Fundamental frequency by normalized autocorrelation, as Praat's "To Pitch (ac)".
 *
 * The autocorrelation of each windowed frame, divided by that of the window, has a peak at the lag of every possible
 * period. Viterbi's algorithm chooses the cheapest path through the candidates.
 *
 * @param sound any length; samples that are not finite count as silence
 * @param options floor 75 Hz, ceiling 600 Hz, time step 0.75 / floor unless given
 * @returns one value per time step, centred in the signal; no frames when it is shorter than a window
 * @throws RangeError when floor and ceiling leave nothing to search, or the time step is not positive
 *
 * P. Boersma (1993), "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a
 * sampled sound", IFA Proceedings 17: 97-110. Compared with Praat in test/reference/pitch.json.
 *
 * @example
 * const f0 = pitch(sound, { floor: 60, ceiling: 400 });
 * valueAt(f0, 0.5); // Hz, NaN where unvoiced
 */
export function pitch(sound: Sound, options: PitchOptions = {}): PitchTrack {
  const { timeStep = 0.75 / (options.floor ?? 75) } = options;
  const minIntensity = minVoicedIntensity(speechCosts, timeStep);
  return trackPitch(pitchSearch(sound, options, { minIntensity }), speechCosts);
}

/**
 * The candidates of `pitch`.
 *
 * @param extent which candidates to search beside those that a path can choose
 * @throws RangeError as `pitch`
 */
export function pitchSearch(
  sound: Sound,
  options: PitchOptions,
  extent: Pick<CandidateSettings, 'minIntensity' | 'aboveCeiling'>,
): CandidateSearch {
  const { floor = 75, ceiling = 600, veryAccurate = false } = options;
  const { timeStep = 0.75 / floor } = options;
  if (!(floor > 0 && ceiling > floor)) {
    throw new RangeError(
      `pitch floor ${floor} Hz and ceiling ${ceiling} Hz; the floor must be above 0 and below the ceiling`,
    );
  }
  if (!(timeStep > 0)) throw new RangeError(`time step ${timeStep} s; give a positive one`);
  const settings = { ...speechCosts, timeStep, floor, ceiling, ...extent };
  return autocorrelationSearch(sound, veryAccurate ? accurateWindow : standardWindow, settings);
}
