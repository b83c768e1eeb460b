import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { checkedRange, standardRange, type PitchRange } from '../praat/pitch-range';

/** A mistake on the command line; the user sees only its message. */
export class UsageError extends Error {}

/** Parsed arguments: files, options with a value, and options without. */
export interface Arguments {
  readonly files: readonly string[];
  readonly values: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
}

/**
 * Parses the arguments of a command; `--name value` and `--name=value` are the same, and words after `--` are files.
 *
 * @param known.values options that take a value, such as '--set'
 * @param known.flags options without a value
 * @throws UsageError for an option that is not known, lacks its value, has one it does not take, or is given twice
 */
export function parseArguments(
  args: readonly string[],
  known: { readonly values: readonly string[]; readonly flags: readonly string[] },
): Arguments {
  const ofType = (type: 'string' | 'boolean') => (name: string) => [name.slice(2), { type }] as const;
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries([
      ...known.values.map(ofType('string')),
      ...known.flags.map(ofType('boolean')),
    ]),
    allowPositionals: true,
    strict: false, // its messages do not say what to write
    tokens: true,
  });
  const files: string[] = [];
  const values = new Map<string, string>();
  const flags = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'positional') files.push(token.value);
    if (token.kind !== 'option') continue;
    const { rawName: name, value } = token;
    if (known.flags.includes(name)) {
      if (value !== undefined)
        throw new UsageError(`${name}=${value}: ${name} takes no value; write ${name}`);
      flags.add(name);
    } else if (known.values.includes(name)) {
      if (value === undefined || value === '' || (!token.inlineValue && value.startsWith('--')))
        throw new UsageError(`${name} has no value; write ${name} VALUE`);
      if (values.has(name)) throw new UsageError(`${name} is given twice: ${values.get(name)} and ${value}`);
      values.set(name, value);
    } else {
      throw new UsageError(
        `there is no option ${args[token.index].replace(/=.*/s, '')}; the options are ${[...known.values, ...known.flags].join(', ')}`,
      );
    }
  }
  return { files, values, flags };
}

/** The value of an option that is one of a few words; `standard` unless given. */
export function oneOf<T extends string>(
  given: Arguments,
  name: string,
  words: readonly T[],
  standard?: T,
): T {
  const value = given.values.get(name) ?? standard;
  if (value === undefined) throw new UsageError(`${name} is missing; take ${words.join(', ')}`);
  const found = words.find((word) => word === value);
  if (found === undefined) throw new UsageError(`${name} ${value}: take one of ${words.join(', ')}`);
  return found;
}

/** The value of an option in seconds, above 0; undefined unless given. */
export function seconds(given: Arguments, name: string): number | undefined {
  const value = given.values.get(name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!(number > 0 && number < Infinity)) {
    throw new UsageError(`${name} ${value}: give seconds as a number above 0, such as ${name} 0.5`);
  }
  return number;
}

/** The pitch range of --floor and --ceiling, Hz; Praat's standard values unless given. */
export function pitchRange(given: Arguments): PitchRange {
  const hertz = (name: string, standard: number): number => {
    const value = given.values.get(name);
    const number = Number(value ?? standard);
    if (number > 0 && number < Infinity) return number;
    throw new UsageError(`${name} ${value}: give a frequency in Hz above 0, such as ${name} ${standard}`);
  };
  const { floor, ceiling } = standardRange;
  try {
    return checkedRange({ floor: hertz('--floor', floor), ceiling: hertz('--ceiling', ceiling) });
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

/**
 * The file that --out names; undefined where it is not given. Looked at before anything is measured.
 *
 * @throws Error naming the folder when it is not there
 */
export function outFile(given: Arguments): string | undefined {
  const out = given.values.get('--out');
  if (out === undefined || existsSync(dirname(out))) return out;
  throw new Error(`--out ${out}: there is no folder ${dirname(out)}; make it, or name another file`);
}

/**
 * The folder that --out names; it is made where it is not there.
 *
 * @throws UsageError where it is not given
 * @throws Error where a file is in its place
 */
export function outFolder(given: Arguments): string {
  const out = given.values.get('--out');
  if (out === undefined)
    throw new UsageError('--out is missing; name the folder for the files, such as --out measured');
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new Error(`--out ${out}: a file of that name is there; name a folder`);
  mkdirSync(out, { recursive: true });
  return out;
}

/** Lets ffmpeg on the PATH decode what is not decoded here, in this process and its threads, where --ffmpeg is given. */
export function allowFfmpeg(given: Arguments): void {
  if (given.flags.has('--ffmpeg')) process.env.SAA_FFMPEG = '1';
}

/** The address of the queue: --queue, else SAA_QUEUE. */
export function queueAddress(given: Arguments): string {
  const url = given.values.get('--queue') ?? process.env.SAA_QUEUE;
  if (url === undefined || url === '')
    throw new UsageError('--queue is missing; give the address of Redis, such as redis://localhost:6379');
  return url;
}

export const channels = ['left', 'right', 'mix'] as const;
