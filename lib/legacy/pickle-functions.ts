import { numpyElements } from './numpy';
import { describeValue, isKind } from './pickle-value';
import type { NumpyArray, NumpyDtype, PickleValue } from './pickle-value';

/** Counts bytes and returns them; throws a RangeError when a pickle makes more bytes than it has. */
export type Charge = (bytes: Uint8Array) => Uint8Array;

interface ArrayParts {
  readonly dtype: PickleValue;
  readonly shape: PickleValue;
  readonly elements: PickleValue;
  readonly fortran: boolean;
}

/**
 * Replacements of the functions that a pickle may call, by name. NumPy 2 moved `core` to `_core`. They throw a RangeError
 * that says what is wrong; the machine adds file and byte.
 */
export const functions: Record<string, (args: PickleValue[], charge: Charge) => PickleValue> = {
  'numpy.core.multiarray _reconstruct': emptyArray,
  'numpy._core.multiarray _reconstruct': emptyArray,
  'numpy.core.multiarray scalar': numpyScalar,
  'numpy._core.multiarray scalar': numpyScalar,
  'numpy.core.numeric _frombuffer': arrayFromBuffer,
  'numpy._core.numeric _frombuffer': arrayFromBuffer,
  'numpy dtype': numpyDtype,
  'numpy.random __RandomState_ctor': () => ({
    kind: 'instance',
    className: 'numpy.random RandomState',
    state: null,
  }),
  '_codecs encode': latin1,
  // Protocols 2 and 3 call these functions; protocol 2 uses the module name of Python 2.
  'builtins set': setOf,
  '__builtin__ set': setOf,
  '__builtin__ bytes': emptyBytes,
};

function setOf([items]: PickleValue[]): Set<PickleValue> {
  if (!Array.isArray(items)) throw new RangeError(`a set of ${describeValue(items)}`);
  return new Set(items);
}

function emptyBytes(args: PickleValue[]): Uint8Array {
  if (args.length > 0) throw new RangeError(`bytes of ${describeValue(args[0])}`);
  return new Uint8Array(0);
}

function emptyArray(): NumpyArray {
  return { kind: 'array', shape: [0], values: new Float64Array(0) };
}

function numpyDtype(args: PickleValue[]): NumpyDtype {
  if (typeof args[0] !== 'string') throw new RangeError(`dtype made of ${describeValue(args[0])}`);
  return { kind: 'dtype', code: args[0], order: '|' };
}

function numpyScalar([dtype, bytes]: PickleValue[], charge: Charge): PickleValue {
  if (!isKind(dtype, 'dtype') || !(bytes instanceof Uint8Array))
    throw new RangeError('not a dtype and its bytes');
  return numpyElements(dtype, [1], charge(bytes), false)[0];
}

/** Protocol 5: (bytes, dtype, shape, 'C' or 'F'). */
function arrayFromBuffer([elements, dtype, shape, order]: PickleValue[], charge: Charge): NumpyArray {
  const array = emptyArray();
  fillArray(array, { dtype, shape, elements, fortran: order === 'F' }, charge);
  return array;
}

/** Sets shape and elements of an array from NumPy's pickled parts. */
export function fillArray(
  array: NumpyArray,
  { dtype, shape, elements, fortran }: ArrayParts,
  charge: Charge,
): void {
  if (!isKind(dtype, 'dtype')) throw new RangeError(`dtype ${describeValue(dtype)}`);
  if (!Array.isArray(shape) || !shape.every((length): length is number => typeof length === 'number')) {
    throw new RangeError(`array shape ${describeValue(shape)}`);
  }
  const lengths = [...shape];
  if (/^\|?O\d?$/.test(dtype.code)) {
    const count = lengths.reduce((product, length) => product * length, 1);
    if (!Array.isArray(elements) || elements.length !== count || (fortran && lengths.length > 1)) {
      throw new RangeError(`array of ${count} objects with ${describeValue(elements)}`);
    }
    array.values = elements;
  } else {
    if (!(elements instanceof Uint8Array))
      throw new RangeError(`array elements are ${describeValue(elements)}`);
    array.values = numpyElements(dtype, lengths, charge(elements), fortran);
  }
  array.shape = lengths;
}

/** Protocol 2 writes bytes as a text to encode in Latin-1. */
function latin1([text, encoding]: PickleValue[], charge: Charge): Uint8Array {
  if (typeof text !== 'string' || (encoding !== 'latin1' && encoding !== 'latin-1')) {
    throw new RangeError(`encodes ${describeValue(text)} as ${describeValue(encoding)}`);
  }
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 255) throw new RangeError('a text that is not Latin-1');
    bytes[i] = text.charCodeAt(i);
  }
  return charge(bytes);
}
