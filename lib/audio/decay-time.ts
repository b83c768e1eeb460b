import { quantileOfSorted, sorted } from '../stats/summary';
import type { Signal } from './signal';

/** Time between levels, and the stretch over which a decay is measured, s. */
const STEP = 0.01;
const STRETCH = 0.1;
/** A decay starts at most so far below the loudest level, and ends so far above the quietest, dB. */
const RANGE = 30;
const ABOVE_NOISE = 6;
/** The share of decays that is at least as fast as the room lets them be. */
const FASTEST = 0.1;
/** Fewest decays to go by. */
const FEWEST = 5;

/**
 * Time in which the fastest decays of a recording fall by 60 dB, s: an upper bound of the room's reverberation time that comes
 * near it where speech has sharp endings.
 *
 * Decays are stretches of .1 s over which the level of 10 ms falls throughout, by the slope of a line.
 *
 * @returns NaN where there are fewer than five
 *
 * After R. Ratnam et al. (2003), "Blind estimation of reverberation time", J. Acoustical Society of America 114: 2877-2892.
 */
export function decayTime({ samples, sampleRate }: Signal): number {
  const hop = Math.round(STEP * sampleRate);
  const frames = Math.floor(samples.length / hop);
  const levels = Float64Array.from({ length: frames }, (_, n) => {
    let sum = 0;
    for (let i = n * hop; i < (n + 1) * hop; i++) sum += samples[i] * samples[i];
    return 10 * Math.log10(sum / hop + 1e-12);
  });
  const smooth = levels.map(
    (level, n) => (levels[Math.max(0, n - 1)] + level + levels[Math.min(frames - 1, n + 1)]) / 3,
  );
  const ascending = sorted(smooth);
  const high = quantileOfSorted(ascending, 0.98);
  const quiet = quantileOfSorted(ascending, 0.05);
  const length = Math.round(STRETCH / STEP);
  const slopes: number[] = [];
  for (let n = 0; n + length < frames; n++) {
    if (smooth[n] < high - RANGE || smooth[n + length] < quiet + ABOVE_NOISE) continue;
    let falls = true;
    for (let i = n; falls && i < n + length; i++) falls = smooth[i + 1] < smooth[i];
    if (falls) slopes.push((smooth[n] - smooth[n + length]) / STRETCH);
  }
  return slopes.length < FEWEST ? NaN : 60 / quantileOfSorted(sorted(Float64Array.from(slopes)), 1 - FASTEST);
}
