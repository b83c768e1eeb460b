import { formatOf, headBytes } from '../../audio/formats/registry';
import { pcmReader } from '../../audio/pcm-reader';
import { part, type SampleReader } from '../../audio/sample-reader';
import { sampleRange, type Channel } from '../../audio/signal';
import type { SoundInfo, Span } from '../calls';
import { blobSource } from './blob-source';

/** A recording that is read piece by piece, as often as it is asked for. */
export interface OpenSound {
  readonly info: SoundInfo;
  readonly reader: SampleReader;
}

/**
 * Opens an uncompressed recording.
 *
 * @throws Error naming the file, what was found and a way out
 */
export function openSound(file: Blob, name: string, channel: Channel): OpenSound {
  const source = blobSource(file);
  const format = formatOf(source.read(0, headBytes));
  if (format?.kind !== 'pcm') throw new Error(`${name}: no WAV or AIFF file`);
  const layout = format.layout(source, name);
  const { reader, looked } = pcmReader(source, layout, channel, name);
  const info: SoundInfo = {
    name,
    format: format.name,
    duration: layout.frames / layout.sampleRate,
    sampleRate: layout.sampleRate,
    channels: layout.channels,
    notes: looked().notes,
  };
  return { info, reader };
}

/** The stretch of a recording that `cut` would give. */
export function stretch(reader: SampleReader, { from, to }: Span): SampleReader {
  const [first, last] = sampleRange(from, to, reader.sampleRate, reader.length);
  return part(reader, first, last);
}

/** A reader that says how far it has come, and starts again from the beginning when it is read anew. */
export function withProgress(reader: SampleReader, told: (share: number) => void): SampleReader {
  let last = -1;
  return {
    ...reader,
    read: (from, to) => {
      const share = Math.floor((100 * to) / reader.length);
      if (share !== last) {
        last = share;
        told(share / 100);
      }
      return reader.read(from, to);
    },
  };
}
