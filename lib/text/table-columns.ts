import type { TextRecord } from './delimited';

/** Names of columns and the rows below, with only those columns that hold something under a name. */
export interface NamedColumns {
  readonly columns: readonly string[];
  readonly rows: readonly TextRecord[];
  /** What was left out, a clause each. */
  readonly remarks: readonly string[];
}

/**
 * Drops what programs leave around a table: empty columns, a column without name that only counts the rows (pandas,
 * R), fields that are empty beyond the last column. A column without name that holds something else is left out too;
 * all but empty ones are said in `remarks`.
 */
export function namedColumns(header: readonly string[], records: readonly TextRecord[]): NamedColumns {
  const remarks: string[] = [];
  let names = [...header];
  // R's write.table gives row names a field of their own, but no name.
  if (records.length > 0 && records.every(({ fields }) => fields.length === names.length + 1)) {
    if (counts(records, 0)) names = ['', ...names];
  }
  const kept = names.flatMap((name, j) => {
    if (name !== '' && !/^Unnamed: \d+$/.test(name)) return [j];
    if (records.every(({ fields }) => (fields[j] ?? '') === '')) return [];
    if (counts(records, j)) {
      remarks.push(`column ${j + 1} has no name and counts the rows: left out`);
      return [];
    }
    if (name !== '') return [j];
    remarks.push(`column ${j + 1} has no name: left out`);
    return [];
  });
  const rows = records.map(({ line, fields }) => {
    const beyond = fields.slice(names.length);
    const within = kept.filter((j) => j < fields.length).map((j) => fields[j]);
    return { line, fields: beyond.some((field) => field !== '') ? [...within, ...beyond] : within };
  });
  return { columns: kept.map((j) => names[j]), rows, remarks };
}

/** Whether a column counts the rows, from 0 or 1. */
function counts(records: readonly TextRecord[], column: number): boolean {
  const first = Number(records[0]?.fields[column]);
  return (
    (first === 0 || first === 1) && records.every(({ fields }, i) => fields[column] === String(first + i))
  );
}
