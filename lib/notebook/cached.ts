import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { replaceFile } from '../tables/artifact';
import { cacheFolder } from '../tables/project';
import { codeHash } from './code-hash';
import { parsePlain, plainJson } from './plain-data';
import { say } from './say';

/** Entries of one name that are kept, the most recently used: of a step, and of the parts of steps. */
const KEPT = 8;
const KEPT_PARTS = 64;
const FORMAT = 1;

/** What an entry was computed from: a hash of each. */
type Origin = Readonly<Record<string, string>>;

interface Entry {
  readonly origin: Origin;
  /** SHA-256 of `value`. */
  readonly checksum: string;
  /** The result as `plainJson` writes it. */
  readonly value: string;
}

/**
 * The result of a long step: computed once and kept, until something it depends on changes. Says below the cell what was
 * reused, or why it was computed anew.
 *
 * A result is known by its name, the inputs, the text of `compute` and the project's code (every file of lib/ but those
 * that only show, and the locked packages). The values that `compute` takes from other cells cannot be seen: everything
 * it depends on beside the library belongs into `inputs`. Results are kept in processed-data/cache, the last eight of
 * each name; a file that is torn or was changed is computed anew.
 *
 * @param name    of the step; a word for the file name
 * @param inputs  plain data by name: settings, seeds, hashes of files, tables; each is hashed on its own
 * @param compute gives plain data: numbers, text, arrays, typed arrays, and objects of these
 * @throws TypeError when an input or the result is no plain data
 * @throws RangeError when the name has other characters than letters, digits, - and _
 */
export function cached<T>(
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  compute: () => T | Promise<T>,
): Promise<T> {
  return stored(name, inputs, compute, { most: KEPT, tell: say });
}

/**
 * The result of a part of a long step: as `cached`, without a word, and with the last 64 results of each name. A step that
 * was stopped or failed so goes on where it was.
 *
 * @throws as `cached`
 */
export function cachedPart<T>(
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  compute: () => T | Promise<T>,
): Promise<T> {
  return stored(name, inputs, compute, { most: KEPT_PARTS });
}

async function stored<T>(
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  compute: () => T | Promise<T>,
  { most, tell }: { readonly most: number; readonly tell?: (sentence: string) => void },
): Promise<T> {
  if (!/^[\w-]+$/.test(name)) throw new RangeError(`'${name}' names a file: use letters, digits, - and _`);
  const origin: Origin = {
    ...Object.fromEntries(
      Object.entries(inputs).map(([key, value]) => [key, sha256(plainJson(value, `input ${key}`))]),
    ),
    'the cell’s code': sha256(compute.toString()),
    'the project’s code': codeHash(),
  };
  const folder = cacheFolder();
  const key = sha256(JSON.stringify(Object.entries(origin).sort())).slice(0, 16);
  const file = path.join(folder, `${name}-${key}.json`);
  const found = existsSync(file) ? readEntry(file) : undefined;
  if (found?.kind === 'entry') {
    tell?.(`Reused \`${name}\`: inputs and code are unchanged.`);
    const now = new Date();
    utimesSync(file, now, now); // the most recently used
    return parsePlain(found.entry.value) as T;
  }
  // Said before it is computed, as that stores a new one; where nobody is told, nobody looks.
  const whyAgain = tell === undefined ? '' : (found?.reason ?? whyNew(folder, name, origin));
  const value = plainJson(await compute(), 'the result');
  writeEntry(file, { origin, checksum: sha256(value), value });
  prune(folder, name, most);
  tell?.(`Computed \`${name}\`: ${whyAgain}.`);
  return parsePlain(value) as T; // what a later run will get, also where it is not quite what was computed
}

function writeEntry(file: string, entry: Entry): void {
  replaceFile(file, JSON.stringify({ format: FORMAT, ...entry }));
}

type Found =
  { readonly kind: 'entry'; readonly entry: Entry } | { readonly kind: 'damaged'; readonly reason: string };

function readEntry(file: string): Found {
  const damaged: Found = {
    kind: 'damaged',
    reason: `the stored result (${path.basename(file)}) was damaged`,
  };
  let entry: Partial<Entry> & { format?: unknown };
  try {
    entry = JSON.parse(readFileSync(file, 'utf8')) as typeof entry;
  } catch (error) {
    if (error instanceof SyntaxError) return damaged; // torn
    throw error;
  }
  const { format, origin, checksum, value } = entry;
  if (format !== FORMAT || typeof value !== 'string' || sha256(value) !== checksum) return damaged;
  if (typeof origin !== 'object') return damaged;
  return { kind: 'entry', entry: { origin, checksum, value } };
}

/** Compares with the last result of the same name. */
function whyNew(folder: string, name: string, origin: Origin): string {
  const [latest] = entriesOf(folder, name);
  if (latest === undefined) return 'there was no stored result';
  const found = readEntry(latest);
  if (found.kind === 'damaged') return found.reason;
  const before = found.entry.origin;
  const changed = [...new Set([...Object.keys(before), ...Object.keys(origin)])].filter(
    (key) => before[key] !== origin[key],
  );
  const words = changed.map((key) =>
    key in before ? (key in origin ? key : `${key} (no longer given)`) : `${key} (new)`,
  );
  return `changed since the last time: ${words.join(', ')}`;
}

/** Files of one step, the most recently used first. */
function entriesOf(folder: string, name: string): string[] {
  if (!existsSync(folder)) return [];
  const own = readdirSync(folder).filter(
    (file) => file.startsWith(`${name}-`) && /^[0-9a-f]{16}\.json$/.test(file.slice(name.length + 1)),
  );
  const used = own
    .map((file) => path.join(folder, file))
    .map((file) => ({ file, at: statSync(file).mtimeMs }));
  return used.sort((a, b) => b.at - a.at).map(({ file }) => file);
}

function prune(folder: string, name: string, most: number): void {
  for (const file of entriesOf(folder, name).slice(most)) rmSync(file, { force: true });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
