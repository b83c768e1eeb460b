import type { Column } from './arrow';

/**
 * Columns as comma-separated text (RFC 4180): a line of names, then a line per row. NaN is an empty field, a list is joined
 * by ';', and numbers have as many digits as it takes to read them back unchanged.
 */
export function toCsv(columns: readonly Column[]): string {
  return [...csvPieces(columns)].join('');
}

/** Rows per piece of text. */
const rowsPerPiece = 10_000;

/** The text of `toCsv` piece by piece, for long tables. */
export function* csvPieces(columns: readonly Column[]): Generator<string> {
  const rows = columns.length > 0 ? columns[0].values.length : 0;
  let text = columns.map(({ name }) => field(name)).join(',') + '\n';
  for (let i = 0; i < rows; i++) {
    text += columns.map((column) => cell(column, i)).join(',') + '\n';
    if (i % rowsPerPiece < rowsPerPiece - 1) continue;
    yield text;
    text = '';
  }
  yield text;
}

function cell(column: Column, row: number): string {
  if (column.type === 'number') return Number.isNaN(column.values[row]) ? '' : String(column.values[row]);
  if (column.type === 'texts') return field(column.values[row].join(';'));
  return field(String(column.values[row]));
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
