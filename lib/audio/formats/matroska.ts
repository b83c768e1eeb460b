import { shellWord } from '../riff';
import type { ByteSource } from '../layout';
import { elements, numberIn } from './ebml';
import type { PacketFormat, TrackFacts, Trim } from './format';

const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const TRACK_NUMBER = 0xd7;
const CODEC_DELAY = 0x56aa;

/** Matroska and WebM. CodecDelay says how much of the beginning is the encoder's delay (RFC 9559). */
export const matroska: PacketFormat = {
  kind: 'packets',
  name: 'Matroska or WebM',
  recognizes: (head) => head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3,
  readers: ['MATROSKA', 'WEBM'],
  missing: (source: ByteSource, name: string): string | undefined => {
    for (const { id, end } of elements(source, 0, source.size))
      if (id === SEGMENT && end > source.size)
        return `truncated: its header promises ${end} bytes and ${source.size} are there; copy it again, or keep the rest: ffmpeg -i ${shellWord(name)} rest.wav`;
    return undefined;
  },
  trim: (source: ByteSource, { id, codec, sampleRate, decoded, excess }: TrackFacts): Trim => {
    // Opus says its delay in its own header as well; of Vorbis the first packet gives no samples.
    const own = codec === 'opus' || codec === 'vorbis';
    const skip = own ? 0 : Math.round(codecDelay(source, id) * sampleRate);
    // Durations are rounded to a thousandth of a second: less is no cut.
    return excess > 0.001 * sampleRate ? { skip, length: decoded - skip - excess } : { skip };
  },
};

/** The encoder's delay of a track, s. */
function codecDelay(source: ByteSource, track: number): number {
  for (const segment of elements(source, 0, source.size)) {
    if (segment.id !== SEGMENT) continue;
    for (const tracks of elements(source, segment.start, Math.min(segment.end, source.size))) {
      if (tracks.id !== TRACKS) continue;
      for (const entry of elements(source, tracks.start, tracks.end)) {
        if (entry.id !== TRACK) continue;
        const fields = [...elements(source, entry.start, entry.end)];
        const field = (id: number): number => {
          const found = fields.find((one) => one.id === id);
          return found === undefined ? 0 : numberIn(source, found);
        };
        if (field(TRACK_NUMBER) === track) return field(CODEC_DELAY) / 1e9;
      }
      return 0;
    }
  }
  return 0;
}
