import type { TextRecord } from './delimited';

/** The named columns of a table and their rows. */
export interface NamedColumns {
  readonly columns: readonly string[];
  readonly rows: readonly TextRecord[];
  /** What was left out, a clause each. */
  readonly remarks: readonly string[];
}

/**
 * Removes what programs leave around a table: columns without name (row numbers of pandas and R, empty columns), and empty
 * fields after the last column. `remarks` names the removed columns that were not empty.
 */
export function namedColumns(header: readonly string[], records: readonly TextRecord[]): NamedColumns {
  const remarks: string[] = [];
  let names = [...header];
  // R's write.table writes row names without a column name.
  if (records.length > 0 && records.every(({ fields }) => fields.length === names.length + 1)) {
    if (isRowNumber(records, 0)) names = ['', ...names];
  }
  const kept = names.flatMap((name, j) => {
    if (name !== '' && !/^Unnamed: \d+$/.test(name)) return [j];
    if (records.every(({ fields }) => (fields[j] ?? '') === '')) return [];
    if (isRowNumber(records, j)) {
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

/** Whether a column holds row numbers from 0 or 1. */
function isRowNumber(records: readonly TextRecord[], column: number): boolean {
  const first = Number(records[0]?.fields[column]);
  return (
    (first === 0 || first === 1) && records.every(({ fields }, i) => fields[column] === String(first + i))
  );
}
