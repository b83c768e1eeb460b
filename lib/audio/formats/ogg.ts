import type { ByteSource } from '../layout';
import { latin1, type PacketFormat, type TrackFacts, type Trim } from './format';

/** The longest page of Ogg, bytes. */
const PAGE = 65_307;
/** Bytes before the lengths of a page's segments. */
const HEADER = 27;
const FIRST_PAGE = 2;
const LAST_PAGE = 4;

/** Ogg with Vorbis or Opus. The position of the last page says where the sound ends (RFC 3533, RFC 7845). */
export const ogg: PacketFormat = {
  kind: 'packets',
  name: 'Ogg (Vorbis, Opus)',
  recognizes: (head) => latin1(head, 0, 4) === 'OggS',
  readers: ['OGG'],
  inspect: (source: ByteSource) => {
    const { start, whole } = lastPage(source);
    const streams = streamsIn(source);
    return {
      usable: whole ? source.size : start,
      notes:
        streams > 1
          ? [`${streams} recordings follow one another in it; the first is read, export them one by one`]
          : [],
    };
  },
  trim: (source: ByteSource, { sampleRate, end }: TrackFacts): Trim => ({
    skip: 0,
    length: Math.round(end * sampleRate),
    notes: isFinished(source)
      ? []
      : ['no page is marked as the last one; probably the recording was cut short, or is still going on'],
  }),
};

/** The page that begins last: where, its flags, and whether all of it is there. */
function lastPage(source: ByteSource): {
  readonly start: number;
  readonly flags: number;
  readonly whole: boolean;
} {
  const from = Math.max(0, source.size - 2 * PAGE);
  const tail = Buffer.from(source.read(from, 2 * PAGE));
  const at = Math.max(0, tail.lastIndexOf('OggS', undefined, 'latin1'));
  const segments = tail.subarray(at + HEADER, at + HEADER + (tail[at + HEADER - 1] ?? 0));
  const bytes = HEADER + segments.length + segments.reduce((sum, length) => sum + length, 0);
  const whole = tail.length > at + HEADER && at + bytes <= tail.length;
  return { start: from + at, flags: tail[at + 5] ?? 0, whole };
}

function isFinished(source: ByteSource): boolean {
  const { flags, whole } = lastPage(source);
  return whole && (flags & LAST_PAGE) !== 0;
}

/** How many streams follow one another: each begins with pages marked so. */
function streamsIn(source: ByteSource): number {
  let streams = 0;
  let beginning = false;
  for (let at = 0; at + HEADER <= source.size;) {
    const page = source.read(at, HEADER + 255);
    if (latin1(page, 0, 4) !== 'OggS') break; // damaged; players look for the next page
    const first = (page[5] & FIRST_PAGE) !== 0;
    if (first && !beginning) streams++;
    beginning = first;
    const segments = page.subarray(HEADER, HEADER + page[HEADER - 1]);
    at += HEADER + segments.length + segments.reduce((sum, length) => sum + length, 0);
  }
  return streams;
}
