/** A value in a pickle: plain values, containers, NumPy arrays, and objects whose class is not run. */
export type PickleValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | PickleValue[] // list or tuple
  | Map<PickleValue, PickleValue>
  | Set<PickleValue>
  | NumpyArray
  | NumpyDtype
  | PickleInstance
  | PickleGlobal;

/** A NumPy array in C order (last index fastest). Numbers of every width arrive as Float64Array. */
export interface NumpyArray {
  readonly kind: 'array';
  shape: readonly number[];
  values: Float64Array | PickleValue[];
}

/** Element type as NumPy writes it: 'f8', 'i4', 'U5', 'O8' …; order '<' or '>', or '|' where it does not matter. */
export interface NumpyDtype {
  readonly kind: 'dtype';
  readonly code: string;
  order: string;
}

/** An object of a Python class: its state, without its code. */
export interface PickleInstance {
  readonly kind: 'instance';
  /** Module and name, 'sklearn.svm.classes SVR'. */
  readonly className: string;
  state: PickleValue;
}

/** A class or function, which is never called. */
export interface PickleGlobal {
  readonly kind: 'global';
  readonly name: string;
}

/** Describes a value in one line, for messages. */
export function describeValue(value: PickleValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'None';
  if (typeof value === 'string')
    return value.length > 40 ? `a text of ${value.length} characters` : `'${value}'`;
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof Map) return `a dict of ${value.size}`;
  if (value instanceof Set) return `a set of ${value.size}`;
  if (value.kind === 'array') return `an array of shape (${value.shape.join(', ')})`;
  if (value.kind === 'dtype') return `the dtype ${value.code}`;
  if (value.kind === 'instance') return `an object of ${value.className}`;
  return value.name;
}

/**
 * The attributes of an object of one of `classNames`.
 *
 * @param where file and place, for the message
 * @throws Error when the value is anything else
 */
export function attributes(
  value: PickleValue | undefined,
  classNames: readonly string[],
  where: string,
): Map<PickleValue, PickleValue> {
  if (isKind(value, 'instance') && classNames.includes(value.className) && value.state instanceof Map) {
    return value.state;
  }
  throw new Error(
    `${where}: expected an object of ${classNames.join(' or ')}, found ${describeValue(value)}`,
  );
}

/** A number, or an Error naming `where`. */
export function pickledNumber(value: PickleValue | undefined, where: string): number {
  if (typeof value === 'number') return value;
  throw new Error(`${where}: expected a number, found ${describeValue(value)}`);
}

/** A text, or an Error naming `where`. */
export function pickledText(value: PickleValue | undefined, where: string): string {
  if (typeof value === 'string') return value;
  throw new Error(`${where}: expected a text, found ${describeValue(value)}`);
}

/** A list, tuple or array of objects or texts, as a list; or an Error naming `where`. */
export function pickledList(value: PickleValue | undefined, where: string): PickleValue[] {
  if (Array.isArray(value)) return value;
  if (isKind(value, 'array') && !(value.values instanceof Float64Array)) return value.values;
  throw new Error(`${where}: expected a list, found ${describeValue(value)}`);
}

/** An array of numbers with `dimensions` axes, or an Error naming `where`. */
export function pickledNumbers(
  value: PickleValue | undefined,
  dimensions: number,
  where: string,
): { readonly shape: readonly number[]; readonly values: Float64Array } {
  if (isKind(value, 'array') && value.values instanceof Float64Array && value.shape.length === dimensions) {
    return { shape: value.shape, values: value.values };
  }
  throw new Error(
    `${where}: expected an array of numbers with ${dimensions} axes, found ${describeValue(value)}`,
  );
}

type Kinded = Extract<PickleValue, { readonly kind: string }>;

/** Whether a value is of one of the tagged kinds. */
export function isKind<K extends Kinded['kind']>(
  value: PickleValue | undefined,
  kind: K,
): value is Extract<Kinded, { readonly kind: K }> {
  return value !== null && typeof value === 'object' && 'kind' in value && value.kind === kind;
}
