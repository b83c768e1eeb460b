import { existsSync, readFileSync } from 'node:fs';
import { replaceFile } from './artifact';

/**
 * Writes the results of a notebook as JSON, whole or not at all: keys in the given order, typed arrays as arrays, NaN and
 * Infinity as null.
 *
 * @param path `processed-data/results/<notebook>.json`
 * @returns a sentence on how earlier results differ; undefined when there are none, or the same
 * @throws TypeError naming the key of a value that JSON cannot hold (undefined, a function, a Map …)
 * @throws Error when the file cannot be written; an earlier file is then unchanged
 */
export function writeResults(path: string, results: Readonly<Record<string, unknown>>): string | undefined {
  const text = JSON.stringify(plain(results, 'results'), null, 2) + '\n';
  const before = existsSync(path) ? readFileSync(path, 'utf8') : text;
  replaceFile(path, text);
  return before === text ? undefined : `Results of an earlier run were replaced: ${differing(before, text)}.`;
}

const SHOWN = 3;

function differing(before: string, after: string): string {
  let earlier: unknown;
  try {
    earlier = JSON.parse(before);
  } catch (error) {
    if (error instanceof SyntaxError) return 'they were not complete';
    throw error;
  }
  const [old, now] = [leaves(earlier), leaves(JSON.parse(after))];
  const keys = [...new Set([...old.keys(), ...now.keys()])].filter((key) => old.get(key) !== now.get(key));
  const shown = keys.slice(0, SHOWN).map((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    return was === undefined
      ? `${key} is new`
      : is === undefined
        ? `${key} is gone`
        : `${key} ${was} → ${is}`;
  });
  return [...shown, ...(keys.length > SHOWN ? [`${keys.length - SHOWN} more`] : [])].join(', ');
}

/** Every leaf value by its path. */
function leaves(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    for (const [key, inner] of Object.entries(value))
      leaves(inner, path === '' ? key : `${path}.${key}`, found);
  } else found.set(path, JSON.stringify(value));
  return found;
}

function plain(value: unknown, key: string): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map((item, i) => plain(item, `${key}[${i}]`));
  const tag = Object.prototype.toString.call(value).slice(8, -1); // also for values of a notebook's realm
  if (tag === 'Float64Array' || tag === 'Int32Array') return plain(Array.from(value as Float64Array), key);
  if (typeof value === 'object' && tag === 'Object') {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, plain(inner, `${key}.${name}`)]),
    );
  }
  throw new TypeError(`${key} is ${tag}, which JSON cannot hold; give a number, text, list or plain object`);
}
