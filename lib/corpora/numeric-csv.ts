import { parseCsv } from './csv';

/** One row of a table that a user brings, its fields found by column name. */
export interface NamedRow {
  /** Where it stands in the file, counted from 1. */
  readonly line: number;
  /** The field of a column, without surrounding blanks. */
  readonly text: (column: string) => string;
  /** The number in a column's field; NaN where it is missing. */
  readonly number: (column: string) => number;
}

/** Words that stand for "not measured" or "no answer"; the first is Praat's. */
const missing = ['--undefined--', '', 'na', 'n/a', 'nan', 'null'];

/**
 * A comma-separated table with column names in its first line.
 *
 * Numbers may be written in full-width digits, as Japanese keyboards give them; fields `--undefined--`, `NA` and empty
 * ones are missing.
 *
 * @param text with line ends `\n`
 * @param file what errors call it
 * @throws Error naming file and line: no rows, a column without name or there twice, a row with too many or too few
 *   fields, and, when a number is asked for, a field that holds none
 */
export function namedRows(text: string, file: string): { columns: string[]; rows: NamedRow[] } {
  const [header, ...records] = parseCsv(text, file);
  const columns = (header?.fields ?? []).map((name) => name.trim());
  if (records.length === 0)
    throw new Error(`${file}: no rows below the column names; export the table again`);
  columns.forEach((name, i) => {
    if (name === '')
      throw new Error(`${file}, line ${header.line}: column ${i + 1} has no name; give it one`);
    if (columns.indexOf(name) !== i) {
      throw new Error(`${file}, line ${header.line}: column ${name} is there twice; remove or rename one`);
    }
  });
  const place = new Map(columns.map((name, i) => [name, i]));
  const rows = records.map(({ line, fields }): NamedRow => {
    if (fields.length !== columns.length) {
      throw new Error(
        `${file}, line ${line}: ${fields.length} fields, expected ${columns.length} (${columns.slice(0, 4).join(', ')} …)`,
      );
    }
    const text = (column: string) => fields[place.get(column) ?? NaN].trim();
    const number = (column: string) => {
      const found = text(column).normalize('NFKC');
      if (missing.includes(found.toLowerCase())) return NaN;
      const value = Number(found);
      if (Number.isFinite(value)) return value;
      throw new Error(
        `${file}, line ${line}, column ${column}: found ${JSON.stringify(text(column))}, expected a number; ` +
          'write missing values as --undefined--, NA or nothing',
      );
    };
    return { line, text, number };
  });
  return { columns, rows };
}
