import { createHash } from 'node:crypto';

const mark = 'whole-file-sha256:';
const digits = 64;

/** Stands in a file's metadata until `setChecksum` writes the sum over it. */
export const blankChecksum: string = mark + '0'.repeat(digits);

/**
 * Replaces every `blankChecksum` in the bytes by the SHA-256 of the bytes as they were with the blanks.
 * (Arrow writes its metadata twice, at the beginning and in the footer.)
 */
export function setChecksum(bytes: Uint8Array): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sum = createHash('sha256').update(buffer).digest('hex');
  for (const at of positions(buffer, blankChecksum)) buffer.write(mark + sum, at, 'latin1');
}

/**
 * Whether the bytes, given in pieces, are those that `setChecksum` saw: none lost, none changed, by no disk and no program.
 */
export function checksumFits(pieces: Iterable<Uint8Array>): boolean {
  const hash = createHash('sha256');
  let written: string | undefined;
  let waiting = Buffer.alloc(0); // a sum that begins here may end in the next piece
  for (const piece of pieces) {
    const bytes = Buffer.concat([waiting, piece]); // a copy, to put the blanks back
    const first = written === undefined ? bytes.indexOf(mark, 0, 'latin1') : -1;
    if (first >= 0 && first + blankChecksum.length <= bytes.length)
      written = bytes.toString('latin1', first, first + blankChecksum.length);
    if (written !== undefined)
      for (const at of positions(bytes, written)) bytes.write(blankChecksum, at, 'latin1');
    const end = Math.max(0, bytes.length - blankChecksum.length + 1);
    hash.update(bytes.subarray(0, end));
    waiting = bytes.subarray(end);
  }
  return written === mark + hash.update(waiting).digest('hex');
}

/** The sum over bytes that come piece by piece, with blanks in them, and where these stand. */
export interface RunningChecksum {
  readonly add: (piece: Uint8Array) => void;
  /** What to write over every blank, and the offsets of the blanks. */
  readonly finish: () => { readonly text: Uint8Array; readonly at: readonly number[] };
}

/** As `setChecksum`, for a file that is never whole in memory. No blank may be cut in two by the pieces. */
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
