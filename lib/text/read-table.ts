import { readFile } from 'node:fs/promises';
import { decodings, plainText, type Decoding } from './decoding';
import { parseUserTable, quoted, type TableNeeds, type UserTable } from './user-table';

/** Names that rows of a table may belong to, by which the encoding of the table is recognised. */
export interface KnownNames {
  /** What is compared of a field of the key column: `recordingKey`, for one. */
  readonly nameOf: (field: string, column: string) => string;
  readonly isKnown: (name: string) => boolean;
}

/**
 * Reads a table that a user brings (`parseUserTable`) in the encoding under which most of its names are known.
 *
 * UTF-8 and UTF-16 are recognised by themselves. Of other encodings the likeliest is taken among those under which
 * equally many names are known; `remarks` then says so, and how names that are not known would read in the next ones.
 *
 * @throws Error as `parseUserTable`; and, naming both, where under two encodings different names are known
 */
export async function readUserTable(path: string, needs: TableNeeds, names: KnownNames): Promise<UserTable> {
  return chooseTable(decodings(await readFile(path), needs.file), needs, names);
}

/** A text file whose names and words are English, with line ends `\n`: UTF-8, UTF-16 by its mark, or Windows-1252. */
export async function readPlainText(path: string): Promise<string> {
  return plainText(await readFile(path));
}

interface Reading {
  readonly encoding: string;
  readonly table: UserTable;
  /** Of every row, in order. */
  readonly names: readonly string[];
  readonly known: ReadonlySet<string>;
}

/** The table that `readUserTable` reads, of the texts that its bytes can be. */
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
      refusal ??= error; // of the likeliest encoding, thrown where no other one gives a table
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
  return { ...chosen.table, remarks: [...chosen.table.remarks, doubt(chosen, best)] };
}

/** Other encodings that are named where names are in doubt. */
const named = 3;

/** What told the encoding, or how names that are not known would read in others. */
function doubt(chosen: Reading, best: readonly Reading[]): string {
  const unsure = (i: number) => best.some((other) => other.names[i] !== chosen.names[i]);
  const unknown = chosen.names.findIndex((name, i) => !chosen.known.has(name) && unsure(i));
  if (unknown < 0) {
    const telling = chosen.names.findIndex((name) => chosen.known.has(name) && /[^\0-\x7f]/u.test(name));
    return telling < 0
      ? 'its encoding is not stated in it, but no name depends on it'
      : `its encoding is recognised by ${fieldOf(chosen, telling)}, which is a recording's name`;
  }
  const others = new Map<string, string>();
  for (const other of best) {
    if (other.names[unknown] === chosen.names[unknown] || others.size === named) continue;
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

/** The key field of a row as it stands in the table. */
function fieldOf({ table }: Reading, row: number): string {
  return quoted(table.rows[row]?.text(table.key) ?? '');
}
