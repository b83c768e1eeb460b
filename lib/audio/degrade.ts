/*
 * What happens to speech on the way to a recording: noise, another level, a narrower band, a codec. Each function
 * returns a new signal of the same duration.
 */
import { withGain } from '../dsp/spectrum-gain';
import { pow } from '../stats/pow';
import { resample } from './resample';
import type { Signal } from './signal';

/**
 * Amplitude of a Butterworth filter of order 8 (48 dB per octave and side) at a frequency `ratio` times its cutoff: the
 * 16th power by squaring, since `**` takes several times as long.
 */
function butterworth(ratio: number): number {
  const second = ratio * ratio;
  const fourth = second * second;
  const eighth = fourth * fourth;
  return 1 / Math.sqrt(1 + eighth * eighth);
}

/** Mean square of the samples; NaN of none. */
export function power(samples: Float64Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return sum / samples.length;
}

/** Every sample times 10^(decibels / 20). Nothing is clipped. */
export function amplify({ samples, sampleRate }: Signal, decibels: number): Signal {
  const factor = pow(10, decibels / 20);
  return { samples: samples.map((sample) => factor * sample), sampleRate };
}

/**
 * The signal with noise added, at a ratio of their mean powers over the whole signal, pauses included.
 *
 * @param noise samples at the same rate; taken from its start again where it is shorter
 * @param ratio signal to noise, dB
 * @returns the signal unchanged where it, or the noise, is silent
 * @throws RangeError when there is no noise
 */
export function addNoise(signal: Signal, noise: Float64Array, ratio: number): Signal {
  if (noise.length === 0) throw new RangeError('no samples of noise; give one or more');
  const { samples, sampleRate } = signal;
  const laid = samples.map((_, i) => noise[i % noise.length]);
  const factor = Math.sqrt(power(samples) / power(laid) / pow(10, ratio / 10));
  if (!Number.isFinite(factor)) return signal;
  return { samples: samples.map((sample, i) => sample + factor * laid[i]), sampleRate };
}

/** Noise whose power falls by 3 dB per octave, from white noise: every frequency divided by its square root. */
export function pinkNoise(white: Float64Array): Float64Array {
  return withGain(white, (share) => (share > 0 ? Math.sqrt(1 / (share * white.length)) : 0));
}

/**
 * Everything above `cutoff` weakened, by the amplitudes of a Butterworth filter of order 8 without its delay:
 * −3 dB at the cutoff, −48 dB an octave above.
 *
 * @param cutoff Hz, above 0
 *
 * The amplitudes are those of scipy.signal.butter(8, cutoff, analog=True); test/reference/degrade.json.
 */
export function lowPass({ samples, sampleRate }: Signal, cutoff: number): Signal {
  if (!(cutoff > 0)) throw new RangeError(`cutoff ${cutoff} Hz; give a frequency above 0`);
  const gain = (share: number) => butterworth((share * sampleRate) / cutoff);
  return { samples: withGain(samples, gain), sampleRate };
}

/**
 * The band from `low` to `high`, by the amplitudes of a Butterworth band-pass of order 8 without its delay; −3 dB at
 * both edges. 300 to 3400 Hz is what a telephone carries.
 *
 * @param low Hz, above 0; @param high Hz, above `low`
 *
 * The amplitudes are those of scipy.signal.butter(8, [low, high], 'bandpass', analog=True); test/reference/degrade.json.
 */
export function bandPass({ samples, sampleRate }: Signal, low: number, high: number): Signal {
  if (!(low > 0 && low < high)) throw new RangeError(`a band from ${low} to ${high} Hz; take 0 < low < high`);
  const gain = (share: number) => {
    const hz = share * sampleRate;
    return hz > 0 ? butterworth((hz * hz - low * high) / (hz * (high - low))) : 0;
  };
  return { samples: withGain(samples, gain), sampleRate };
}

/** Samples beyond this are clipped before coding, of 32768. */
const CLIP = 32635;
/** Added before the logarithmic steps, so that the first one is as fine as the second. */
const BIAS = 132;

/**
 * One sample coded in 8 bits by the µ-law and decoded.
 *
 * ITU-T Recommendation G.711 (1988), table 2, on 16 bits; equal to libsndfile's for all 65,536 values
 * (test/reference/degrade.json holds a part of them).
 *
 * @param sample whole number, −32768 to 32767
 */
export function muLawRoundTrip(sample: number): number {
  const biased = Math.min(Math.abs(sample), CLIP) + BIAS;
  const exponent = Math.floor(Math.log2(biased)) - 7; // 0 to 7: 132 ≤ biased < 32768
  const step = pow(2, exponent + 3); // 16 steps per doubling
  const decoded = Math.floor(biased / step) * step + step / 2 - BIAS;
  return sample < 0 ? -decoded : decoded;
}

/** The signal as a digital telephone line leaves it: 8 kHz, µ-law (`muLawRoundTrip`). */
export function muLawCodec(signal: Signal): Signal {
  const { samples, sampleRate } = resample(signal, 8000);
  const coded = samples.map((sample) => {
    const whole = Math.max(-32768, Math.min(32767, Math.round(32768 * sample)));
    return muLawRoundTrip(whole) / 32768;
  });
  return { samples: coded, sampleRate };
}
