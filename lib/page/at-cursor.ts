import { valueAt } from '../praat/frames';
import { decimals } from '../plots/words';
import type { Contours } from './calls';
import type { ScoreLine } from './draw/picture';

/** What was measured at a time, in words. */
export function wordsAt(time: number, contours: Contours | undefined, scores: readonly ScoreLine[]): string {
  const words = [`${time.toFixed(3)} s`];
  if (contours !== undefined) {
    const { pitch, intensity, formants } = contours;
    const hertz = (value: number) => (Number.isNaN(value) ? '–' : `${decimals(value, 0)} Hz`);
    const level = valueAt(intensity, time);
    words.push(`pitch ${hertz(valueAt(pitch, time))}`);
    words.push(`level ${Number.isNaN(level) ? '–' : `${decimals(level, 1)} dB`}`);
    formants.frequency.slice(0, 3).forEach((values, i) => {
      words.push(`F${i + 1} ${hertz(valueAt({ values, start: formants.start, step: formants.step }, time))}`);
    });
  }
  for (const { name, times, values } of scores) {
    const value = nearest(time, times, values);
    words.push(`${name} ${Number.isNaN(value) ? '–' : decimals(value, 2)}`);
  }
  return words.join(' · ');
}

/** The value at the nearest time. */
function nearest(time: number, times: readonly number[], values: ArrayLike<number>): number {
  let best = 0;
  times.forEach((at, i) => {
    if (Math.abs(at - time) < Math.abs(times[best] - time)) best = i;
  });
  return times.length === 0 ? NaN : values[best];
}
