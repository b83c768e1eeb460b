import { decodeSamples, markNotFinite } from './pcm';
import { wavLayout } from './riff';
import type { Recording } from './signal';
import { plainHeader } from './wav-header';

/**
 * A WAV file that is already in memory.
 *
 * Integers are divided by their full scale (16 bits by 32768), floating-point samples are taken as they are, as
 * libsndfile does. Samples of a floating-point file that are infinite or not a number become NaN, with a note;
 * what is measured across them cannot be measured. `riff.ts` says which formats are read.
 *
 * @param name what errors call the file
 * @throws Error naming the file, the field, what was found and a way out
 */
export function decodeWav(bytes: Uint8Array, name: string): Recording {
  const source = {
    size: bytes.length,
    read: (offset: number, length: number) => bytes.subarray(offset, offset + length),
  };
  const layout = wavLayout(source, name);
  const channels = decodeSamples(source, layout, 0, layout.frames, name);
  const odd = layout.format === 'float' ? markNotFinite(channels) : 0;
  return { channels, sampleRate: layout.sampleRate, notes: [...layout.notes, ...notFiniteNotes(odd)] };
}

/** What is said of samples that are infinite or not a number; nothing where there are none. */
export function notFiniteNotes(count: number): string[] {
  return count === 0 ? [] : [`${count} samples are infinite or not a number; taken as missing (NaN)`];
}

/**
 * A WAV file of 16-bit integers or 32-bit floats.
 *
 * Integers are x · 32768, rounded and clipped to the range, without dither, so that 16-bit samples which were read
 * come out as they were.
 *
 * @param channels one array per channel, of one length, samples in [-1, 1]
 * @param sampleRate Hz, whole
 * @throws RangeError when the channels differ in length, there is none, or the rate is not whole
 */
export function encodeWav(
  channels: readonly Float64Array[],
  sampleRate: number,
  bitDepth: 16 | 32 = 16,
): Uint8Array {
  const lengths = channels.map((channel) => channel.length);
  if (lengths.length === 0 || lengths.some((length) => length !== lengths[0])) {
    throw new RangeError(`channels of [${lengths.join(', ')}] samples; give at least one, all of one length`);
  }
  if (!Number.isInteger(sampleRate) || sampleRate <= 0) {
    throw new RangeError(`sample rate ${sampleRate} Hz; a WAV file holds whole numbers above 0`);
  }
  const bytesPerSample = bitDepth / 8;
  const format = bitDepth === 16 ? 'integer' : 'float';
  const layout = { format, bytesPerSample, channels: channels.length, sampleRate } as const;
  const { bytes, dataStart } = plainHeader(layout, lengths[0] * channels.length * bytesPerSample);
  const view = new DataView(bytes.buffer);
  let at = dataStart;
  for (let i = 0; i < lengths[0]; i++) {
    for (const samples of channels) {
      if (bitDepth === 16) {
        view.setInt16(at, Math.max(-32768, Math.min(32767, Math.round(samples[i] * 32768))), true);
      } else {
        view.setFloat32(at, samples[i], true);
      }
      at += bytesPerSample;
    }
  }
  return bytes;
}
