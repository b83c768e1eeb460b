import { areConsecutive, interval, meanPeriod } from './periods';

/** Cycle-to-cycle variation of the glottal period, relative to the mean period (0.01 is 1 %) but for `localAbsolute`. */
export interface Jitter {
  /** Mean absolute difference of consecutive periods. */
  readonly local: number;
  /** The same in seconds. */
  readonly localAbsolute: number;
  /** Relative average perturbation: mean absolute difference of a period from the mean of itself and its two neighbours. */
  readonly rap: number;
  /** Five-point period perturbation quotient: the same with its four nearest neighbours. */
  readonly ppq5: number;
  /** Mean absolute difference of consecutive differences of consecutive periods: three times rap. */
  readonly ddp: number;
}

/**
 * Jitter of glottal pulses, as Praat's "Get jitter" with its standard settings: period floor 0.1 ms, period ceiling 20 ms,
 * maximum period factor 1.3.
 *
 * @param pulses times, s, ascending
 * @returns NaN for a measure without enough consecutive periods
 *
 * Praat manual, "Voice 2. Jitter". Compared with Praat in test/reference/voice.json.
 *
 * @example
 * const { local } = jitter(pulses(sound));
 */
export function jitter(pulses: Float64Array): Jitter {
  const mean = meanPeriod(pulses);
  const localAbsolute = meanPerturbation(pulses, 2);
  const rap = meanPerturbation(pulses, 3) / mean;
  return {
    local: localAbsolute / mean,
    localAbsolute,
    rap,
    ppq5: meanPerturbation(pulses, 5) / mean,
    ddp: 3 * rap,
  };
}

/**
 * Mean absolute difference of a period from the mean of `width` consecutive periods of which it is the middle one; of two
 * periods, from the other one.
 */
function meanPerturbation(pulses: Float64Array, width: number): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i + width < pulses.length; i++) {
    if (!areConsecutive(pulses, i, width)) continue;
    const middle = i + Math.floor(width / 2);
    const reference = width === 2 ? interval(pulses, i) : (pulses[i + width] - pulses[i]) / width;
    sum += Math.abs(interval(pulses, middle) - reference);
    count++;
  }
  return sum / count;
}
