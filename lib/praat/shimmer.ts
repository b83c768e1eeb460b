import type { Sound } from '../audio/sample-reader';
import { readerOf } from '../audio/sample-reader';
import { square } from '../stats/pow';
import { areConsecutive, interval, isPossible, ratio } from './periods';

/** How irregular the amplitude of glottal periods is. All but `localDb` are shares of the mean amplitude (0.01 is 1 %). */
export interface Shimmer {
  /** Mean difference of neighbouring amplitudes. */
  readonly local: number;
  /** Mean ratio of neighbouring amplitudes, dB. */
  readonly localDb: number;
  /** Mean difference of an amplitude from the mean of itself and its 2, 4 or 10 nearest neighbours. */
  readonly apq3: number;
  readonly apq5: number;
  readonly apq11: number;
}

/** Amplitudes of neighbouring periods may differ by this factor. */
const maxFactor = 1.6;

/** Amplitude of the signal at glottal pulses. */
interface Amplitudes {
  /** s, rising */
  readonly times: Float64Array;
  /** root mean square */
  readonly values: Float64Array;
}

/**
 * Shimmer of glottal pulses, as Praat's "Get shimmer" with its standard limits: periods of 0.1 to 20 ms, neighbouring
 * periods that differ by a factor of at most 1.3 and amplitudes by at most 1.6.
 *
 * @param sound where the pulses were found; samples that are not finite count as silence
 * @param pulses times, s, rising
 * @returns each NaN where there are no neighbouring periods enough
 *
 * Praat manual, "Voice 3. Shimmer". Compared with Praat in test/reference/voice.json.
 *
 * @example
 * const { local } = shimmer(sound, pulses(sound));
 */
export function shimmer(sound: Sound, pulses: Float64Array): Shimmer {
  const amplitudes = pulseAmplitudes(sound, pulses);
  const { values } = amplitudes;
  let sum = 0; // of all amplitudes but the last, as measured in Praat
  for (let i = 0; i + 1 < values.length; i++) sum += values[i];
  const mean = sum / (values.length - 1);
  return {
    local: meanOver(amplitudes, 2, difference) / mean,
    localDb: meanOver(amplitudes, 2, decibels),
    apq3: meanOver(amplitudes, 3, fromMiddle) / mean,
    apq5: meanOver(amplitudes, 5, fromMiddle) / mean,
    apq11: meanOver(amplitudes, 11, fromMiddle) / mean,
  };
}

/** A measure of `width` neighbouring amplitudes, the first of which is number `i`. */
type Measure = (values: Float64Array, i: number, width: number) => number;

const difference: Measure = (values, i) => Math.abs(values[i] - values[i + 1]);

const decibels: Measure = (values, i) => 20 * Math.abs(Math.log10(values[i] / values[i + 1]));

/** Absolute distance of the one in the middle from the mean of all. */
const fromMiddle: Measure = (values, i, width) => {
  let sum = 0;
  for (let k = i; k < i + width; k++) sum += values[k];
  return Math.abs(values[i + (width - 1) / 2] - sum / width);
};

/** Mean of `measure` over every `width` neighbouring amplitudes that are comparable. */
function meanOver({ times, values }: Amplitudes, width: number, measure: Measure): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i + width <= values.length; i++) {
    let comparable = true;
    for (let k = i; k + 1 < i + width && comparable; k++) {
      comparable = isPossible(times, k) && ratio(values[k], values[k + 1]) <= maxFactor;
    }
    if (!comparable) continue;
    sum += measure(values, i, width);
    count++;
  }
  return sum / count;
}

/**
 * Amplitude at every pulse between two periods: root mean square of the samples from a fifth of the period before to a
 * fifth of the period after, under half a cosine on either side.
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
