import { areConsecutive, interval, meanPeriod } from './periods';

/** How irregular the length of glottal periods is. All but `localAbsolute` are shares of the mean period (0.01 is 1 %). */
export interface Jitter {
  /** Mean difference of neighbouring periods. */
  readonly local: number;
  /** The same in seconds. */
  readonly localAbsolute: number;
  /** Relative average perturbation: mean difference of a period from the mean of itself and its two neighbours. */
  readonly rap: number;
  /** Mean difference of a period from the mean of itself and its four nearest neighbours. */
  readonly ppq5: number;
  /** Mean difference of neighbouring differences; three times rap. */
  readonly ddp: number;
}

/**
 * Jitter of glottal pulses, as Praat's "Get jitter" with its standard limits: periods of 0.1 to 20 ms, neighbours that
 * differ by a factor of at most 1.3.
 *
 * @param pulses times, s, rising
 * @returns each NaN where there are no neighbouring periods enough
 *
 * Praat manual, "Voice 2. Jitter". Compared with Praat in test/reference/voice.json.
 *
 * @example
 * const { local } = jitter(pulses(sound));
 */
export function jitter(pulses: Float64Array): Jitter {
  const mean = meanPeriod(pulses);
  const localAbsolute = meanDistance(pulses, 2);
  const rap = meanDistance(pulses, 3) / mean;
  return {
    local: localAbsolute / mean,
    localAbsolute,
    rap,
    ppq5: meanDistance(pulses, 5) / mean,
    ddp: 3 * rap,
  };
}

/**
 * Mean absolute distance of a period from the mean of `width` neighbouring ones, itself in their middle; of two, from
 * the other one.
 */
function meanDistance(pulses: Float64Array, width: number): number {
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
