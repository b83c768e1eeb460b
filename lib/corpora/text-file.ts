import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';

/**
 * A text file as a string. A byte order mark decides (UTF-8 or UTF-16); without one it is UTF-8 where its bytes can be,
 * else `legacy`. Line ends come out as `\n`.
 *
 * @param legacy 'latin1', in which every byte is a character, so nothing is lost; 'shift_jis', in which Japanese
 *   spreadsheets save, for tables that users bring
 * @throws Error naming the file when its bytes are not `legacy` either
 *
 * Encodings as the WHATWG Encoding Standard has them (Shift_JIS with Microsoft's extensions).
 */
export async function readText(path: string, legacy: 'latin1' | 'shift_jis' = 'latin1'): Promise<string> {
  const bytes = await readFile(path);
  return decode(bytes, legacy, path)
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n');
}

function decode(bytes: Buffer, legacy: 'latin1' | 'shift_jis', path: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  if (legacy === 'latin1') return bytes.toString('latin1');
  try {
    return new TextDecoder('shift_jis', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`${path}: neither UTF-8 nor Shift_JIS; save it as CSV in UTF-8`, { cause });
  }
}
