import type { Column } from './arrow';

/**
 * Columns as comma-separated text (RFC 4180): a line of names, then a line per row.
 * NaN is an empty field, a list is joined by ';', numbers keep every digit they need to be read back unchanged.
 */
export function toCsv(columns: readonly Column[]): string {
  const rows = columns.length > 0 ? columns[0].values.length : 0;
  let text = columns.map(({ name }) => field(name)).join(',') + '\n';
  for (let i = 0; i < rows; i++) text += columns.map((column) => cell(column, i)).join(',') + '\n';
  return text;
}

function cell(column: Column, row: number): string {
  if (column.type === 'number') return Number.isNaN(column.values[row]) ? '' : String(column.values[row]);
  if (column.type === 'texts') return field(column.values[row].join(';'));
  return field(String(column.values[row]));
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
