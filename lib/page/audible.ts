import type { FormantTrack } from '../praat/formants';
import { valueAt, type Contour } from '../praat/frames';

/** dB below the loudest frame at which formants are no longer drawn: resonances of silence mean little. */
export const AUDIBLE = 30;

/** F1 to F3 where the sound is at most 30 dB below its loudest. */
export function audibleFormants(track: FormantTrack, level: Contour, loudest: number): Contour[] {
  const { start, step, count } = track;
  const quiet = Array.from(
    { length: count },
    (_, n) => !(valueAt(level, start + n * step) > loudest - AUDIBLE),
  );
  return track.frequency.slice(0, 3).map((values) => {
    return { values: values.map((value, n) => (quiet[n] ? NaN : value)), start, step };
  });
}
