import type { NumpyDtype } from './pickle-value';

/**
 * Decodes the raw bytes of a NumPy array; the elements are in C order.
 *
 * @param dtype f4, f8, i1 to i8, u1 to u8, b1 (bool), U<n> (UTF-32 text), S<n> (Latin-1 text)
 * @param shape length of each axis
 * @param fortran whether `bytes` are in Fortran order (first index fastest)
 * @returns numbers of every width as Float64Array, texts as strings without padding
 * @throws RangeError for another dtype, a wrong size, or an integer beyond ±2^53
 *
 * Layout: NumPy reference, "The N-dimensional array" and "Data type objects".
 */
export function numpyElements(
  dtype: NumpyDtype,
  shape: readonly number[],
  bytes: Uint8Array,
  fortran: boolean,
): Float64Array | string[] {
  const { letter, size } = elementType(dtype);
  if (shape.length > 32) throw new RangeError(`${shape.length} axes, NumPy has at most 32`);
  let count = 1;
  for (const length of shape) {
    if (!Number.isInteger(length) || length < 0) throw new RangeError(`axis of length ${length}`);
    count *= length;
  }
  const itemSize = letter === 'U' ? 4 * size : size;
  if (count * itemSize !== bytes.length || (itemSize === 0 && count > 0)) {
    throw new RangeError(
      `array of shape (${shape.join(', ')}) and dtype ${dtype.code} needs ${count * itemSize} bytes, found ${bytes.length}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = reader(letter, size, view, dtype.order !== '>');
  if (letter === 'U' || letter === 'S') {
    const text: string[] = [];
    for (let i = 0; i < count; i++) text.push(read(i * itemSize) as string);
    return fortran ? cOrder(shape, text).map((i) => text[i]) : text;
  }
  const numbers = new Float64Array(count);
  for (let i = 0; i < count; i++) numbers[i] = read(i * itemSize) as number;
  if (!fortran) return numbers;
  return Float64Array.from(cOrder(shape, numbers), (i) => numbers[i]);
}

/** 'U5' → letter U, size 5; '?' is the older spelling of b1. */
function elementType(dtype: NumpyDtype): { letter: string; size: number } {
  const code = dtype.code === '?' ? 'b1' : dtype.code;
  const match = /^[<>|=]?([fiubUS])(\d{1,6})$/.exec(code);
  if (match) return { letter: match[1], size: Number(match[2]) };
  throw new RangeError(`dtype '${dtype.code}' is not one of f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1 U<n> S<n>`);
}

function reader(
  letter: string,
  size: number,
  view: DataView,
  little: boolean,
): (at: number) => number | string {
  switch (letter + (letter === 'U' || letter === 'S' ? '' : size)) {
    case 'f8':
      return (at) => view.getFloat64(at, little);
    case 'f4':
      return (at) => view.getFloat32(at, little);
    case 'i1':
      return (at) => view.getInt8(at);
    case 'i2':
      return (at) => view.getInt16(at, little);
    case 'i4':
      return (at) => view.getInt32(at, little);
    case 'i8':
      return (at) => exact(view.getBigInt64(at, little));
    case 'u1':
    case 'b1':
      return (at) => view.getUint8(at);
    case 'u2':
      return (at) => view.getUint16(at, little);
    case 'u4':
      return (at) => view.getUint32(at, little);
    case 'u8':
      return (at) => exact(view.getBigUint64(at, little));
    case 'U':
      return (at) => paddedText(size, (i) => view.getUint32(at + 4 * i, little));
    case 'S':
      return (at) => paddedText(size, (i) => view.getUint8(at + i));
    default:
      throw new RangeError(`dtype '${letter}${size}' is not known`);
  }
}

function exact(integer: bigint): number {
  const value = Number(integer);
  if (!Number.isSafeInteger(value)) throw new RangeError(`integer ${integer} is beyond ±2^53`);
  return value;
}

/** Text of `size` code points without the padding of zeros at its end. */
function paddedText(size: number, codeAt: (index: number) => number): string {
  let length = size;
  while (length > 0 && codeAt(length - 1) === 0) length--;
  let text = '';
  for (let i = 0; i < length; i++) {
    const code = codeAt(i);
    if (code > 0x10ffff) throw new RangeError(`code point ${code} is not Unicode`);
    text += String.fromCodePoint(code);
  }
  return text;
}

/** For each element in C order, its position in Fortran order. */
function cOrder(shape: readonly number[], elements: ArrayLike<unknown>): number[] {
  const order: number[] = [];
  for (let i = 0; i < elements.length; i++) {
    let rest = i;
    let position = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      let stride = 1;
      for (let before = 0; before < axis; before++) stride *= shape[before];
      position += (rest % shape[axis]) * stride;
      rest = Math.floor(rest / shape[axis]);
    }
    order.push(position);
  }
  return order;
}
