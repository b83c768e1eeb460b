import { isUtf8 } from 'node:buffer';
import { oddness } from './oddness';
import { decodeSingleByte, encodeWindows1252 } from './single-byte';

/** A text and the encoding in which its bytes were decoded. */
export interface Decoding {
  /** Name in messages. */
  readonly encoding: string;
  /** Without byte order mark, with line ends `\n`. */
  readonly text: string;
  /** Of a workbook's sheet, whose fields stand between tabs. */
  readonly sheet?: {
    /** The sheets that are not read, each quoted. */
    readonly others: readonly string[];
    /** Cells merged over several rows, which count in each of them. */
    readonly merged: number;
  };
}

/** Encodings to try after Windows-1252, in order of use: name in messages, label of TextDecoder. */
const legacy: Readonly<Record<string, string>> = {
  'Windows-1250': 'windows-1250',
  'Windows-1251': 'windows-1251',
  'ISO-8859-15': 'iso-8859-15',
  'Mac Roman': 'macintosh',
  Shift_JIS: 'shift_jis',
  'EUC-KR': 'euc-kr',
  GB18030: 'gb18030',
  Big5: 'big5',
  'EUC-JP': 'euc-jp',
  'Windows-1253': 'windows-1253',
  'Windows-1254': 'windows-1254',
  'Windows-1257': 'windows-1257',
  'KOI8-R': 'koi8-r',
};

/**
 * Decodes the bytes of a file in every possible encoding, the likeliest first.
 *
 * There is one where the encoding is certain: a byte order mark, UTF-16 by its zero bytes, or valid UTF-8. There are two
 * where UTF-8 may be encoded twice. Otherwise it tries all encodings and sorts the valid ones by `oddness`.
 *
 * @param file name in errors
 * @throws Error for bytes that are not text: a workbook, an archive, or zero bytes
 *
 * WHATWG Encoding Standard; CP850 from Python's codec.
 */
export function decodings(bytes: Buffer, file: string): Decoding[] {
  refuseBinary(bytes, file);
  const marked = byMark(bytes) ?? byZeros(bytes);
  const found =
    marked !== undefined ? [marked] : isUtf8(bytes) ? readAsUtf8(bytes) : readAsLegacy(bytes).sort(byOddness);
  const cleaned = found.map(({ encoding, text }) => ({
    encoding,
    text: text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'),
  }));
  if (cleaned[0].text.includes('\0')) {
    throw new Error(`${file}: it holds zero bytes, so it is not text; save the table as CSV in UTF-8`);
  }
  return cleaned;
}

/** Decodes a file of English words: UTF-8, UTF-16 with a byte order mark, or Windows-1252. */
export function plainText(bytes: Buffer): string {
  const sure = byMark(bytes) ?? (isUtf8(bytes) ? utf8(bytes) : undefined);
  const text = sure?.text ?? decodeSingleByte(bytes, 'Windows-1252');
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

/** First bytes of files that users take for CSV. */
const signatures: readonly (readonly [string, string])[] = [
  ['504b0304', 'an Excel workbook (.xlsx), an OpenDocument table or a zip archive'],
  ['d0cf11e0', 'an Excel workbook (.xls)'],
  ['1f8b', 'compressed with gzip'],
  ['50415231', 'a Parquet file'],
  ['52494646', 'a recording (RIFF)'],
];

function refuseBinary(bytes: Buffer, file: string): void {
  const start = bytes.subarray(0, 4).toString('hex');
  const is = signatures.find(([signature]) => start.startsWith(signature));
  if (is !== undefined) throw new Error(`${file}: it is ${is[1]}, not text; save the table as CSV in UTF-8`);
}

function byMark(bytes: Buffer): Decoding | undefined {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return utf16(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return utf16(bytes, 'utf-16be');
  if (first === 0xef && second === 0xbb && third === 0xbf && isUtf8(bytes)) return utf8(bytes);
  return undefined;
}

/** UTF-16 without byte order mark: separators, digits and line ends have a zero byte, all on the same side. */
function byZeros(bytes: Buffer): Decoding | undefined {
  const zeros = [0, 0];
  bytes.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]++;
  });
  const most = Math.max(...zeros);
  if (most === 0 || most < bytes.length / 40 || most < 10 * Math.min(...zeros)) return undefined;
  return utf16(bytes, zeros[1] > zeros[0] ? 'utf-16le' : 'utf-16be');
}

function utf16(bytes: Buffer, label: 'utf-16le' | 'utf-16be'): Decoding {
  return { encoding: label.toUpperCase(), text: new TextDecoder(label).decode(bytes) };
}

function utf8(bytes: Buffer): Decoding {
  return { encoding: 'UTF-8', text: bytes.toString('utf8') };
}

/** UTF-8, and the text before a program took it for Windows-1252 and encoded it again. */
function readAsUtf8(bytes: Buffer): Decoding[] {
  const once = utf8(bytes);
  const before = /[\u0080-\u{10ffff}]/u.test(once.text) ? encodeWindows1252(once.text) : undefined;
  if (before === undefined || !isUtf8(before)) return [once];
  return [once, { encoding: 'UTF-8 encoded twice', text: before.toString('utf8') }].sort(byOddness);
}

function readAsLegacy(bytes: Buffer): Decoding[] {
  const found: Decoding[] = [];
  for (const encoding of ['Windows-1252', 'CP850 (DOS)'] as const) {
    const text = decodeSingleByte(bytes, encoding);
    if (!text.includes('\ufffd')) found.push({ encoding, text });
  }
  for (const [encoding, label] of Object.entries(legacy)) {
    const text = decoded(bytes, label);
    if (text !== undefined && !/[\u0080-\u009f]/.test(text)) found.push({ encoding, text });
  }
  found.push({ encoding: 'damaged UTF-8', text: bytes.toString('utf8') });
  return found;
}

/** Undefined when the bytes are not valid in the encoding, or Node lacks it. */
function decoded(bytes: Buffer, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Compares by oddness; sorting is stable, so equal ones stay in order of use. */
function byOddness(a: Decoding, b: Decoding): number {
  return oddness(a.text) - oddness(b.text);
}
