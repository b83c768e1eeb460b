import type { Contour, TimeDomain } from '../frames';
import { header, lines, type TextForm } from './lines';
import { ValueReader } from './values';

/** Praat's Intensity or Harmonicity object: a contour with its time domain. */
export type ContourObject = Contour & TimeDomain;

/** Values that Praat writes where nothing can be measured, dB; a contour has NaN there. */
const silent = { 'Intensity 2': -300, 'Harmonicity 2': -200 } as const;
type ObjectClass = keyof typeof silent;

/**
 * Reads a file with an Intensity object: long or short text.
 *
 * @param source text, or bytes in UTF-8 or in UTF-16 with a byte order mark
 * @param file name of the file in errors
 * @returns dB; NaN where Praat has -300 (digital silence)
 * @throws Error naming the file, the line, what was found and what was expected
 *
 * Praat manual, "Intensity". Compared with Praat in test/reference/praat-files.json.
 */
export function readIntensity(source: string | Uint8Array, file: string): ContourObject {
  return readContour(source, file, 'Intensity 2');
}

/** Reads a file with a Harmonicity object, as `readIntensity`; dB, NaN where Praat has -200 (no period). */
export function readHarmonicity(source: string | Uint8Array, file: string): ContourObject {
  return readContour(source, file, 'Harmonicity 2');
}

/** The text file of an Intensity object, in pieces, as Praat writes it. */
export function intensityText(object: ContourObject, form: TextForm = 'text'): Generator<string> {
  return contourText(object, 'Intensity 2', form);
}

/** The text file of a Harmonicity object, in pieces, as Praat writes it. */
export function harmonicityText(object: ContourObject, form: TextForm = 'text'): Generator<string> {
  return contourText(object, 'Harmonicity 2', form);
}

function readContour(source: string | Uint8Array, file: string, objectClass: ObjectClass): ContourObject {
  const reader = new ValueReader(source, file, objectClass);
  const { count, ...frames } = reader.frames();
  for (const name of ['ymin', 'ymax']) reader.number(name); // a contour is a matrix with one row, number 1
  const rows = reader.count('ny');
  if (rows !== 1) reader.fail(`${rows} rows (ny)`, 'one, as a contour has');
  for (const name of ['dy', 'y1']) reader.number(name);
  const values = new Float64Array(count);
  for (let n = 0; n < count; n++) {
    const value = reader.numberOrUndefined('z');
    values[n] = value === silent[objectClass] ? NaN : value;
  }
  reader.end();
  return { ...frames, values };
}

function* contourText(object: ContourObject, objectClass: ObjectClass, form: TextForm): Generator<string> {
  const line = lines[form];
  const { xmin, xmax, step, start, values } = object;
  yield header(objectClass) + line.number(0, 'xmin', xmin) + line.number(0, 'xmax', xmax);
  yield line.number(0, 'nx', values.length) + line.number(0, 'dx', step) + line.number(0, 'x1', start);
  for (const name of ['ymin', 'ymax', 'ny', 'dy', 'y1']) yield line.number(0, name, 1);
  yield line.heading(0, 'z [] []: ') + line.heading(1, 'z [1]:');
  for (const [n, value] of values.entries()) {
    yield line.number(2, `z [1] [${n + 1}]`, Number.isNaN(value) ? silent[objectClass] : value);
  }
}
