import { valueAt } from '../praat/frames';
import { decimals } from '../plots/words';
import type { Contours } from './calls';

/** What was measured at a time, in words. */
export function wordsAt(time: number, contours: Contours | undefined): string {
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
  return words.join(' · ');
}
