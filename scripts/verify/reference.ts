import path from 'node:path';
import type { Segment } from '../../lib/corpora/segment';
import type { Rows } from '../../lib/models/data/rows';
import { parseDelimited } from '../../lib/text/delimited';
import { readPlainText } from '../../lib/text/read-table';

/** Measurements of another program: a row per stretch of a recording. */
export interface ReferenceTable extends Rows {
  /** Recording of each row, relative to its corpus. */
  readonly files: readonly string[];
  /** Start of each row, s. */
  readonly starts: readonly number[];
}

/**
 * Reads a file with the columns file, start and any number of measures; an empty field is NaN.
 *
 * @param every take the first of every so many rows
 * @throws Error naming the file and the line whose columns are not those of the first
 */
export async function readReference(file: string, every: number): Promise<ReferenceTable> {
  const fault = (line: number, what: string) => new Error(`${file}, line ${line}: ${what}`);
  const [head, ...all] = parseDelimited(await readPlainText(file), ',', fault);
  if (head === undefined || head.fields[0] !== 'file' || head.fields[1] !== 'start' || all.length === 0) {
    throw new Error(`${file}: expected columns file, start, … and rows below them; name another folder`);
  }
  const features = head.fields.slice(2);
  const taken = all.filter((_, i) => i % every === 0);
  const values = new Float64Array(taken.length * features.length);
  taken.forEach(({ line, fields }, i) => {
    if (fields.length !== head.fields.length) {
      throw new Error(
        `${file}, line ${line}: ${fields.length} fields, the first line has ${head.fields.length}`,
      );
    }
    for (let j = 0; j < features.length; j++) {
      const text = fields[j + 2];
      const value = text === '' || text.toLowerCase() === 'nan' ? NaN : Number(text);
      if (Number.isNaN(value) && text !== '' && text.toLowerCase() !== 'nan') {
        throw new Error(`${file}, line ${line}: ${features[j]} is '${text}', expected a number`);
      }
      values[i * features.length + j] = value;
    }
  });
  const starts = taken.map(({ fields }) => Number(fields[1]));
  return { features, values, files: taken.map(({ fields }) => fields[0]), starts };
}

/** The stretch of each row: `window` seconds from its start. */
export function segmentsOf({ files, starts }: ReferenceTable, corpus: string, window: number): Segment[] {
  return files.map((file, i) => ({
    id: `${file}@${starts[i]}`,
    file: path.posix.join(corpus, file),
    start: starts[i],
    end: starts[i] + window,
  }));
}
