import type { Random } from '../stats/random';
import { trackAt, type Track } from './track';

/** Glottal closures, one per period of the voice. */
export interface Pulses {
  /** s, ascending */
  readonly times: Float64Array;
  /** Time since the closure before, s, also where that closure is unvoiced. */
  readonly periods: Float64Array;
  /** Strength of the closure, in the unit of the voicing track. */
  readonly amplitudes: Float64Array;
}

/**
 * Glottal closures of a pitch track: without jitter, ∫ f0 over each period T is 1.
 *
 * Jitter and shimmer are independent normal deviates, whose mean absolute difference of neighbours is 2σ/√π.
 *
 * @param f0 Hz, above 0 everywhere, also where unvoiced
 * @param voicing strength of the voice; there are closures where it is above 0
 * @param jitter expected mean |difference of consecutive periods| / mean period
 * @param shimmer the same for consecutive amplitudes
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
    // The midpoint rule is exact on a linear piece of the track: f0(t + T/2) · T = 1.
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

/** Derivative of the glottal flow, and the open phases. */
export interface GlottalFlow {
  /** Per sample; its jump at a closure is the amplitude. */
  readonly derivative: Float64Array;
  /** 1 where open, 0 where closed. */
  readonly open: Uint8Array;
}

/**
 * Differentiated glottal flow of a train of pulses; the derivative is the radiation from the lips.
 *
 * Each pulse is the polynomial u(τ) = τ² − τ³ of Rosenberg (1971, JASA 49: 583-590) with the scaling of Klatt & Klatt (1990,
 * JASA 87: 820-857): the glottis opens `openQuotient` of a period before the closure, where the derivative jumps by the
 * amplitude of the pulse, so the flow falls by 12 dB per octave. The derivative is averaged with a triangle two samples
 * wide, which places closures exactly between samples and reduces aliasing.
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
