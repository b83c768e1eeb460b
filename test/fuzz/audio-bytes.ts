import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { decodeSound } from '../../lib/audio/decode';
import { formatOf, headBytes } from '../../lib/audio/formats/registry';
import { decodeSamples } from '../../lib/audio/pcm';
import { mutated } from './mutate';

const reference = join(__dirname, '..', 'reference', 'audio');
const folder = mkdtempSync(join(tmpdir(), 'saa-fuzz-audio-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Bytes at the beginning in which sizes, counts and kinds stand. */
const HEADER = 700;

/** Recordings of test/reference/audio, damaged anywhere or in their headers. */
export function audioBytes(...names: readonly string[]): fc.Arbitrary<Uint8Array> {
  const originals = names.map((name) => new Uint8Array(readFileSync(join(reference, name))));
  const headers = originals.map((bytes) =>
    mutated([bytes.subarray(0, HEADER)]).map((header) => Buffer.concat([header, bytes.subarray(HEADER)])),
  );
  return fc.oneof(mutated(originals), fc.oneof(...headers));
}

/** Reads the bytes as a recording, in this thread, and keeps nothing. */
export async function readAudio(bytes: Uint8Array): Promise<void> {
  const format = formatOf(bytes.subarray(0, headBytes));
  if (format?.kind === 'pcm') {
    const read = (offset: number, length: number): Uint8Array => bytes.subarray(offset, offset + length);
    const source = { size: bytes.length, read };
    const layout = format.layout(source, 'case.bin');
    decodeSamples(source, layout, 0, layout.frames, 'case.bin');
  } else if (format !== undefined) {
    const file = join(folder, 'case.bin');
    writeFileSync(file, bytes);
    await decodeSound(file, format, () => undefined);
  }
}

/** What every refusal says: the file, what was found, a way out. */
export const audioRefusal = /case\.bin: .*(again|ffmpeg -i|\bare there\b)/s;
