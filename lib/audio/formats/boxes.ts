import type { ByteSource } from '../layout';
import { latin1 } from './format';

/** One box of an MP4 file: what lies between its header and its end, which may be beyond the file's. */
export interface Box {
  readonly start: number;
  readonly end: number;
}

/** Boxes looked at in one parent. */
const MOST = 1_000_000;

/** The boxes that lie between two offsets, one after the other (ISO/IEC 14496-12, 4.2). */
export function* boxes(
  source: ByteSource,
  start: number,
  end: number,
): Generator<Box & { readonly type: string }> {
  let at = start;
  for (let count = 0; count < MOST && at + 8 <= Math.min(end, source.size); count++) {
    const head = source.read(at, 16);
    if (head.length < 8) return;
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const size = view.getUint32(0);
    const long = size === 1 && head.length === 16;
    const whole = size === 0 ? end - at : long ? Number(view.getBigUint64(8)) : size;
    const header = long ? 16 : 8;
    if (whole < header) return;
    yield { type: latin1(head, 4, 8), start: at + header, end: at + whole };
    at += whole;
  }
}

/** The first box of a type in another one; undefined where there is none, or no other one. */
export function boxIn(source: ByteSource, parent: Box | undefined, type: string): Box | undefined {
  if (parent === undefined) return undefined;
  for (const box of boxes(source, parent.start, parent.end)) if (box.type === type) return box;
  return undefined;
}
