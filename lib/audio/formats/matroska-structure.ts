import type { ByteSource } from '../layout';
import { elements, type Element } from './ebml';

export const SEGMENT = 0x18538067;
export const TRACKS = 0x1654ae6b;
export const CLUSTER = 0x1f43b675;
export const SIMPLE_BLOCK = 0xa3;
export const BLOCK_GROUP = 0xa0;

/** What may stand in a segment: its parts, and those of a cluster whose end is open. */
const known = new Set([
  ...[0x114d9b74, 0x1549a966, TRACKS, CLUSTER, 0x1c53bb6b, 0x1941a469, 0x1043a770, 0x1254c367],
  ...[0xe7, SIMPLE_BLOCK, BLOCK_GROUP, 0xa7, 0xab, 0x5854, 0xaf, 0xec, 0xbf],
]);

/** How the parts of a file follow one another. */
export interface Structure {
  /** Where its header says that it ends, bytes; absent where that is left open, as in a recording that is going on. */
  readonly promised?: number;
  /** Bytes up to the end of the last part that is whole. */
  readonly whole: number;
  /** Where something stands that belongs to no segment. */
  readonly damagedAt?: number;
}

/** Walks through a file from part to part. Parts of a cluster whose end is open count like those of the segment. */
export function structureOf(source: ByteSource): Structure {
  const segment = segmentOf(source);
  if (segment === undefined) return { whole: source.size };
  const { start, end, open } = segment;
  if (!open && end > source.size) return { promised: end, whole: source.size };
  const last = Math.min(end, source.size);
  let at = start;
  while (at < last) {
    const part = elements(source, at, last).next().value as Element | undefined;
    if (part !== undefined && !known.has(part.id)) return { whole: at, damagedAt: at };
    if (part === undefined || part.end > last) return open ? { whole: at } : { whole: at, damagedAt: at };
    at = part.open && part.id === CLUSTER ? part.start : part.end;
  }
  return { whole: source.size };
}

/** The first segment of a file. */
export function segmentOf(source: ByteSource): Element | undefined {
  for (const element of elements(source, 0, source.size)) if (element.id === SEGMENT) return element;
  return undefined;
}
