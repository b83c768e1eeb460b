import type { Sound } from '../audio/sample-reader';
import { readerOf } from '../audio/sample-reader';
import { square } from '../stats/pow';
import { areConsecutive, interval, isPossible, ratio } from './periods';

/** Cycle-to-cycle variation of the amplitude, relative to the mean amplitude (0.01 is 1 %) but for `localDb`. */
export interface Shimmer {
  /** Mean absolute difference of consecutive amplitudes. */
  readonly local: number;
  /** Mean absolute ratio of consecutive amplitudes, dB. */
  readonly localDb: number;
  /** Amplitude perturbation quotients: mean absolute difference from the mean of 3, 5 or 11 consecutive amplitudes. */
  readonly apq3: number;
  readonly apq5: number;
  readonly apq11: number;
}

/** Largest ratio of consecutive amplitudes. */
const maxAmplitudeFactor = 1.6;

/** Amplitudes of the signal at glottal pulses. */
interface Amplitudes {
  /** s, ascending */
  readonly times: Float64Array;
  /** root mean square */
  readonly values: Float64Array;
}

/**
 * Shimmer of glottal pulses, as Praat's "Get shimmer" with its standard settings: period floor 0.1 ms, period ceiling
 * 20 ms, maximum period factor 1.3, maximum amplitude factor 1.6.
 *
 * @param sound the sound of the pulses; samples that are not finite count as silence
 * @param pulses times, s, ascending
 * @returns NaN for a measure without enough consecutive periods
 *
 * Praat manual, "Voice 3. Shimmer". Compared with Praat in test/reference/voice.json.
 *
 * @example
 * const { local } = shimmer(sound, pulses(sound));
 */
export function shimmer(sound: Sound, pulses: Float64Array): Shimmer {
  const amplitudes = pulseAmplitudes(sound, pulses);
  const { values } = amplitudes;
  let sum = 0; // of all amplitudes but the last, as Praat's output shows
  for (let i = 0; i + 1 < values.length; i++) sum += values[i];
  const mean = sum / (values.length - 1);
  return {
    local: meanOver(amplitudes, 2, difference) / mean,
    localDb: meanOver(amplitudes, 2, decibels),
    apq3: meanOver(amplitudes, 3, perturbation) / mean,
    apq5: meanOver(amplitudes, 5, perturbation) / mean,
    apq11: meanOver(amplitudes, 11, perturbation) / mean,
  };
}

/** A measure of `width` consecutive amplitudes from number `i` on. */
type Measure = (values: Float64Array, i: number, width: number) => number;

const difference: Measure = (values, i) => Math.abs(values[i] - values[i + 1]);

const decibels: Measure = (values, i) => 20 * Math.abs(Math.log10(values[i] / values[i + 1]));

/** Absolute difference of the middle amplitude from the mean. */
const perturbation: Measure = (values, i, width) => {
  let sum = 0;
  for (let k = i; k < i + width; k++) sum += values[k];
  return Math.abs(values[i + (width - 1) / 2] - sum / width);
};

/** Mean of `measure` over every `width` consecutive amplitudes within the period and amplitude limits. */
function meanOver({ times, values }: Amplitudes, width: number, measure: Measure): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i + width <= values.length; i++) {
    let within = true;
    for (let k = i; k + 1 < i + width && within; k++) {
      within = isPossible(times, k) && ratio(values[k], values[k + 1]) <= maxAmplitudeFactor;
    }
    if (!within) continue;
    sum += measure(values, i, width);
    count++;
  }
  return sum / count;
}

/**
 * Amplitude at every pulse between two periods: root mean square from a fifth of the period before to a fifth of the
 * period after the pulse, under a raised cosine.
 */
function pulseAmplitudes(sound: Sound, pulses: Float64Array): Amplitudes {
  const { sampleRate, length, read } = readerOf(sound);
  const times: number[] = [];
  const values: number[] = [];
  for (let i = 1; i + 1 < pulses.length; i++) {
    if (!areConsecutive(pulses, i - 1, 2)) continue;
    const left = 0.2 * interval(pulses, i - 1);
    const right = 0.2 * interval(pulses, i);
    const first = Math.max(0, Math.ceil((pulses[i] - left) * sampleRate - 0.5));
    const last = Math.min(length - 1, Math.floor((pulses[i] + right) * sampleRate - 0.5));
    const samples = read(first, Math.max(first, last + 1));
    let power = 0;
    let weight = 0;
    for (let k = first; k <= last; k++) {
      const distance = (k + 0.5) / sampleRate - pulses[i];
      const w = 0.5 + 0.5 * Math.cos((Math.PI * distance) / (distance < 0 ? left : right));
      power += square(samples[k - first] * w);
      weight += w * w;
    }
    if (!(power > 0)) continue;
    times.push(pulses[i]);
    values.push(Math.sqrt(power / weight));
  }
  return { times: Float64Array.from(times), values: Float64Array.from(values) };
}
