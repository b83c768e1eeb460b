import type { ByteSource } from '../layout';
import { mpegHeader } from '../codecs/mpeg-header';
import { latin1, type PacketFormat, type TrackFacts, type Trim } from './format';

/** Samples by which a decoder is late, beside the encoder's delay. */
const DECODER_DELAY = 529;
/** Bytes looked through for the first frame, behind the tags. */
const LOOKED_AT = 65_536;

/** MP3, with or without ID3 tags; what LAME wrote of its delay and padding is cut off. */
export const mp3: PacketFormat = {
  kind: 'packets',
  name: 'MP3',
  recognizes: (head) => latin1(head, 0, 3) === 'ID3' || mpegHeader(head, 0) !== undefined,
  readers: ['MP3', 'ADTS', 'FLAC'], // all three may begin with an ID3 tag
  trim: lameTrim,
};

/**
 * The delay and padding in the first frame's Xing header, and the number of frames it promises.
 *
 * G. Baum, "MP3 Info Tag revision 1 specifications" (LAME project).
 */
function lameTrim(source: ByteSource, { codec, decoded }: TrackFacts): Trim {
  if (codec !== 'mp3') return { skip: 0 };
  const bytes = source.read(tagLength(source), LOOKED_AT);
  const first = firstFrame(bytes);
  if (first === undefined) return { skip: 0 };
  const { at, header } = first;
  const xing = at + 4 + header.sideBytes;
  if (!['Xing', 'Info'].includes(latin1(bytes, xing, xing + 4)) || xing + 156 > bytes.length)
    return { skip: 0 };
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const flags = view.getUint32(xing + 4);
  const frames = flags & 1 ? view.getUint32(xing + 8) : 0;
  const lame =
    xing + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
  const known = /^(LAME|Lavf|Lavc|L3\.9|GOGO)/.test(latin1(bytes, lame, lame + 4));
  const delay = known ? (bytes[lame + 21] << 4) | (bytes[lame + 22] >> 4) : 0;
  const padding = known ? ((bytes[lame + 22] & 15) << 8) | bytes[lame + 23] : 0;
  const skip = known ? delay + DECODER_DELAY : 0;
  if (frames === 0) return { skip };
  const promised = frames * header.samples;
  if (decoded > promised + header.samples) {
    const more = ((decoded - promised) / header.sampleRate).toFixed(3);
    return {
      skip,
      notes: [
        `there are ${more} s more than its header says (${frames} frames); read to the end of the file`,
      ],
    };
  }
  return {
    skip,
    length: promised - skip - Math.max(0, padding - (known ? DECODER_DELAY : 0)),
    promised: true,
  };
}

/** Bytes of the ID3v2 tags at the beginning. */
function tagLength(source: ByteSource): number {
  let at = 0;
  for (let tags = 0; tags < 10; tags++) {
    const head = source.read(at, 10);
    if (head.length < 10 || latin1(head, 0, 3) !== 'ID3') break;
    at += 10 + (head[6] << 21) + (head[7] << 14) + (head[8] << 7) + head[9] + (head[5] & 16 ? 10 : 0);
  }
  return at;
}

function firstFrame(bytes: Uint8Array) {
  for (let at = 0; at + 4 < bytes.length; at++) {
    const header = mpegHeader(bytes, at);
    if (header === undefined) continue;
    // Two headers a frame apart are no accident.
    const next = at + header.bytes;
    if (next + 4 > bytes.length || mpegHeader(bytes, next)?.sampleRate === header.sampleRate)
      return { at, header };
  }
  return undefined;
}
