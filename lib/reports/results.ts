type Results = Readonly<Record<string, unknown>>;

/**
 * Parts of a results file as one object, keys in the order in which they come; objects under one key are merged.
 *
 * @throws TypeError when a key is given two values that are not objects
 */
export function mergedResults(parts: readonly Results[]): Record<string, unknown> {
  const merged: Record<string, unknown> = {};
  for (const part of parts) merge(merged, part, '');
  return merged;
}

function merge(into: Record<string, unknown>, part: Results, path: string): void {
  for (const [key, value] of Object.entries(part)) {
    const before = into[key];
    if (!Object.hasOwn(into, key)) into[key] = isObject(value) ? mergedResults([value]) : value;
    else if (isObject(before) && isObject(value)) merge(before, value, `${path}${key}.`);
    else throw new TypeError(`two reports give results for ${path}${key}; save one of them`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === '[object Object]'
  );
}
