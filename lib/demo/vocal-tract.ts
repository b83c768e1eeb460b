/** Formants of a vocal tract, sampled at equal steps from time 0. */
export interface Resonances {
  /** Hz; formants[k][i] is the k-th formant at time i · step */
  readonly formants: readonly Float64Array[];
  /** Hz, one per formant */
  readonly bandwidths: readonly number[];
  /** s */
  readonly step: number;
}

/**
 * Filters a source by resonators in cascade, in place.
 *
 * Each resonator is y[n] = A x[n] + B y[n−1] + C y[n−2] with C = −exp(−2π·bandwidth/fs),
 * B = 2 exp(−π·bandwidth/fs) cos(2π·formant/fs), A = 1 − B − C (gain 1 at 0 Hz): Klatt (1980), JASA 67: 971-995.
 * Coefficients change once per step, to the value at its middle.
 *
 * @throws RangeError when a formant leaves (0, fs/2)
 */
export function resonate(
  samples: Float64Array,
  sampleRate: number,
  { formants, bandwidths, step }: Resonances,
): void {
  for (let k = 0; k < formants.length; k++) {
    const formant = formants[k];
    const decay = Math.exp((-Math.PI * bandwidths[k]) / sampleRate);
    const c = -decay * decay;
    let y1 = 0;
    let y2 = 0;
    let n = 0;
    for (let i = 0; n < samples.length; i++) {
      const frequency =
        (formant[Math.min(i, formant.length - 1)] + formant[Math.min(i + 1, formant.length - 1)]) / 2;
      if (!(frequency > 0 && frequency < sampleRate / 2)) {
        throw new RangeError(
          `formant ${k + 1} is ${frequency} Hz at ${i * step} s; keep it between 0 and ${sampleRate / 2} Hz`,
        );
      }
      const b = 2 * decay * Math.cos((2 * Math.PI * frequency) / sampleRate);
      const a = 1 - b - c;
      const end = Math.min(samples.length, Math.round((i + 1) * step * sampleRate));
      for (; n < end; n++) {
        const y = a * samples[n] + b * y1 + c * y2;
        y2 = y1;
        y1 = y;
        samples[n] = y;
      }
    }
  }
}

/** One-pole low-pass, in place: gain 1 at 0 Hz, −3 dB at `cutoff` Hz, then 6 dB less per octave. */
export function tilt(samples: Float64Array, sampleRate: number, cutoff: number): void {
  const pole = Math.exp((-2 * Math.PI * cutoff) / sampleRate);
  let y = 0;
  for (let n = 0; n < samples.length; n++) {
    y = (1 - pole) * samples[n] + pole * y;
    samples[n] = y;
  }
}
