import type { ByteSource, PcmLayout } from './layout';
import { decodeSamples, markNotFinite } from './pcm';
import { SoundMeter, type SoundFacts } from './remarks';
import { finiteSamples, readingAhead, type SampleReader } from './sample-reader';
import { selectChannel, type Channel } from './signal';
import { notFiniteNotes } from './wav';

/** One channel of an uncompressed recording that is read stretch by stretch, and what is known of the samples read. */
export interface PcmReader {
  readonly reader: SampleReader;
  /** What was unusual about the file and the samples read so far, and what they are like. */
  readonly looked: () => { readonly notes: readonly string[]; readonly facts: SoundFacts };
}

/**
 * Reads samples `first` up to, not including, `last` of one channel, stretch by stretch; samples that are not finite are 0.
 *
 * @param name what errors call the file
 * @throws RangeError, on reading, for a channel that the recording does not have
 */
export function pcmReader(
  source: ByteSource,
  layout: PcmLayout,
  channel: Channel,
  name: string,
  { first, last }: { readonly first: number; readonly last: number } = { first: 0, last: layout.frames },
): PcmReader {
  const { sampleRate } = layout;
  let counted = first; // samples before this one have been looked at
  let odd = 0;
  const meter = new SoundMeter();
  const readWithGaps = (from: number, to: number): Float64Array => {
    const channels = decodeSamples(source, layout, first + from, first + to, name);
    if (first + to > counted) {
      const fresh = Math.max(0, counted - first - from);
      const unseen = channels.map((samples) => samples.subarray(fresh));
      odd += markNotFinite(unseen);
      meter.add(unseen);
      counted = first + to;
    }
    return selectChannel({ channels, sampleRate, notes: [] }, channel).samples;
  };
  const read = (from: number, to: number): Float64Array => finiteSamples(readWithGaps(from, to));
  return {
    reader: readingAhead({ sampleRate, length: last - first, read, readWithGaps }),
    looked: () => ({ notes: [...layout.notes, ...notFiniteNotes(odd)], facts: meter.facts(sampleRate) }),
  };
}
