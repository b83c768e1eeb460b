import type { PitchObject } from '../pitch-object';
import { header, lines, type TextForm } from './lines';
import { ValueReader } from './values';

const objectClass = 'Pitch 1';

/**
 * Reads a file with a Pitch object: long or short text. `chosenPitch` gives its contour.
 *
 * @param source text, or bytes in UTF-8 or in UTF-16 with a byte order mark
 * @param file name of the file in errors
 * @throws Error naming the file, the line, what was found and what was expected
 *
 * Praat manual, "Pitch". Compared with Praat in test/reference/praat-files.json.
 */
export function readPitch(source: string | Uint8Array, file: string): PitchObject {
  const values = new ValueReader(source, file, objectClass);
  const frames = values.frames();
  const { count } = frames;
  const ceiling = values.positive('ceiling');
  const maxCandidates = values.whole('maxnCandidates');
  const first = new Uint32Array(count + 1);
  const intensity = new Float64Array(count);
  const frequency: number[] = [];
  const strength: number[] = [];
  for (let n = 0; n < count; n++) {
    intensity[n] = values.number('intensity');
    const candidates = values.count('nCandidates');
    if (candidates < 1 || candidates > maxCandidates) {
      values.fail(
        `${candidates} candidates of frame ${n + 1}`,
        `1 to ${maxCandidates}, as maxnCandidates says`,
      );
    }
    for (let c = 0; c < candidates; c++) {
      frequency.push(values.number('frequency'));
      strength.push(values.number('strength'));
    }
    first[n + 1] = frequency.length;
  }
  values.end();
  return {
    ...frames,
    candidates: { first, frequency: Float64Array.from(frequency), strength: Float64Array.from(strength) },
    intensity,
    ceiling,
    maxCandidates,
  };
}

/** The text file of a Pitch object, in pieces, as Praat writes it. */
export function* pitchText(object: PitchObject, form: TextForm = 'text'): Generator<string> {
  const line = lines[form];
  yield header(objectClass) + line.number(0, 'xmin', object.xmin) + line.number(0, 'xmax', object.xmax);
  yield (
    line.number(0, 'nx', object.count) +
    line.number(0, 'dx', object.step) +
    line.number(0, 'x1', object.start)
  );
  yield line.number(0, 'ceiling', object.ceiling) + line.number(0, 'maxnCandidates', object.maxCandidates);
  yield line.heading(0, 'frames []: ');
  const { first, frequency, strength } = object.candidates;
  for (let n = 0; n < object.count; n++) {
    yield line.heading(1, `frames [${n + 1}]:`) + line.number(2, 'intensity', object.intensity[n]);
    yield line.number(2, 'nCandidates', first[n + 1] - first[n]) + line.heading(2, 'candidates []: ');
    for (let at = first[n]; at < first[n + 1]; at++) {
      yield line.heading(3, `candidates [${at - first[n] + 1}]:`);
      yield line.number(4, 'frequency', frequency[at]) + line.number(4, 'strength', strength[at]);
    }
  }
}
