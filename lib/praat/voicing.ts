import type { Contour } from './frames';
import { runs } from './runs';

/** From `start` to `end`, s. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Voiced stretches of a pitch contour: consecutive voiced frames, and half a step on either side.
 *
 * @param f0 NaN where unvoiced
 */
export function voicedStretches(f0: Contour): Stretch[] {
  return runs(f0.values.length, (n) => !Number.isNaN(f0.values[n])).map(([first, after]) => ({
    start: f0.start + (first - 0.5) * f0.step,
    end: f0.start + (after - 0.5) * f0.step,
  }));
}

/** Voice breaks: intervals between pulses longer than 1.25 times the longest period. */
export interface VoiceBreaks {
  readonly count: number;
  /** Total length, s. */
  readonly seconds: number;
}

/**
 * Voice breaks, as in Praat's voice report. Silence before the first and after the last pulse is no break.
 *
 * @param pulses times, s, ascending
 * @param floor lowest pitch, Hz
 *
 * Praat manual, "Voice 1. Voice breaks". Compared with Praat in test/reference/voice.json.
 */
export function voiceBreaks(pulses: Float64Array, floor: number): VoiceBreaks {
  let count = 0;
  let seconds = 0;
  for (let i = 1; i < pulses.length; i++) {
    const length = pulses[i] - pulses[i - 1];
    if (length <= 1.25 / floor) continue;
    count++;
    seconds += length;
  }
  return { count, seconds };
}
