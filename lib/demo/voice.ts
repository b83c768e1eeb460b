import type { Signal } from '../audio/signal';
import { pow } from '../stats/pow';
import type { Random } from '../stats/random';
import { glottalFlow, glottalPulses, type Pulses } from './glottis';
import { constant, sampleTrack, type Track } from './track';
import { resonate, tilt } from './vocal-tract';

/** What stays the same while a voice speaks. */
export interface Voice {
  /** Share of each period in which the glottis is open, 0 to 1; large in a soft voice. */
  readonly openQuotient: number;
  /** Hz above which the source loses another 6 dB per octave; low in a soft voice. */
  readonly tilt: number;
  /** Mean |difference of neighbouring periods| / mean period, a fraction. */
  readonly jitter: number;
  /** Mean |difference of neighbouring amplitudes| / mean amplitude, a fraction. */
  readonly shimmer: number;
  /** Strength of the breath noise while voiced, relative to the closures (both before the vocal tract). */
  readonly breath: number;
  /** Hz, F4 and up; those above 0.95 of half the sample rate are left out. */
  readonly upperFormants: readonly number[];
  /** Hz, one per formant from F1 on. */
  readonly bandwidths: readonly number[];
}

/** What a voice does, moment by moment. */
export interface Plan {
  /** s */
  readonly duration: number;
  /** Hz; above 0 also where unvoiced. */
  readonly f0: Track;
  /** Hz: F1, F2, F3. */
  readonly formants: readonly [Track, Track, Track];
  /** Strength of the glottal closures, 0 (unvoiced) to about 1. */
  readonly voicing: Track;
  /** Strength of breath noise that needs no voice, in the unit of `voicing`. */
  readonly aspiration: Track;
  /** Strength of the noise of a constriction, and the frequency (Hz) around which it lies. */
  readonly frication: Track;
  readonly fricationCentre: Track;
  /** Root mean square of the whole utterance, dB re full scale. */
  readonly level: number;
  /** Root mean square of the room's white noise, dB re full scale; −Infinity for none. */
  readonly noise: number;
}

/** What is true of a synthesised signal, known and not measured. */
export interface Truth {
  /** Time between neighbouring values of the contours below, which start at 0 s. */
  readonly step: number;
  /** Hz; NaN where unvoiced. */
  readonly f0: Float64Array;
  /** Hz, F1 to the highest formant in use. */
  readonly formants: readonly Float64Array[];
  /** Hz, one per formant. */
  readonly bandwidths: readonly number[];
  /** Strength of the glottal closures, dB re 1; NaN where unvoiced. */
  readonly loudness: Float64Array;
  /** Every glottal closure, jitter and shimmer included. */
  readonly pulses: Pulses;
  /** Root mean square of the signal without the room's noise, dB re full scale; below the plan's where that would have clipped. */
  readonly level: number;
}

/** s between control values. */
const STEP = 0.001;

/**
 * Speech by source and filter: glottal pulses and noise through a cascade of formants.
 *
 * @param voice what stays the same
 * @param plan what moves; times in seconds
 * @param sampleRate Hz
 * @param random jitter, shimmer and all noise come from here
 * @returns the signal, and the contours and pulses it was made from
 * @throws RangeError for a pitch or formant outside what the sample rate can carry, or a missing bandwidth
 *
 * D. H. Klatt (1980), "Software for a cascade/parallel formant synthesizer", JASA 67: 971-995.
 */
export function synthesize(
  voice: Voice,
  plan: Plan,
  sampleRate: number,
  random: Random,
): { signal: Signal; truth: Truth } {
  const samples = Math.round(plan.duration * sampleRate);
  const controls = Math.ceil(plan.duration / STEP) + 1;
  const voicing = sampleTrack(plan.voicing, STEP, controls);
  const aspiration = sampleTrack(plan.aspiration, STEP, controls);
  const formants = [
    ...plan.formants,
    ...voice.upperFormants.filter((hz) => hz < 0.475 * sampleRate).map(constant),
  ].map((track) => sampleTrack(track, STEP, controls));
  if (voice.bandwidths.length < formants.length) {
    throw new RangeError(
      `${voice.bandwidths.length} bandwidths for ${formants.length} formants; give one for each`,
    );
  }
  const bandwidths = voice.bandwidths.slice(0, formants.length);

  const pulses = glottalPulses(plan, voice, random);
  const flow = glottalFlow(pulses, voice.openQuotient, sampleRate, samples);
  const sound = flow.derivative;
  tilt(sound, sampleRate, voice.tilt);
  for (let n = 0; n < samples; n++) {
    const i = Math.floor(n / (STEP * sampleRate));
    const breath = aspiration[i] + voice.breath * voicing[i] * (flow.open[n] === 1 ? 1 : 0.5); // halved as in Klatt (1980)
    if (breath > 0) sound[n] += breath * random.uniform(-1, 1);
  }
  resonate(sound, sampleRate, { formants, bandwidths, step: STEP });
  addFrication(sound, sampleRate, plan, controls, random);

  const level = normalize(sound, plan.level);
  if (plan.noise > -Infinity) {
    const amplitude = Math.sqrt(3) * pow(10, plan.noise / 20); // a uniform variable on ±√3 has variance 1
    for (let n = 0; n < samples; n++) sound[n] += amplitude * random.uniform(-1, 1);
  }

  const f0 = sampleTrack(plan.f0, STEP, controls);
  for (let i = 0; i < controls; i++) if (voicing[i] <= 0) f0[i] = NaN;
  const loudness = voicing.map((strength) => (strength > 0 ? 20 * Math.log10(strength) : NaN));
  return {
    signal: { samples: sound, sampleRate },
    truth: { step: STEP, f0, formants, bandwidths, loudness, pulses, level },
  };
}

/** Noise of a constriction: white noise through one resonance 0.4 of its frequency wide, with nothing at 0 Hz. */
function addFrication(
  sound: Float64Array,
  sampleRate: number,
  plan: Plan,
  controls: number,
  random: Random,
): void {
  const strength = sampleTrack(plan.frication, STEP, controls);
  const centre = sampleTrack(plan.fricationCentre, STEP, controls);
  let y1 = 0;
  let y2 = 0;
  let lastNoise = 0;
  for (let i = 0, n = 0; n < sound.length; i++) {
    const decay = Math.exp((-Math.PI * 0.4 * centre[i]) / sampleRate);
    const c = -decay * decay;
    const b = 2 * decay * Math.cos((2 * Math.PI * centre[i]) / sampleRate);
    const gain = 1 - decay; // about 1 at the resonance
    const end = Math.min(sound.length, Math.round((i + 1) * STEP * sampleRate));
    for (; n < end; n++) {
      const noise = strength[i] > 0 ? strength[i] * random.uniform(-1, 1) : 0;
      const y = gain * (noise - lastNoise) + b * y1 + c * y2;
      lastNoise = noise;
      y2 = y1;
      y1 = y;
      sound[n] += y;
    }
  }
}

/** Scales to a root mean square in dB re full scale, or less where the peak would pass 0.98; returns the level reached. */
function normalize(sound: Float64Array, level: number): number {
  let square = 0;
  let peak = 0;
  for (let n = 0; n < sound.length; n++) {
    square += sound[n] * sound[n];
    peak = Math.max(peak, Math.abs(sound[n]));
  }
  if (peak === 0) return -Infinity;
  const rms = Math.sqrt(square / sound.length);
  const gain = Math.min(pow(10, level / 20) / rms, 0.98 / peak);
  for (let n = 0; n < sound.length; n++) sound[n] *= gain;
  return 20 * Math.log10(gain * rms);
}

/**
 * A plan that holds one vowel from beginning to end: the plainest signal whose measurements are known.
 *
 * @param formants Hz: F1, F2, F3
 */
export function steadyVowel({
  duration,
  f0,
  formants,
}: {
  duration: number;
  f0: number;
  formants: readonly [number, number, number];
}): Plan {
  return {
    duration,
    f0: constant(f0),
    formants: [constant(formants[0]), constant(formants[1]), constant(formants[2])],
    voicing: constant(1),
    aspiration: constant(0),
    frication: constant(0),
    fricationCentre: constant(4000),
    level: -20,
    noise: -Infinity,
  };
}
