import { mpegHeader } from '../../audio/codecs/mpeg-header';
import { boxIn, boxes } from '../../audio/formats/boxes';
import { elements } from '../../audio/formats/ebml';
import { latin1 } from '../../audio/formats/format';
import { segmentOf, TRACKS } from '../../audio/formats/matroska-structure';
import { formatOf, headBytes } from '../../audio/formats/registry';
import type { ByteSource } from '../../audio/layout';
import type { Coding } from '../calls';

/** Hz by their number in AAC's header (ISO/IEC 14496-3). */
const aacRates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350,
];
/** Opus is always decoded at this rate, Hz. */
const OPUS = 48_000;

/**
 * The format of a file by its contents, and the rate of its sound, so that a browser, which would change the rate to its own,
 * decodes it at the file's.
 *
 * @throws Error naming the file where it is no recording that is known here
 */
export function codingOf(source: ByteSource, name: string): Coding {
  const format = formatOf(source.read(0, headBytes));
  if (format === undefined)
    throw new Error(
      `${name}: no recording that is known here; give WAV, AIFF, FLAC, MP3, Ogg, Opus, M4A or WebM`,
    );
  if (format.kind === 'pcm') return { format: format.name, plain: true, sampleRate: undefined };
  const rateOf = rates[format.readers[0]];
  return { format: format.name, plain: false, sampleRate: rateOf(source) };
}

const rates: Readonly<Record<string, (source: ByteSource) => number | undefined>> = {
  FLAC: (source) => {
    const head = source.read(0, 21);
    return head.length < 21 ? undefined : (head[18] << 12) | (head[19] << 4) | (head[20] >> 4);
  },
  OGG: (source) => {
    const head = source.read(0, 256);
    const text = latin1(head, 0, head.length);
    if (text.includes('OpusHead')) return OPUS;
    const vorbis = text.indexOf('\x01vorbis');
    return vorbis < 0 ? undefined : viewOf(head).getUint32(vorbis + 12, true);
  },
  MP3: (source) => {
    const head = source.read(afterTag(source), 65_536);
    for (let at = 0; at + 4 <= head.length; at++) {
      const header = mpegHeader(head, at);
      if (header !== undefined && mpegHeader(head, at + header.bytes) !== undefined) return header.sampleRate;
    }
    return undefined;
  },
  ADTS: (source) => {
    const head = source.read(afterTag(source), 4);
    return head.length < 4 ? undefined : aacRates[(head[2] >> 2) & 15];
  },
  MP4: mp4Rate,
  MATROSKA: matroskaRate,
};

/** Bytes of the tag that stands before the sound. */
function afterTag(source: ByteSource): number {
  const head = source.read(0, 10);
  if (head.length < 10 || latin1(head, 0, 3) !== 'ID3') return 0;
  return 10 + (head[6] << 21) + (head[7] << 14) + (head[8] << 7) + head[9];
}

/** The rate in the sample description of the first sound track (ISO/IEC 14496-12, 12.2.3). */
function mp4Rate(source: ByteSource): number | undefined {
  const moov = boxIn(source, { start: 0, end: source.size }, 'moov');
  if (moov === undefined) return undefined;
  for (const track of boxes(source, moov.start, moov.end)) {
    const media = boxIn(source, track, 'mdia');
    const handler = boxIn(source, media, 'hdlr');
    if (handler === undefined || latin1(source.read(handler.start, 12), 8, 12) !== 'soun') continue;
    const table = boxIn(source, boxIn(source, media, 'minf'), 'stbl');
    const description = boxIn(source, table, 'stsd');
    if (description === undefined) return undefined;
    const entry = source.read(description.start + 8, 36); // after version and count
    if (entry.length < 36) return undefined;
    if (latin1(entry, 4, 8) === 'Opus') return OPUS;
    return viewOf(entry).getUint32(32) / 65_536;
  }
  return undefined;
}

/** The rate in the entry of the first sound track (RFC 9559, 5.1.4). */
function matroskaRate(source: ByteSource): number | undefined {
  const segment = segmentOf(source);
  if (segment === undefined) return undefined;
  for (const tracks of elements(source, segment.start, Math.min(segment.end, source.size))) {
    if (tracks.id !== TRACKS) continue;
    for (const entry of elements(source, tracks.start, tracks.end)) {
      const fields = [...elements(source, entry.start, entry.end)];
      const codec = fields.find(({ id }) => id === 0x86);
      const audio = fields.find(({ id }) => id === 0xe1);
      if (codec === undefined || audio === undefined) continue;
      if (latin1(source.read(codec.start, codec.end - codec.start), 0, 6) === 'A_OPUS') return OPUS;
      const rate = [...elements(source, audio.start, audio.end)].find(({ id }) => id === 0xb5);
      if (rate === undefined) return undefined;
      const bytes = viewOf(source.read(rate.start, rate.end - rate.start));
      return bytes.byteLength === 8 ? bytes.getFloat64(0) : bytes.getFloat32(0);
    }
    return undefined;
  }
  return undefined;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
