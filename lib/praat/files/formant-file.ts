import type { FormantObject } from '../formants';
import { header, lines, type TextForm } from './lines';
import { ValueReader } from './values';

const objectClass = 'Formant 2';
/** Largest number of formants, ten times a usual one, so that a damaged file does not fill the memory. */
const mostFormants = 100;

/**
 * Reads a file with a Formant object: long or short text.
 *
 * @param source text, or bytes in UTF-8 or in UTF-16 with a byte order mark
 * @param file name of the file in errors
 * @throws Error naming the file, the line, what was found and what was expected
 *
 * Praat manual, "Formant". Compared with Praat in test/reference/praat-files.json.
 */
export function readFormant(source: string | Uint8Array, file: string): FormantObject {
  const values = new ValueReader(source, file, objectClass);
  const frames = values.frames();
  const { count } = frames;
  const maxFormants = values.whole('maxnFormants');
  if (maxFormants > mostFormants)
    values.fail(`${maxFormants} formants (maxnFormants)`, `${mostFormants} at most`);
  const intensity = new Float64Array(count);
  const frequency: Float64Array[] = [];
  const bandwidth: Float64Array[] = [];
  for (let n = 0; n < count; n++) {
    intensity[n] = values.number('intensity');
    const found = values.count('numberOfFormants', 'nFormants'); // the latter in older files
    if (found > maxFormants) {
      values.fail(`${found} formants of frame ${n + 1}`, `${maxFormants} at most, as maxnFormants says`);
    }
    for (let k = 0; k < found; k++) {
      if (k === frequency.length) {
        frequency.push(new Float64Array(count).fill(NaN));
        bandwidth.push(new Float64Array(count).fill(NaN));
      }
      frequency[k][n] = values.number('frequency');
      bandwidth[k][n] = values.number('bandwidth');
    }
  }
  values.end();
  const none = new Float64Array(count).fill(NaN);
  while (frequency.length < maxFormants) {
    frequency.push(none);
    bandwidth.push(none);
  }
  return { ...frames, frequency, bandwidth, intensity };
}

/** The text file of a Formant object, in pieces, as Praat writes it. */
export function* formantText(object: FormantObject, form: TextForm = 'text'): Generator<string> {
  const line = lines[form];
  yield header(objectClass) + line.number(0, 'xmin', object.xmin) + line.number(0, 'xmax', object.xmax);
  yield (
    line.number(0, 'nx', object.count) +
    line.number(0, 'dx', object.step) +
    line.number(0, 'x1', object.start)
  );
  yield line.number(0, 'maxnFormants', object.frequency.length) + line.heading(0, 'frames []: ');
  for (let n = 0; n < object.count; n++) {
    let found = 0;
    while (found < object.frequency.length && !Number.isNaN(object.frequency[found][n])) found++;
    yield line.heading(1, `frames [${n + 1}]:`) + line.number(2, 'intensity', object.intensity[n]);
    yield line.number(2, 'numberOfFormants', found);
    yield line.heading(2, found === 0 ? 'formant []: (empty)' : 'formant []: ');
    for (let k = 0; k < found; k++) {
      yield line.heading(3, `formant [${k + 1}]:`) + line.number(4, 'frequency', object.frequency[k][n]);
      yield line.number(4, 'bandwidth', object.bandwidth[k][n]);
    }
  }
}
