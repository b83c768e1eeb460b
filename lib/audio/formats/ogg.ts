import type { ByteSource } from '../layout';
import { latin1, type PacketFormat, type TrackFacts, type Trim } from './format';

/** The longest page of Ogg, bytes. */
const PAGE = 65_307;
const LAST_PAGE = 4;

/** Ogg with Vorbis or Opus. The position of the last page says where the sound ends (RFC 3533, RFC 7845). */
export const ogg: PacketFormat = {
  kind: 'packets',
  name: 'Ogg (Vorbis, Opus)',
  recognizes: (head) => latin1(head, 0, 4) === 'OggS',
  readers: ['OGG'],
  trim: (source: ByteSource, { sampleRate, end }: TrackFacts): Trim => ({
    skip: 0,
    length: Math.round(end * sampleRate),
    notes: endsWell(source)
      ? []
      : ['no page is marked as the last one; probably the recording was cut short, or is still going on'],
  }),
};

function endsWell(source: ByteSource): boolean {
  const tail = Buffer.from(source.read(Math.max(0, source.size - 2 * PAGE), 2 * PAGE));
  const at = tail.lastIndexOf('OggS', undefined, 'latin1');
  return at >= 0 && at + 5 < tail.length && (tail[at + 5] & LAST_PAGE) !== 0;
}
