import { pow } from '../../stats/pow';
import type { ByteSource } from '../layout';

/** One element: what lies between its header and its end. An end that the file leaves open is that of what holds it. */
export interface Element {
  readonly id: number;
  readonly start: number;
  readonly end: number;
  /** Whether the file leaves its end open. */
  readonly open: boolean;
}

/** Elements looked at in one parent. */
const MOST = 100_000;

/** The elements that lie between two offsets, one after the other (RFC 8794). */
export function* elements(source: ByteSource, start: number, end: number): Generator<Element> {
  let at = start;
  for (let count = 0; count < MOST && at < end; count++) {
    const head = source.read(at, 12);
    const idLength = lengthOf(head[0]);
    const sizeLength = lengthOf(head[idLength]);
    if (idLength > 4 || idLength + sizeLength > head.length) return;
    let id = 0;
    for (let i = 0; i < idLength; i++) id = id * 256 + head[i];
    let size = head[idLength] & (255 >> sizeLength);
    let open = size === 255 >> sizeLength;
    for (let i = 1; i < sizeLength; i++) {
      size = size * 256 + head[idLength + i];
      open &&= head[idLength + i] === 255;
    }
    const content = at + idLength + sizeLength;
    at = open ? end : content + size;
    yield { id, start: content, end: at, open };
  }
}

/** Bytes of a number of variable length, by its first byte. */
function lengthOf(first: number | undefined): number {
  return first === undefined || first === 0 ? 9 : Math.clz32(first) - 23;
}

/** The content of an element as a whole number. */
export function numberIn(source: ByteSource, { start, end }: Element): number {
  let value = 0;
  for (const byte of source.read(start, Math.min(8, end - start))) value = value * 256 + byte;
  return value;
}

/** The content of an element as a whole number that may be below 0. */
export function signedIn(source: ByteSource, element: Element): number {
  const value = numberIn(source, element);
  const range = pow(2, Math.min(64, 8 * (element.end - element.start)));
  return value >= range / 2 ? value - range : value;
}
