import type { Decoding } from './decoding';
import { headerKey } from './header';
import { sheetsApart } from './workbook-process';

/** First bytes of a zip archive (.xlsx, .xlsm, .xlsb, .ods) and of a compound file (.xls). */
const signatures = ['504b0304', 'd0cf11e0'];

/** Sizes above which a workbook is refused, byte: of the file, and of what is packed in it. */
const largest = { file: 64e6, unpacked: 400e6 };

/** Rows in which the names of columns are searched. */
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
 * @throws Error when the file is damaged, takes too long to read, is protected by a password, too large, no workbook, or empty
 */
export async function sheetText(bytes: Buffer, file: string, keys: readonly string[]): Promise<Decoding> {
  const size = Math.max(bytes.length - largest.file, unpackedSize(bytes) - largest.unpacked);
  if (size > 0)
    throw new Error(`${file}: a workbook too large for a table of labels; save the table as CSV in UTF-8`);
  const sheets = (await sheetsApart(bytes, file)).filter(({ rows }) => rows.some((row) => row.some(Boolean)));
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
