import { tableBytes, type Column } from '../tables/arrow';
import { replaceFile } from '../tables/artifact';
import { checkFrame, columnInfo, columnValues } from '../tables/columns';
import { toCsv } from '../tables/csv';
import { writeParquet } from '../tables/parquet';
import { versions } from '../tables/project';
import type { Frame } from './frame';

/** Writes a frame as CSV, Parquet or Arrow, by the ending of the file's name; see `save` of `lib/index.ts`. */
export async function saveFrame(table: Frame, file: string): Promise<void> {
  checkFrame(table);
  const columns = table.columns.map((name) => columnOf(table, name));
  const provenance = { kind: 'frame', data: '', settings: {}, versions: versions() };
  if (/\.csv$/i.test(file)) replaceFile(file, toCsv(columns));
  else if (/\.parquet$/i.test(file)) await writeParquet(file, [columns], provenance);
  else if (/\.(arrow|feather)$/i.test(file)) replaceFile(file, tableBytes(columns, provenance));
  else
    throw new RangeError(`${file}: a frame is saved as .csv, .parquet, .arrow or .feather; name the file so`);
}

function columnOf(table: Frame, name: string): Column {
  const values = columnValues(table, name);
  const { unit } = columnInfo(table, name);
  const described = { name, ...(unit === '' ? {} : { unit }) };
  const known = values.filter((value) => value !== null && value !== undefined);
  if (known.every((value) => typeof value === 'number')) {
    const numbers = Float64Array.from(values, (value) => (typeof value === 'number' ? value : NaN));
    return { ...described, type: 'number', values: numbers };
  }
  if (known.length === values.length && known.every((value) => typeof value === 'boolean'))
    return { ...described, type: 'boolean', values: values as boolean[] };
  const text = (value: unknown): string => {
    if (value === null || value === undefined) return '';
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return { ...described, type: 'text', values: values.map(text) };
}
