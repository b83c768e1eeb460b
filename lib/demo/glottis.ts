import type { Random } from '../stats/random';
import { trackAt, type Track } from './track';

/** Moments at which the vocal folds close, one per period of the voice. */
export interface Pulses {
  /** s, ascending */
  readonly times: Float64Array;
  /** Time since the folds closed before, s; also where that earlier closure is silent. */
  readonly periods: Float64Array;
  /** Strength of the closure, in the unit of the voicing track. */
  readonly amplitudes: Float64Array;
}

/**
 * Glottal closures that follow a pitch track: each undisturbed period T solves ∫ f0 = 1 over its own length.
 *
 * @param f0 Hz, above 0 throughout; its clock runs on where the voice is silent
 * @param voicing strength of the voice; closures are kept where it is above 0
 * @param jitter mean |difference of neighbouring periods| / mean period that is expected, as a fraction
 * @param shimmer the same for neighbouring amplitudes
 *
 * Periods and amplitudes are disturbed independently by normal deviates; for those the mean
 * absolute difference of neighbours is 2σ/√π.
 */
export function glottalPulses(
  { duration, f0, voicing }: { duration: number; f0: Track; voicing: Track },
  { jitter, shimmer }: { jitter: number; shimmer: number },
  random: Random,
): Pulses {
  const toDeviation = Math.sqrt(Math.PI) / 2;
  const times: number[] = [];
  const periods: number[] = [];
  const amplitudes: number[] = [];
  let time = 0;
  for (;;) {
    let period = 1 / trackAt(f0, time);
    // On a straight piece of the track the midpoint rule is exact: f0(t + T/2) · T = 1.
    for (let i = 0; i < 6; i++) period = 1 / trackAt(f0, time + period / 2);
    period *= 1 + jitter * toDeviation * random.normal();
    if (!(period > 0 && period < Infinity))
      throw new RangeError(`pitch ${trackAt(f0, time)} Hz at ${time} s gives no period; keep it above 0`);
    time += period;
    const variation = 1 + shimmer * toDeviation * random.normal();
    if (time >= duration) break;
    const strength = trackAt(voicing, time);
    if (strength > 0) {
      times.push(time);
      periods.push(period);
      amplitudes.push(strength * variation);
    }
  }
  return {
    times: Float64Array.from(times),
    periods: Float64Array.from(periods),
    amplitudes: Float64Array.from(amplitudes),
  };
}

/** Derivative of the airflow through the glottis, and where the glottis is open. */
export interface GlottalFlow {
  /** Per sample; the jump at a closure is its amplitude. */
  readonly derivative: Float64Array;
  /** 1 where open, 0 where closed. */
  readonly open: Uint8Array;
}

/**
 * Airflow of a train of pulses, already differentiated (the radiation from the lips).
 *
 * Each pulse is the polynomial u(τ) = τ² − τ³ of Rosenberg (1971, JASA 49: 583-590) in the scaling of
 * Klatt & Klatt (1990, JASA 87: 820-857): it opens `openQuotient` of a period before the closure, and its
 * derivative jumps there by the pulse's amplitude, so the flow falls by 12 dB per octave.
 * The derivative is averaged over each sample with a triangle two samples wide, which puts closures
 * at their exact times between samples and keeps most of the aliasing out.
 */
export function glottalFlow(
  pulses: Pulses,
  openQuotient: number,
  sampleRate: number,
  count: number,
): GlottalFlow {
  const derivative = new Float64Array(count);
  const open = new Uint8Array(count);
  for (let k = 0; k < pulses.times.length; k++) {
    const closure = pulses.times[k] * sampleRate; // samples
    const length = openQuotient * pulses.periods[k] * sampleRate; // samples
    const opening = closure - length;
    const scale = pulses.amplitudes[k] * length * length;
    const first = Math.max(0, Math.floor(opening));
    const last = Math.min(count - 1, Math.ceil(closure));
    // Second difference of the flow's integral = triangle-weighted mean of its derivative.
    let before = flowIntegral((first - 1 - opening) / length);
    let here = flowIntegral((first - opening) / length);
    for (let n = first; n <= last; n++) {
      const after = flowIntegral((n + 1 - opening) / length);
      derivative[n] += scale * (after - 2 * here + before);
      before = here;
      here = after;
    }
    open.fill(1, Math.max(0, Math.ceil(opening)), last + 1);
  }
  return { derivative, open };
}

/** ∫ (τ² − τ³) from 0, τ as a share of the open phase. */
function flowIntegral(share: number): number {
  if (share <= 0) return 0;
  if (share >= 1) return 1 / 12;
  return share * share * share * (1 / 3 - share / 4);
}
