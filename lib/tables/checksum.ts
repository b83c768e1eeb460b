import { createHash } from 'node:crypto';

const mark = 'whole-file-sha256:';
const digits = 64;

/** Placeholder in the metadata that `setChecksum` replaces by the checksum. */
export const blankChecksum: string = mark + '0'.repeat(digits);

/** Replaces every `blankChecksum` (Arrow writes the metadata twice) by the SHA-256 of the bytes with the blanks. */
export function setChecksum(bytes: Uint8Array): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sum = createHash('sha256').update(buffer).digest('hex');
  for (const at of positions(buffer, blankChecksum)) buffer.write(mark + sum, at, 'latin1');
}

/** Whether bytes, given in pieces, have an intact checksum. */
export function checksumFits(pieces: Iterable<Uint8Array>): boolean {
  const hash = createHash('sha256');
  let written: string | undefined;
  let rest = Buffer.alloc(0); // a checksum may begin at the end of a piece
  for (const piece of pieces) {
    const bytes = Buffer.concat([rest, piece]); // a copy, to restore the blanks
    const first = written === undefined ? bytes.indexOf(mark, 0, 'latin1') : -1;
    if (first >= 0 && first + blankChecksum.length <= bytes.length)
      written = bytes.toString('latin1', first, first + blankChecksum.length);
    if (written !== undefined)
      for (const at of positions(bytes, written)) bytes.write(blankChecksum, at, 'latin1');
    const end = Math.max(0, bytes.length - blankChecksum.length + 1);
    hash.update(bytes.subarray(0, end));
    rest = bytes.subarray(end);
  }
  return written === mark + hash.update(rest).digest('hex');
}

/** The checksum of a file that is written piece by piece, with blanks in it. */
export interface RunningChecksum {
  readonly add: (piece: Uint8Array) => void;
  /** The text to write over every blank, and the offsets of the blanks. */
  readonly finish: () => { readonly text: Uint8Array; readonly at: readonly number[] };
}

/** `setChecksum` for a file that is written piece by piece; a blank must lie within one piece. */
export function runningChecksum(): RunningChecksum {
  const hash = createHash('sha256');
  const at: number[] = [];
  let length = 0;
  return {
    add: (piece) => {
      const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      hash.update(buffer);
      at.push(...positions(buffer, blankChecksum).map((position) => length + position));
      length += piece.length;
    },
    finish: () => ({ text: Buffer.from(mark + hash.digest('hex'), 'latin1'), at }),
  };
}

function positions(buffer: Buffer, text: string): number[] {
  const found: number[] = [];
  for (let at = buffer.indexOf(text, 0, 'latin1'); at >= 0; at = buffer.indexOf(text, at + 1, 'latin1'))
    found.push(at);
  return found;
}
