import type { ByteSource } from '../layout';
import { boxes, boxIn, type Box } from './boxes';

/** Bytes of an entry of a table of samples, by the type of its box. */
const entries: Readonly<Record<string, number>> = { stts: 8, ctts: 8, stsc: 12, stco: 4, co64: 8, stsz: 4 };
/** Entries looked at at a time. */
const MANY = 4096;

/**
 * The type of the first table of samples whose counts are larger than the file could hold; undefined where all are possible.
 * A sample has a byte at least, so that no file has more samples than bytes; readers would count them one by one.
 */
export function impossibleTable(source: ByteSource): string | undefined {
  for (const top of boxes(source, 0, source.size)) {
    if (top.type === 'moof') {
      for (const track of boxes(source, top.start, top.end))
        if (track.type === 'traf')
          for (const run of boxes(source, track.start, track.end))
            if (run.type === 'trun' && countAt(source, run.start + 4) > source.size) return 'trun';
    }
    if (top.type !== 'moov') continue;
    for (const track of boxes(source, top.start, top.end)) {
      if (track.type !== 'trak') continue;
      const media = boxIn(source, boxIn(source, track, 'mdia'), 'minf');
      const tables = boxIn(source, media, 'stbl');
      if (tables === undefined) continue;
      for (const table of boxes(source, tables.start, tables.end))
        if (Object.hasOwn(entries, table.type) && !isPossible(source, table)) return table.type;
    }
  }
  return undefined;
}

function isPossible(source: ByteSource, table: Box & { readonly type: string }): boolean {
  const { type, start, end } = table;
  const equalSizes = type === 'stsz' && countAt(source, start + 4) > 0;
  const first = start + (type === 'stsz' ? 12 : 8);
  const count = countAt(source, first - 4);
  if (count > source.size) return false;
  if (equalSizes) return true;
  const bytes = entries[type];
  if (first + count * bytes > Math.min(end, source.size)) return false;
  if (type !== 'stts' && type !== 'ctts' && type !== 'stsc') return true;
  // How many samples: of stts and ctts all together, of stsc in a chunk.
  const field = type === 'stsc' ? 4 : 0;
  let samples = 0;
  for (let done = 0; done < count; done += MANY) {
    const part = source.read(first + done * bytes, Math.min(MANY, count - done) * bytes);
    const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
    for (let at = field; at + 4 <= part.length; at += bytes) {
      const here = view.getUint32(at);
      samples = type === 'stsc' ? Math.max(samples, here) : samples + here;
    }
    if (samples > source.size) return false;
  }
  return true;
}

function countAt(source: ByteSource, at: number): number {
  const bytes = source.read(at, 4);
  return bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
}
