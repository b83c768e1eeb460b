import { inspect, types } from 'node:util';

/** Characters of a line; what is longer is broken into one entry a line. */
const WIDTH = 110;
/** A list longer than this shows its ends only. */
const WHOLE_LIST = 12;
const ENDS = 5;
/** Entries of a list up to this length share lines. */
const SHORT = 20;
/** Entries of an object, a Map or a Set. */
const ENTRIES = 40;
/** Objects within objects. */
const DEPTH = 4;
const LINES = 80;
/** Significant digits of typed arrays and of lists shown by their ends; other numbers are shown exactly. */
const DIGITS = 6;

/**
 * Any value as text for reading: long lists by their length and their ends, Maps, Sets and objects by their entries,
 * errors by name and message, dates in ISO 8601. At most 80 lines. Getters are not called.
 */
export function valueText(value: unknown): string {
  const lines = text(value, []).split('\n');
  if (lines.length <= LINES) return lines.join('\n');
  return [...lines.slice(0, LINES), `… ${lines.length - LINES} more lines`].join('\n');
}

/** @param above the objects that hold the value, outermost first */
function text(value: unknown, above: readonly object[]): string {
  if (typeof value !== 'object' || value === null) return plainText(value);
  if (above.includes(value)) return '[circular]';
  if (isInvalidDate(value)) return 'Invalid Date';
  if (types.isDate(value)) return value.toISOString();
  if (types.isNativeError(value)) return errorText(value, above);
  const inside = [...above, value];
  const deep = above.length >= DEPTH;
  if (Array.isArray(value) || isNumberArray(value)) return listText(value, inside, deep);
  if (types.isMap(value))
    return group(`Map(${value.size}) {`, deep ? ['…'] : mapEntries(value, inside), '}', inside);
  if (types.isSet(value))
    return group(`Set(${value.size}) {`, deep ? ['…'] : setEntries(value, inside), '}', inside);
  if (!isPlain(value) && !isInstance(value)) return plainText(value);
  const name = isPlain(value) ? '' : `${value.constructor.name} `;
  const own = isPlain(value) ? undefined : ownText(value);
  if (own !== undefined) return own;
  if (deep) return `${name}{…}`;
  return group(`${name}{`, objectEntries(value, inside), '}', inside);
}

function plainText(value: unknown): string {
  return inspect(value, { depth: 1, maxArrayLength: WHOLE_LIST, maxStringLength: 5000, breakLength: WIDTH });
}

function errorText(error: Error, above: readonly object[]): string {
  const cause = error.cause === undefined ? '' : `\n  cause: ${text(error.cause, [...above, error])}`;
  return `${error.name}: ${error.message}${cause}`;
}

function isNumberArray(value: object): value is NodeJS.TypedArray {
  return types.isTypedArray(value) && !Buffer.isBuffer(value);
}

/** "Float64Array(37600) [0, 0.25, …, 0.5]". Lists of lists have one a line. */
function listText(
  list: readonly unknown[] | NodeJS.TypedArray,
  inside: readonly object[],
  deep: boolean,
): string {
  const { length } = list;
  const name = Array.isArray(list) ? 'Array' : list.constructor.name;
  if (deep && length > 0) return `${name}(${length})`;
  const whole = length <= WHOLE_LIST;
  const head = name !== 'Array' || !whole ? `${name}(${length}) ` : '';
  const rounded = !whole || types.isTypedArray(list);
  const item = (index: number): string => {
    const value: unknown = list[index];
    if (!(index in list)) return 'empty';
    if (rounded && typeof value === 'number' && !Number.isInteger(value))
      return String(Number(value.toPrecision(DIGITS)));
    return text(value, inside);
  };
  const shown = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, i) => item(from + i));
  const items = whole ? shown(0, length) : [...shown(0, ENDS), '…', ...shown(length - ENDS, length)];
  return group(`${head}[`, items, ']', inside);
}

function mapEntries(map: ReadonlyMap<unknown, unknown>, inside: readonly object[]): string[] {
  return limited(map.size, map.entries(), ([key, value]) => `${text(key, inside)} => ${text(value, inside)}`);
}

function setEntries(set: ReadonlySet<unknown>, inside: readonly object[]): string[] {
  return limited(set.size, set.values(), (value) => text(value, inside));
}

function objectEntries(object: object, inside: readonly object[]): string[] {
  const keys = Reflect.ownKeys(object).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(object, key),
  );
  return limited(keys.length, keys, (key) => {
    const property: PropertyDescriptor | undefined = Object.getOwnPropertyDescriptor(object, key);
    const getter = property?.get !== undefined;
    const name =
      typeof key === 'symbol'
        ? `[${String(key)}]`
        : /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key)
          ? key
          : inspect(key);
    return `${name}: ${getter ? '[getter]' : text(property?.value, inside)}`;
  });
}

function limited<T>(size: number, entries: Iterable<T>, entryText: (entry: T) => string): string[] {
  const texts: string[] = [];
  for (const entry of entries) {
    if (texts.length === ENTRIES) return [...texts, `… ${size - ENTRIES} more`];
    texts.push(entryText(entry));
  }
  return texts;
}

/** Entries between brackets, in one line where they fit. */
function group(open: string, entries: readonly string[], close: string, inside: readonly object[]): string {
  if (entries.length === 0) return `${open}${close}`;
  const line = `${open} ${entries.join(', ')} ${close}`;
  if (line.length + 2 * inside.length <= WIDTH && !line.includes('\n')) return line;
  const lines = close === ']' && entries.every((entry) => entry.length <= SHORT) ? filled(entries) : entries;
  return [open, ...lines.map((entry) => `  ${entry.replace(/\n/g, '\n  ')},`), close].join('\n');
}

/** Short entries in lines of up to 90 characters. */
function filled(entries: readonly string[]): string[] {
  const lines: string[] = [];
  for (const entry of entries) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + entry.length < WIDTH - 20)
      lines[lines.length - 1] = `${last}, ${entry}`;
    else lines.push(entry);
  }
  return lines;
}

/** What an object of a class says of itself, a tensor for one. */
function ownText(value: object): string | undefined {
  const toString: unknown = Reflect.get(value, 'toString');
  if (typeof toString !== 'function' || toString === Object.prototype.toString) return undefined;
  try {
    return String(toString.call(value));
  } catch (error) {
    // A disposed tensor cannot say more; it is shown, not thrown.
    return `${value.constructor.name} (${error instanceof Error ? error.message : String(error)})`;
  }
}

function isInvalidDate(value: object): boolean {
  return types.isDate(value) && Number.isNaN(value.getTime());
}

function isPlain(value: object): boolean {
  if (types.isProxy(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** An object of a class that says nothing of its own about how it is shown, and that keeps its state in the open. */
function isInstance(value: object): boolean {
  if (types.isProxy(value) || inspect.custom in value) return false;
  const tag = Object.prototype.toString.call(value);
  return (
    tag === '[object Object]' && typeof value.constructor === 'function' && value.constructor.name !== ''
  );
}
