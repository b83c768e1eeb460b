import { createRequire } from 'node:module';
import type * as xlsx from 'xlsx';

/** Rows of a sheet that are read, and columns that it has at most in any program. */
const maxRows = 200_000;
const maxColumns = 16_384;

/** A sheet of a workbook as texts: numbers with a decimal point, dates as 2024-05-03, errors as `#N/A`. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  /** Merged cells whose value counts in each of their rows. */
  readonly merged: number;
}

/** The sheets of an Excel or OpenDocument workbook. @throws whatever a damaged or protected workbook gives */
export function sheetsOf(bytes: Uint8Array): Sheet[] {
  const { read } = createRequire(__filename)('xlsx') as typeof xlsx;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const book = read(buffer, {
    type: 'buffer',
    dense: true,
    cellDates: true,
    cellHTML: false,
    sheetRows: maxRows,
  });
  return book.SheetNames.map((name) => {
    const sheet = book.Sheets[name] as xlsx.DenseSheet | undefined;
    const cells = Array.from(sheet?.['!data'] ?? []);
    if (cells.some((row) => (row?.length ?? 0) > maxColumns))
      throw new Error(`sheet "${name}" has a cell beyond column ${maxColumns}`);
    const rows = cells.map((row) => Array.from<xlsx.CellObject | undefined, string>(row ?? [], cellText));
    const merges = (sheet?.['!merges'] ?? []) as readonly xlsx.Range[];
    return { name, rows, merged: repeatMerged(rows, merges) };
  });
}

/**
 * Writes the value of cells that are merged over rows of one column into each of these rows, as a participant's name stands
 * beside the rows of three raters.
 *
 * @returns how many there are
 */
function repeatMerged(rows: string[][], merges: readonly xlsx.Range[]): number {
  const down = merges.filter(({ s, e }) => s.c === e.c && e.r > s.r && rows[s.r]?.[s.c]);
  for (const { s, e } of down) {
    for (let r = s.r + 1; r <= Math.min(e.r, rows.length - 1); r++) {
      while (rows[r].length <= s.c) rows[r].push('');
      rows[r][s.c] = rows[s.r][s.c];
    }
  }
  return down.length;
}

/** A cell as text; empty where there is none. */
function cellText(cell: xlsx.CellObject | undefined): string {
  if (cell === undefined || cell.t === 'z') return '';
  if (cell.t === 'e') return cell.w ?? '#N/A';
  if (cell.v instanceof Date) return cell.v.toISOString().slice(0, 10);
  // A name such as 007 may be stored as 7 and shown with zeros.
  if (cell.t === 'n' && cell.w !== undefined && /^0\d+$/.test(cell.w)) return cell.w;
  return String(cell.v ?? '');
}
