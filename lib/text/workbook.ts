import { createRequire } from 'node:module';
import type * as xlsx from 'xlsx';
import type { Decoding } from './decoding';
import { headerKey } from './header';

/** First bytes of a zip archive (.xlsx, .xlsm, .xlsb, .ods) and of a compound file (.xls). */
const signatures = ['504b0304', 'd0cf11e0'];

/** Sizes above which a workbook is refused, byte: of the file, and of what is packed in it. */
const largest = { file: 64e6, unpacked: 400e6 };

/** Rows of a sheet that are read, and rows in which the names of columns are searched. */
const maxRows = 200_000;
const maxTitleRows = 20;

/** Whether a file is a workbook, or packed as one is. */
export function isWorkbook(bytes: Buffer): boolean {
  return signatures.includes(bytes.subarray(0, 4).toString('hex'));
}

/**
 * Reads one sheet of an Excel or OpenDocument workbook as a text with tabs between fields, a line per row: the first sheet
 * with one of the wanted columns, else the first one that is not empty.
 *
 * Numbers are written with a decimal point, dates as 2024-05-03, errors as `#N/A`; formulas count with their stored values.
 *
 * @param file name in errors
 * @param keys names of wanted columns
 * @throws Error when the file is damaged, protected by a password, too large, no workbook, or empty
 */
export function sheetText(bytes: Buffer, file: string, keys: readonly string[]): Decoding {
  const size = Math.max(bytes.length - largest.file, unpackedSize(bytes) - largest.unpacked);
  if (size > 0)
    throw new Error(`${file}: a workbook too large for a table of labels; save the table as CSV in UTF-8`);
  const sheets = readSheets(bytes, file).filter(({ rows }) => rows.some((row) => row.some(Boolean)));
  if (sheets.length === 0)
    throw new Error(
      `${file}: a workbook without any cell; export the table again, or save the table as CSV in UTF-8`,
    );
  const wanted = keys.map(headerKey);
  const isNamed = (row: readonly string[]) => row.some((field) => wanted.includes(headerKey(field)));
  const chosen = sheets.find(({ rows }) => rows.slice(0, maxTitleRows).some(isNamed)) ?? sheets[0];
  const others = sheets.filter((sheet) => sheet !== chosen).map(({ name }) => `"${name}"`);
  return {
    encoding: `sheet "${chosen.name}" of a workbook`,
    text: chosen.rows.map((row) => row.map(field).join('\t')).join('\n'),
    sheet: { others, merged: chosen.merged },
  };
}

interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  /** Merged cells whose value counts in each of their rows. */
  readonly merged: number;
}

function readSheets(bytes: Buffer, file: string): Sheet[] {
  const { read } = createRequire(__filename)('xlsx') as typeof xlsx;
  let book: xlsx.WorkBook;
  try {
    book = read(bytes, { type: 'buffer', dense: true, cellDates: true, cellHTML: false, sheetRows: maxRows });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const locked = /password|encrypt/i.test(reason);
    throw new Error(
      locked
        ? `${file}: a workbook protected by a password; remove the password, or save the table as CSV in UTF-8`
        : `${file}: it cannot be read as an Excel or OpenDocument workbook (${reason}); save the table as CSV in UTF-8`,
      { cause: error },
    );
  }
  return book.SheetNames.map((name) => {
    const sheet = book.Sheets[name] as xlsx.DenseSheet | undefined;
    const rows = Array.from(sheet?.['!data'] ?? [], (row) =>
      Array.from<xlsx.CellObject | undefined, string>(row ?? [], cellText),
    );
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

/** A field between tabs: quoted where it holds a quote, in one line. */
function field(text: string): string {
  const line = text.replace(/[\t\r\n]+/g, ' ').trim();
  return line.includes('"') ? `"${line.replaceAll('"', '""')}"` : line;
}

/** Size that a zip archive's directory states for its contents, byte; 0 for other files. */
function unpackedSize(bytes: Buffer): number {
  let size = 0;
  let at = bytes.indexOf('PK\x01\x02', 0, 'latin1');
  for (; at >= 0 && at + 28 <= bytes.length; at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    size += bytes.readUInt32LE(at + 24);
  }
  return size;
}
