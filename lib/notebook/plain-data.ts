/** Arrays of numbers that JSON would turn into objects. */
const typed = { Float64Array, Float32Array, Int32Array, Uint32Array, Uint16Array, Uint8Array };
type TypedName = keyof typeof typed;

/**
 * Plain data as JSON from which `parsePlain` makes the same again: typed arrays bit by bit, NaN and the infinities, -0,
 * undefined, Date and Map. Keys of objects are in order of the alphabet, so that equal data give equal text.
 *
 * @throws TypeError when something is no plain data: a function, an instance of a class, a symbol; it is named by its path
 */
export function plainJson(value: unknown, where = 'value'): string {
  return JSON.stringify(encode(value, where));
}

function encode(value: unknown, where: string): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $number: Object.is(value, -0) ? '-0' : String(value) };
  if (value === undefined) return { $undefined: true };
  if (typeof value === 'bigint') return { $bigint: String(value) };
  if (Array.isArray(value)) return value.map((item, i) => encode(item, `${where}[${i}]`));
  // The kernel's arrays and objects may be another realm's: known by their name rather than by `instanceof`.
  const name = Object.prototype.toString.call(value).slice(8, -1);
  if (name in typed) {
    const { buffer, byteOffset, byteLength } = value as Float64Array;
    return { $typed: name, base64: Buffer.from(buffer, byteOffset, byteLength).toString('base64') };
  }
  if (name === 'Date') return { $date: (value as Date).getTime() };
  if (name === 'Map') {
    const entries = [...(value as Map<unknown, unknown>)];
    return { $map: entries.map((entry, i) => encode(entry, `${where}.entry${i}`)) };
  }
  if (typeof value === 'object' && isPlainObject(value)) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    const encoded = entries.map(([key, part]) => [escapeKey(key), encode(part, `${where}.${key}`)] as const);
    return Object.fromEntries(encoded);
  }
  throw new TypeError(
    `${where} is ${typeof value === 'object' ? `a ${value.constructor?.name ?? name}` : `a ${typeof value}`}, which cannot be kept; ` +
      'give numbers, text, arrays, typed arrays or plain objects of these',
  );
}

/** What `plainJson` was given. */
export function parsePlain(json: string): unknown {
  return decode(JSON.parse(json));
}

function decode(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(decode);
  const tagged = value as Record<string, unknown>;
  if ('$number' in tagged) return Number(tagged.$number);
  if ('$undefined' in tagged) return undefined;
  if ('$bigint' in tagged) return BigInt(String(tagged.$bigint));
  if ('$date' in tagged) return new Date(Number(tagged.$date));
  if ('$map' in tagged) return new Map(decode(tagged.$map) as [unknown, unknown][]);
  if ('$typed' in tagged) {
    const bytes = Uint8Array.from(Buffer.from(String(tagged.base64), 'base64'));
    return new typed[tagged.$typed as TypedName](bytes.buffer);
  }
  return Object.fromEntries(
    Object.entries(tagged).map(([key, part]) => [key.startsWith('$$') ? key.slice(1) : key, decode(part)]),
  );
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** A key that begins with $ gets another, so that data cannot look like one of the tags. */
function escapeKey(key: string): string {
  return key.startsWith('$') ? `$${key}` : key;
}
