import type { SampleReader } from '../../audio/sample-reader';
import { formants } from '../../praat/formants';
import { intensity } from '../../praat/intensity';
import { pitch } from '../../praat/pitch';
import { contourColumns, formantContours } from '../../tables/contour-columns';
import { csvPieces } from '../../tables/csv';
import type { Contours } from '../calls';
import { withProgress } from './sound';

/** How much of the time each measure takes: intensity first, pitch with its two passes, formants. */
const SHARES = [0.1, 0.5, 1];

/** Pitch, intensity and formants of a whole recording with Praat's standard settings. */
export function contours(reader: SampleReader, progress: (share: number) => void): Contours {
  let most = 0; // pitch goes through the samples twice
  const step = (place: number) => {
    const from = place === 0 ? 0 : SHARES[place - 1];
    return withProgress(reader, (share) => {
      const done = from + share * (SHARES[place] - from);
      if (done > most) progress((most = done));
    });
  };
  const level = intensity(step(0));
  const { values, start, step: timeStep } = pitch(step(1));
  return { intensity: level, pitch: { values, start, step: timeStep }, formants: formants(step(2)) };
}

/** The text of `npx saa contours --what pitch,intensity,formants`. */
export function contoursCsv({ pitch: f0, intensity: level, formants: track }: Contours): Blob {
  const columns = contourColumns([
    { name: 'pitch', unit: 'Hz', ...f0 },
    { name: 'intensity', unit: 'dB', ...level },
    ...formantContours(track),
  ]);
  return new Blob([...csvPieces(columns)], { type: 'text/csv' });
}
