/** Encodings of Praat's text files. Praat reads all three and writes UTF-8 or UTF-16BE. */
export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE';

/**
 * The text of a Praat file, with line ends `\n` and without byte order mark.
 *
 * @param source its bytes (UTF-8, or UTF-16 with a byte order mark), or its text if it is decoded
 * @param file name of the file in errors
 * @throws Error naming the file and the line whose bytes are not text
 */
export function textOf(source: string | Uint8Array, file: string): string {
  const text = (typeof source === 'string' ? source : decoded(source, file)).replace(/\r\n?/g, '\n');
  const zero = text.indexOf('\0');
  if (zero < 0) return text.replace(/^\uFEFF/, '');
  throw new Error(
    `${file}, line ${lineAt(text, zero)}: found a zero byte, expected text in UTF-8, or in UTF-16 with a byte order mark; ` +
      'save it in Praat with "Save as text file..."',
  );
}

function decoded(bytes: Uint8Array, file: string): string {
  const [first, second] = bytes;
  const label =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  const decoder = new TextDecoder(label, { fatal: true });
  try {
    return decoder.decode(bytes);
  } catch {
    if (label !== 'utf-8') {
      throw new Error(
        `${file}: found bytes that are no characters, expected UTF-16, as the byte order mark says; copy the file anew`,
      );
    }
    throw new Error(
      `${file}, line ${firstBadLine(bytes)}: found bytes that are no characters, expected UTF-8, or UTF-16 with a byte order mark; ` +
        'save it in Praat after setting "Text writing preferences..." to UTF-8, or decode it and give the text',
    );
  }
}

/** Number of the first line that is not UTF-8. */
function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let line = 1, start = 0; ; line++) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    if (found < 0) return line;
    start = end + 1;
  }
}

/** Number of the line with character `offset`, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** Encodes the text of a file, in pieces, as Praat does: UTF-16 with a byte order mark, UTF-8 without. */
export function bytesOf(pieces: Iterable<string>, encoding: Encoding = 'UTF-8'): Uint8Array {
  const text = [...pieces].join('');
  if (encoding === 'UTF-8') return new TextEncoder().encode(text);
  const bytes = new Uint8Array(2 * text.length + 2);
  const view = new DataView(bytes.buffer);
  const littleEndian = encoding === 'UTF-16LE';
  view.setUint16(0, 0xfeff, littleEndian);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i + 2, text.charCodeAt(i), littleEndian);
  return bytes;
}
