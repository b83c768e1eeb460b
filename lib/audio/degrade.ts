// Degradations of a recording: noise, gain, filters and a codec. Each function returns a new signal of the same duration.
import { withGain } from '../dsp/spectrum-gain';
import { pow } from '../stats/pow';
import { resample } from './resample';
import type { Signal } from './signal';

/** Amplitude response of a Butterworth filter of order 8 (48 dB per octave) at `ratio` times its cutoff frequency. */
function butterworth(ratio: number): number {
  const second = ratio * ratio;
  const fourth = second * second;
  const eighth = fourth * fourth;
  return 1 / Math.sqrt(1 + eighth * eighth);
}

/** Mean square of the samples; NaN without samples. */
export function power(samples: Float64Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return sum / samples.length;
}

/** Multiplies every sample by 10^(decibels / 20), without clipping. */
export function amplify({ samples, sampleRate }: Signal, decibels: number): Signal {
  const factor = pow(10, decibels / 20);
  return { samples: samples.map((sample) => factor * sample), sampleRate };
}

/**
 * Adds noise at a signal-to-noise ratio of the mean powers over the whole signal, pauses included.
 *
 * @param noise samples at the same rate, repeated where they are fewer than the signal's
 * @param ratio signal-to-noise ratio, dB
 * @returns the signal itself when it, or the noise, is silent
 * @throws RangeError when the noise has no samples
 */
export function addNoise(signal: Signal, noise: Float64Array, ratio: number): Signal {
  if (noise.length === 0) throw new RangeError('the noise has no samples; give at least one');
  const { samples, sampleRate } = signal;
  const repeated = samples.map((_, i) => noise[i % noise.length]);
  const factor = Math.sqrt(power(samples) / power(repeated) / pow(10, ratio / 10));
  if (!Number.isFinite(factor)) return signal;
  return { samples: samples.map((sample, i) => sample + factor * repeated[i]), sampleRate };
}

/** Pink noise from white noise: divides every frequency by its square root, so that the power falls by 3 dB per octave. */
export function pinkNoise(white: Float64Array): Float64Array {
  return withGain(white, (share) => (share > 0 ? Math.sqrt(1 / (share * white.length)) : 0));
}

/**
 * Low-pass filter with the amplitude response of a Butterworth filter of order 8 and no delay: −3 dB at the cutoff, −48 dB an
 * octave above.
 *
 * @param cutoff Hz, above 0
 *
 * Compared with scipy.signal.butter(8, cutoff, analog=True) in test/reference/degrade.json.
 */
export function lowPass({ samples, sampleRate }: Signal, cutoff: number): Signal {
  if (!(cutoff > 0)) throw new RangeError(`cutoff ${cutoff} Hz; give a frequency above 0`);
  const gain = (share: number) => butterworth((share * sampleRate) / cutoff);
  return { samples: withGain(samples, gain), sampleRate };
}

/**
 * Band-pass filter with the amplitude response of a Butterworth filter of order 8 and no delay: −3 dB at both edges. The
 * telephone band is 300 to 3400 Hz.
 *
 * @param low Hz, above 0
 * @param high Hz, above `low`
 *
 * Compared with scipy.signal.butter(8, [low, high], 'bandpass', analog=True) in test/reference/degrade.json.
 */
export function bandPass({ samples, sampleRate }: Signal, low: number, high: number): Signal {
  if (!(low > 0 && low < high)) throw new RangeError(`band from ${low} to ${high} Hz; give 0 < low < high`);
  const gain = (share: number) => {
    const hz = share * sampleRate;
    return hz > 0 ? butterworth((hz * hz - low * high) / (hz * (high - low))) : 0;
  };
  return { samples: withGain(samples, gain), sampleRate };
}

/** G.711 clips 16-bit samples at this magnitude. */
const CLIP = 32635;
/** G.711 adds this to the magnitude before the logarithmic quantization. */
const BIAS = 132;

/**
 * Encodes one sample in 8 bits by the µ-law and decodes it.
 *
 * @param sample whole number, −32768 to 32767
 *
 * ITU-T Recommendation G.711 (1988), table 2, on 16 bits. Equal to libsndfile for all 65,536 values;
 * test/reference/degrade.json holds a part of them.
 */
export function muLawRoundTrip(sample: number): number {
  const biased = Math.min(Math.abs(sample), CLIP) + BIAS;
  const exponent = Math.floor(Math.log2(biased)) - 7; // 0 to 7: 132 ≤ biased < 32768
  const step = pow(2, exponent + 3); // 16 steps per doubling
  const decoded = Math.floor(biased / step) * step + step / 2 - BIAS;
  return sample < 0 ? -decoded : decoded;
}

/** Passes the signal through a digital telephone line: 8 kHz, µ-law (`muLawRoundTrip`). */
export function muLawCodec(signal: Signal): Signal {
  const { samples, sampleRate } = resample(signal, 8000);
  const coded = samples.map((sample) => {
    const whole = Math.max(-32768, Math.min(32767, Math.round(32768 * sample)));
    return muLawRoundTrip(whole) / 32768;
  });
  return { samples: coded, sampleRate };
}

/**
 * Limits the samples, as an overloaded input does.
 *
 * @param decibels how far below the largest sample the limit lies, from 0 on
 */
export function clip({ samples, sampleRate }: Signal, decibels: number): Signal {
  const limit =
    samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) * pow(10, -decibels / 20);
  return { samples: samples.map((sample) => Math.max(-limit, Math.min(limit, sample))), sampleRate };
}

/** Time constants of automatic gain: falling to a louder voice, rising to a quieter one, s. */
const ATTACK = 0.02;
const RELEASE = 0.5;
/** Where automatic gain brings the level, and the most it raises by. */
const TARGET = 0.1;
const MOST_GAIN = 30;

/**
 * Automatic gain: each sample divided by the level just before, which rises within 20 ms and falls within .5 s, so that loud
 * and quiet speech come out alike (about −20 dB). Raises by a factor of 30 at most.
 */
export function automaticGain({ samples, sampleRate }: Signal): Signal {
  const attack = 1 - Math.exp(-1 / (ATTACK * sampleRate));
  const release = 1 - Math.exp(-1 / (RELEASE * sampleRate));
  let square = 0;
  const gained = samples.map((sample) => {
    const now = sample * sample;
    square += (now > square ? attack : release) * (now - square);
    return sample * Math.min(MOST_GAIN, TARGET / Math.sqrt(Math.max(square, 1e-12)));
  });
  return { samples: gained, sampleRate };
}
