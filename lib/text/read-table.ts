import { readFile } from 'node:fs/promises';
import { decodings, plainText, type Decoding } from './decoding';
import { fileError } from './file-error';
import { parseUserTable, quoted, type TableNeeds, type UserTable } from './user-table';
import { isWorkbook, sheetText } from './workbook';

/** Known names of recordings, by which the encoding of a table is recognised. */
export interface KnownNames {
  /** The name in a field of the key column, such as `recordingKey`. */
  readonly nameOf: (field: string, column: string) => string;
  readonly isKnown: (name: string) => boolean;
}

/**
 * Reads a user's table (`parseUserTable`): a sheet of an Excel or OpenDocument workbook, or a text in the encoding in which most
 * of its names are known.
 *
 * UTF-8 and UTF-16 are recognised by themselves. Of other encodings it takes the likeliest of those with equally many known
 * names; `remarks` says so, and what unknown names would be in the next encodings.
 *
 * @throws Error as `parseUserTable`; also, naming both encodings, when two of them give different known names
 */
export async function readUserTable(path: string, needs: TableNeeds, names: KnownNames): Promise<UserTable> {
  return tableOf(await bytesOf(path), needs, names);
}

/** The table in a file's bytes, see `readUserTable`. */
export async function tableOf(bytes: Buffer, needs: TableNeeds, names: KnownNames): Promise<UserTable> {
  if (isWorkbook(bytes)) return parseUserTable(await sheetText(bytes, needs.file, needs.keys), needs);
  return chooseTable(decodings(bytes, needs.file), needs, names);
}

/** Reads a text file of English words (UTF-8, UTF-16 with a byte order mark, or Windows-1252), with line ends `\n`. */
export async function readPlainText(path: string): Promise<string> {
  return plainText(await bytesOf(path));
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw fileError(error, path);
  }
}

interface Reading {
  readonly encoding: string;
  readonly table: UserTable;
  /** Name of every row. */
  readonly names: readonly string[];
  readonly known: ReadonlySet<string>;
}

/** Chooses the table of `readUserTable` from the decodings of its bytes. */
export function chooseTable(
  candidates: readonly Decoding[],
  needs: TableNeeds,
  { nameOf, isKnown }: KnownNames,
): UserTable {
  if (candidates.length === 1) return parseUserTable(candidates[0], needs);
  const readings: Reading[] = [];
  let refusal: unknown;
  for (const candidate of candidates) {
    try {
      const table = parseUserTable(candidate, needs);
      const names = table.rows.map((row) => nameOf(row.text(table.key), table.key));
      readings.push({ encoding: candidate.encoding, table, names, known: new Set(names.filter(isKnown)) });
    } catch (error) {
      refusal ??= error; // of the likeliest encoding; thrown when no encoding gives a table
    }
  }
  if (readings.length === 0) throw refusal;
  const most = Math.max(...readings.map(({ known }) => known.size));
  const best = readings.filter(({ known }) => known.size === most);
  const chosen = best[0];
  const rival = best.find(({ known }) => [...known].some((name) => !chosen.known.has(name)));
  if (rival !== undefined) {
    throw new Error(
      `${needs.file}: as ${chosen.encoding} and as ${rival.encoding} it names different recordings ` +
        `(${differing(chosen, rival)}); save it as CSV in UTF-8`,
    );
  }
  return { ...chosen.table, remarks: [...chosen.table.remarks, encodingRemark(chosen, best)] };
}

/** Number of other encodings in a remark. */
const maxOthers = 3;

/** How the encoding was recognised, or what an unknown name would be in other encodings. */
function encodingRemark(chosen: Reading, best: readonly Reading[]): string {
  const unsure = (i: number) => best.some((other) => other.names[i] !== chosen.names[i]);
  const unknown = chosen.names.findIndex((name, i) => !chosen.known.has(name) && unsure(i));
  if (unknown < 0) {
    const telling = chosen.names.findIndex((name) => chosen.known.has(name) && /[^\0-\x7f]/u.test(name));
    return telling < 0
      ? 'its encoding is not known, but no name depends on it'
      : `its encoding is recognised by ${fieldOf(chosen, telling)}, which is a recording's name`;
  }
  const others = new Map<string, string>();
  for (const other of best) {
    if (other.names[unknown] === chosen.names[unknown] || others.size === maxOthers) continue;
    if (!others.has(other.names[unknown])) {
      others.set(other.names[unknown], `${fieldOf(other, unknown)} as ${other.encoding}`);
    }
  }
  const place = `line ${chosen.table.rows[unknown].line} says ${fieldOf(chosen, unknown)}`;
  const rest = [...others.values()].join(' or ');
  return `its encoding is a guess: ${place}, or ${rest}, and no recording has such a name; save it as CSV in UTF-8`;
}

function differing(one: Reading, other: Reading): string {
  const known = (i: number) => one.known.has(one.names[i]) || other.known.has(other.names[i]);
  const i = one.names.findIndex((name, at) => name !== other.names[at] && known(at));
  return `${fieldOf(one, i)} or ${fieldOf(other, i)}`;
}

/** The key field of a row, quoted. */
function fieldOf({ table }: Reading, row: number): string {
  return quoted(table.rows[row]?.text(table.key) ?? '');
}
