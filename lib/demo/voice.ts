import type { Signal } from '../audio/signal';
import { pow } from '../stats/pow';
import type { Random } from '../stats/random';
import { glottalFlow, glottalPulses, type Pulses } from './glottis';
import { constant, sampleTrack, type Track } from './track';
import { resonate, tilt } from './vocal-tract';

/** The constant properties of a voice. */
export interface Voice {
  /** Share of each period in which the glottis is open, 0 to 1; large in a soft voice. */
  readonly openQuotient: number;
  /** The source loses another 6 dB per octave above this frequency, Hz; low in a soft voice. */
  readonly tilt: number;
  /** Mean |difference of consecutive periods| / mean period. */
  readonly jitter: number;
  /** Mean |difference of consecutive amplitudes| / mean amplitude. */
  readonly shimmer: number;
  /** Strength of the breath noise while voiced, relative to the closures (both before the vocal tract). */
  readonly breath: number;
  /** Hz, F4 and up; those above 0.95 of half the sample rate are left out. */
  readonly upperFormants: readonly number[];
  /** Hz, one per formant from F1 on. */
  readonly bandwidths: readonly number[];
}

/** The tracks of an utterance. */
export interface Plan {
  /** s */
  readonly duration: number;
  /** Hz; above 0 also where unvoiced. */
  readonly f0: Track;
  /** Hz: F1, F2, F3. */
  readonly formants: readonly [Track, Track, Track];
  /** Strength of the glottal closures, 0 (unvoiced) to about 1. */
  readonly voicing: Track;
  /** Strength of aspiration noise, in the unit of `voicing`. */
  readonly aspiration: Track;
  /** Strength of frication noise. */
  readonly frication: Track;
  /** Centre frequency of frication noise, Hz. */
  readonly fricationCentre: Track;
  /** Root mean square of the whole utterance, dB re full scale. */
  readonly level: number;
  /** Root mean square of the room's white noise, dB re full scale; −Infinity for none. */
  readonly noise: number;
}

/** Ground truth of a synthesised signal. */
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
  /** Root mean square of the signal without room noise, dB re full scale; below that of the plan where it would clip. */
  readonly level: number;
}

/** s between control values. */
const STEP = 0.001;

/**
 * Synthesises speech by source and filter: glottal pulses and noise through a cascade of formants.
 *
 * @param voice constant properties
 * @param plan tracks over time, s
 * @param sampleRate Hz
 * @param random generator for jitter, shimmer and noise
 * @returns the signal, and its ground truth
 * @throws RangeError for a pitch or formant that the sample rate cannot represent, or a missing bandwidth
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

/** Adds frication: white noise through one resonance, 0.4 times its frequency wide, with a zero at 0 Hz. */
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

/** Scales to a root mean square in dB re full scale, with a peak of at most 0.98; returns the level. */
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
 * A plan of one steady vowel: the simplest signal with known measurements.
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
