import { shellWord } from '../riff';
import type { ByteSource } from '../layout';
import { elements, numberIn, signedIn, type Element } from './ebml';
import { BLOCK_GROUP, CLUSTER, segmentOf, SIMPLE_BLOCK, structureOf, TRACKS } from './matroska-structure';
import type { PacketFormat, TrackFacts, Trim } from './format';

const TRACK = 0xae;
const TRACK_NUMBER = 0xd7;
const CODEC_DELAY = 0x56aa;
const BLOCK = 0xa1;
const DISCARD_PADDING = 0x75a2;
/** Clusters at the end in which the last block of a track is looked for. */
const LAST_CLUSTERS = 20;

/** Matroska and WebM. CodecDelay and DiscardPadding say what of the beginning and the end is the encoder's (RFC 9559). */
export const matroska: PacketFormat = {
  kind: 'packets',
  name: 'Matroska or WebM',
  recognizes: (head) => head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3,
  readers: ['MATROSKA', 'WEBM'],
  inspect: (source: ByteSource, name: string) => {
    const { promised, whole, damagedAt } = structureOf(source);
    if (promised !== undefined)
      return {
        refusal: `truncated: its header promises ${promised} bytes and ${source.size} are there; copy it again, or keep the rest: ffmpeg -i ${shellWord(name)} rest.wav`,
      };
    if (damagedAt !== undefined)
      return {
        refusal: `damaged at byte ${damagedAt} of ${source.size}; copy or export it again, or keep what can be read: ffmpeg -i ${shellWord(name)} rest.wav`,
      };
    const rest = source.size - whole;
    return rest === 0
      ? {}
      : { usable: whole, notes: [`its last ${rest} bytes are an unfinished piece; left out`] };
  },
  trim: (source: ByteSource, { id, codec, sampleRate, decoded, excess }: TrackFacts): Trim => {
    // Opus says its delay in its own header as well; of Vorbis the first packet gives no samples.
    const own = codec === 'opus' || codec === 'vorbis';
    const skip = own ? 0 : Math.round(codecDelay(source, id) * sampleRate);
    const padding = Math.round(discardPadding(source, id) * sampleRate);
    if (padding > 0) return { skip, length: decoded - skip - padding };
    // Durations are rounded to a thousandth of a second: less is no cut.
    return codec === 'aac' && excess > 0.001 * sampleRate
      ? { skip, length: decoded - skip - excess }
      : { skip };
  },
};

/** What the last block of a track says is to be left out of its end, s; 0 where it says nothing. */
function discardPadding(source: ByteSource, track: number): number {
  const segment = segmentOf(source);
  if (segment === undefined) return 0;
  const clusters: Element[] = [];
  for (const one of elements(source, segment.start, Math.min(segment.end, source.size)))
    if (one.id === CLUSTER) clusters.push(one);
  // Other tracks may go on for longer, but hardly for many clusters.
  for (const cluster of clusters.slice(-LAST_CLUSTERS).reverse()) {
    let padding: number | undefined;
    for (const group of elements(source, cluster.start, Math.min(cluster.end, source.size))) {
      if (group.id === SIMPLE_BLOCK && trackOf(source, group) === track) padding = 0;
      if (group.id !== BLOCK_GROUP) continue;
      const fields = [...elements(source, group.start, group.end)];
      const block = fields.find(({ id }) => id === BLOCK);
      if (block === undefined || trackOf(source, block) !== track) continue;
      const discard = fields.find(({ id }) => id === DISCARD_PADDING);
      padding = discard === undefined ? 0 : Math.max(0, signedIn(source, discard)) / 1e9;
    }
    if (padding !== undefined) return padding;
  }
  return 0;
}

/** The number of the track at the beginning of a block; of those up to 127. */
function trackOf(source: ByteSource, { start }: Element): number {
  return source.read(start, 1)[0] & 0x7f;
}

/** The encoder's delay of a track, s. */
function codecDelay(source: ByteSource, track: number): number {
  const segment = segmentOf(source);
  if (segment === undefined) return 0;
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
  return 0;
}
