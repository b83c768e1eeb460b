import { replaceFile } from './artifact';

/**
 * Writes what a notebook found as JSON for people and checks: keys in the order given, typed arrays as arrays,
 * NaN and Infinity as null (JSON has neither). Written whole or not at all.
 *
 * @param path `processed-data/results/<notebook>.json`
 * @throws TypeError naming the key whose value JSON cannot hold (undefined, a function, a Map …)
 * @throws Error when the file cannot be written; an earlier file is then unchanged
 */
export function writeResults(path: string, results: Readonly<Record<string, unknown>>): void {
  replaceFile(path, JSON.stringify(plain(results, 'results'), null, 2) + '\n');
}

function plain(value: unknown, key: string): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map((item, i) => plain(item, `${key}[${i}]`));
  const tag = Object.prototype.toString.call(value).slice(8, -1); // also right for values from a notebook's own realm
  if (tag === 'Float64Array' || tag === 'Int32Array') return plain(Array.from(value as Float64Array), key);
  if (typeof value === 'object' && tag === 'Object') {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, plain(inner, `${key}.${name}`)]),
    );
  }
  throw new TypeError(`${key} is ${tag}, which JSON cannot hold; give a number, text, list or plain object`);
}
