import { addNoise, amplify, bandPass, lowPass, muLawCodec, pinkNoise } from '../../audio/degrade';
import type { Signal } from '../../audio/signal';
import { random } from '../../stats/random';

/** Every recording is brought down to this rate first, so that all changes start from the same, Hz. */
export const RATE: number = 16000;

/** Something that happens to a recording on its way, in one degree, by name. */
export interface ChangeName {
  /** What it is: 'white noise', 'gain'. */
  readonly family: string;
  /** In which degree, as it is read: '10 dB'. */
  readonly degree: string;
  /** The degree as a number, for the axis of a figure; NaN where there is only one. */
  readonly level: number;
}

/** "white noise 10 dB". */
export function changeName({ family, degree }: ChangeName): string {
  return `${family} ${degree}`.trim();
}

export interface Change extends ChangeName {
  /**
   * The changed signal.
   *
   * @param place which utterance it is, so that each has noise of its own
   * @param others speech at the same rate to make babble of; the same ones for the same signal and place
   */
  readonly apply: OfUtterance<Signal>;
}

type OfUtterance<T> = (signal: Signal, place: number, others: readonly Signal[]) => T;

/** The recording as it is, measured on the same way as the changed ones. */
export const unchanged: Change = { family: 'unchanged', degree: '', level: NaN, apply: (signal) => signal };

/** Voices in babble. */
const VOICES = 6;

/**
 * The changes a score is tried against: white, pink and babble noise by signal-to-noise ratio, gain, low-pass, telephone
 * band, and the telephone codec.
 *
 * Babble is six other utterances at once, each brought to the same power.
 *
 * @param seed of the noise, and of who babbles
 * @param ratios signal to noise, dB
 */
export function recordingChanges(seed: number, ratios: readonly number[] = [20, 10, 0]): Change[] {
  const noisy = (family: string, noise: OfUtterance<Float64Array>) =>
    ratios.map((ratio): Change => ({
      family,
      degree: `${ratio} dB`,
      level: ratio,
      apply: (signal, place, others) => addNoise(signal, noise(signal, place, others), ratio),
    }));
  const white = ofLast(({ samples }, place) => normalNoise(samples.length, seed + place));
  const pink = ofLast((...utterance) => pinkNoise(white(...utterance)));
  const voices = ofLast(({ samples }, place, others) =>
    babble(samples.length, random(seed + place).shuffle(others)),
  );
  const telephone = ofLast((signal) => bandPass(signal, 300, 3400));
  const one = (family: string, degree: string, level: number, apply: OfUtterance<Signal>): Change => ({
    family,
    degree,
    level,
    apply,
  });
  return [
    ...noisy('white noise', white),
    ...noisy('pink noise', pink),
    ...noisy('babble', voices),
    ...[-20, -6, 6].map((decibels) =>
      one('gain', `${decibels} dB`.replace('-', '−'), decibels, (signal) => amplify(signal, decibels)),
    ),
    ...[4000, 2000].map((hz) => one('low-pass', `${hz} Hz`, hz, (signal) => lowPass(signal, hz))),
    one('telephone band', '300 to 3400 Hz', NaN, telephone),
    one('telephone codec', 'µ-law, 8 kHz', NaN, (...utterance) => muLawCodec(telephone(...utterance))),
  ];
}

/** Caches the result for the last utterance, which consecutive changes share. */
function ofLast<T>(make: OfUtterance<T>): OfUtterance<T> {
  let last: { readonly signal: Signal; readonly place: number; readonly made: T } | undefined;
  return (signal, place, others) => {
    if (last?.signal !== signal || last.place !== place)
      last = { signal, place, made: make(signal, place, others) };
    return last.made;
  };
}

function normalNoise(count: number, seed: number): Float64Array {
  const stream = random(seed);
  const noise = new Float64Array(count);
  for (let i = 0; i < count; i++) noise[i] = stream.normal();
  return noise;
}

/** Several voices at once, each as loud as the others, from its start again where it is too short. */
function babble(count: number, others: readonly Signal[]): Float64Array {
  const sum = new Float64Array(count);
  for (const { samples } of others.slice(0, VOICES)) {
    let squares = 0;
    for (const sample of samples) squares += sample * sample;
    const scale = squares > 0 ? Math.sqrt(samples.length / squares) : 0;
    for (let i = 0; i < count && samples.length > 0; i++) sum[i] += scale * samples[i % samples.length];
  }
  return sum;
}
