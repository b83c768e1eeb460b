import { readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { pow } from '../stats/pow';
import { fileError } from '../text/file-error';
import { SoundMeter, type SoundFacts } from './remarks';
import { WaveFile } from './wave-file';
import { wavLayout, type ByteSource, type WavLayout } from './riff';
import { finiteSamples, readingAhead, type SampleReader } from './sample-reader';
import { sampleRange, selectChannel, type Channel, type Recording } from './signal';

/** What the header of a WAV file says. */
export interface WavInfo {
  /** s */
  readonly duration: number;
  /** Hz */
  readonly sampleRate: number;
  readonly channels: number;
  readonly notes: readonly string[];
}

/** Samples decoded at a time, so that a long file is never in memory twice. */
const BLOCK = 65_536;

/** A stretch of a recording, s: all of it unless given. */
export interface WavStretch {
  readonly start?: number;
  /** Infinity for "to the end" */
  readonly end?: number;
}

/**
 * Reads a WAV file, or a stretch of it.
 *
 * Integers are divided by their full scale (16 bits by 32768), floating-point samples are taken as they are, as
 * libsndfile does. Samples of a floating-point file that are infinite or not a number become NaN, with a note;
 * what is measured across them cannot be measured. `riff.ts` says which formats are read.
 *
 * @param stretch.start s; @param stretch.end s, Infinity for "to the end"; only these samples are read, as `cut` would
 * @throws Error naming the file, the field, what was found and a way out
 */
export function readWav(path: string, { start = 0, end = Infinity }: WavStretch = {}): Promise<Recording> {
  return withFile(path, (source) => {
    const layout = wavLayout(source, path);
    const [first, last] = sampleRange(start, end, layout.sampleRate, layout.frames);
    return decode(source, layout, first, last, path);
  });
}

/**
 * One channel of a WAV file, or of a stretch of it, that is never in memory as a whole.
 *
 * @param stretch as of `readWav`
 * @param use gets the recording, to be read while it runs; samples that are not finite are 0
 * @returns what `use` returned, what was unusual about the samples read, and what they are like
 * @throws Error as `readWav`; RangeError for a channel that the file does not have
 */
export function useWav<T>(
  path: string,
  channel: Channel,
  use: (reader: SampleReader) => T,
  { start = 0, end = Infinity }: WavStretch = {},
): Promise<{ result: T; notes: readonly string[]; facts: SoundFacts }> {
  return withFile(path, (source) => {
    const layout = wavLayout(source, path);
    const { sampleRate, frames } = layout;
    const [first, last] = sampleRange(start, end, sampleRate, frames);
    let counted = first; // samples before this one have been looked at
    let odd = 0;
    const meter = new SoundMeter();
    const readWithGaps = (from: number, to: number): Float64Array => {
      const channels = decodeSamples(source, layout, first + from, first + to, path);
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
    const result = use(readingAhead({ sampleRate, length: last - first, read, readWithGaps }));
    return { result, notes: [...layout.notes, ...noteOf(odd)], facts: meter.facts(sampleRate) };
  });
}

/** A WAV file that is already in memory; `name` is what errors call it. Otherwise as `readWav`. */
export function decodeWav(bytes: Uint8Array, name: string): Recording {
  const source = {
    size: bytes.length,
    read: (offset: number, length: number) => bytes.subarray(offset, offset + length),
  };
  const layout = wavLayout(source, name);
  return decode(source, layout, 0, layout.frames, name);
}

/** Duration, rate and channels of a WAV file from its chunk headers; some hundred bytes are read. */
export function wavInfo(path: string): Promise<WavInfo> {
  return withFile(path, (source) => {
    const { frames, sampleRate, channels, notes } = wavLayout(source, path);
    return { duration: frames / sampleRate, sampleRate, channels, notes };
  });
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
  const bytes = withHeader(layout, lengths[0] * channels.length * bytesPerSample);
  const view = new DataView(bytes.buffer);
  let at = HEADER;
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

/** Reads within `use` are synchronous, so that one walk through the chunks serves files and bytes in memory. */
async function withFile<T>(path: string, use: (source: ByteSource) => T): Promise<T> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw fileError(error, path);
  });
  try {
    const stat = await file.stat();
    if (stat.isDirectory()) throw new Error(`${path}: a folder; name the files in it, such as ${path}/*.wav`);
    const { size } = stat;
    const read = (offset: number, length: number) => {
      const bytes = new Uint8Array(length);
      return bytes.subarray(0, readSync(file.fd, bytes, 0, length, offset));
    };
    return use({ size, read });
  } finally {
    await file.close();
  }
}

function decode(source: ByteSource, layout: WavLayout, first: number, last: number, name: string): Recording {
  const channels = decodeSamples(source, layout, first, last, name);
  const odd = layout.format === 'float' ? markNotFinite(channels) : 0;
  return { channels, sampleRate: layout.sampleRate, notes: [...layout.notes, ...noteOf(odd)] };
}

function decodeSamples(
  source: ByteSource,
  layout: WavLayout,
  first: number,
  last: number,
  name: string,
): Float64Array[] {
  const channels = Array.from({ length: layout.channels }, () => new Float64Array(last - first));
  const frameBytes = layout.channels * layout.bytesPerSample;
  for (let at = first; at < last; at += BLOCK) {
    const frames = Math.min(BLOCK, last - at);
    const bytes = source.read(layout.dataStart + at * frameBytes, frames * frameBytes);
    if (bytes.length < frames * frameBytes) {
      throw new Error(`${name}: ended after ${at} samples while it was read; is it still being written?`);
    }
    fill(channels, at - first, bytes, layout);
  }
  return channels;
}

/** Decodes interleaved `bytes` into the channels, from sample `offset` on. */
function fill(channels: readonly Float64Array[], offset: number, bytes: Uint8Array, layout: WavLayout): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sample = samplers.get(layout.format + 8 * layout.bytesPerSample);
  if (sample !== undefined) {
    deinterleave(channels, offset, bytes.length / layout.bytesPerSample, view, sample);
  } else {
    const { values, zero, fullScale } = decodeByWavefile(bytes, layout);
    deinterleave(channels, offset, values.length, values, (all, i) => (all[i] - zero) / fullScale);
  }
}

/** Value of interleaved sample `index`, by format and bits. */
const samplers: ReadonlyMap<string, (bytes: DataView, index: number) => number> = new Map([
  ['integer16', (bytes, i) => bytes.getInt16(2 * i, true) / 32768],
  ['integer24', (bytes, i) => (bytes.getInt16(3 * i + 1, true) * 256 + bytes.getUint8(3 * i)) / 8388608],
  ['float32', (bytes, i) => bytes.getFloat32(4 * i, true)],
  ['float64', (bytes, i) => bytes.getFloat64(8 * i, true)],
]);

function deinterleave<Source>(
  channels: readonly Float64Array[],
  offset: number,
  count: number,
  source: Source,
  sample: (source: Source, index: number) => number,
): void {
  const step = channels.length;
  for (let c = 0; c < step; c++) {
    const samples = channels[c];
    for (let i = offset, at = c; at < count; i++, at += step) samples[i] = sample(source, at);
  }
}

/**
 * The rarer formats by way of wavefile, which takes ten times as long for an integer and thirty for a float.
 *
 * It gets a plain header of our own before the samples, because it does not read open data sizes or unpadded
 * chunks; and it leaves integers unscaled, 8-bit ones unsigned.
 */
function decodeByWavefile(bytes: Uint8Array, layout: WavLayout) {
  const plain = withHeader(layout, bytes.length);
  plain.set(bytes, HEADER);
  const file = new WaveFile(plain);
  if (layout.format === 'a-law') file.fromALaw();
  if (layout.format === 'mu-law') file.fromMuLaw();
  const values = file.getSamples(true, Float64Array);
  if (layout.format !== 'integer') return { values, zero: 0, fullScale: 32768 }; // G.711 decodes to 16 bits
  const bits = 8 * layout.bytesPerSample;
  return { values, zero: bits === 8 ? 128 : 0, fullScale: pow(2, bits - 1) };
}

/** Turns infinite samples into NaN; returns how many there were of both. */
function markNotFinite(channels: readonly Float64Array[]): number {
  let count = 0;
  for (const samples of channels) {
    for (let i = 0; i < samples.length; i++) {
      if (!Number.isFinite(samples[i])) {
        samples[i] = NaN;
        count++;
      }
    }
  }
  return count;
}

const noteOf = (count: number): string[] =>
  count === 0 ? [] : [`${count} samples are infinite or not a number; taken as missing (NaN)`];

const HEADER = 44;
const TAGS = { integer: 1, float: 3, 'a-law': 6, 'mu-law': 7 } as const;

/** A plain header followed by room for `dataBytes` bytes of samples. */
function withHeader(
  layout: Pick<WavLayout, 'format' | 'bytesPerSample' | 'channels' | 'sampleRate'>,
  dataBytes: number,
): Uint8Array {
  const padded = dataBytes + (dataBytes % 2);
  const bytes = new Uint8Array(HEADER + padded);
  const view = new DataView(bytes.buffer);
  const text = (at: number, id: string) => {
    for (let i = 0; i < 4; i++) view.setUint8(at + i, id.charCodeAt(i));
  };
  const blockAlign = layout.channels * layout.bytesPerSample;
  text(0, 'RIFF');
  view.setUint32(4, HEADER - 8 + padded, true);
  text(8, 'WAVE');
  text(12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, TAGS[layout.format], true);
  view.setUint16(22, layout.channels, true);
  view.setUint32(24, layout.sampleRate, true);
  view.setUint32(28, layout.sampleRate * blockAlign, true);
  view.setUint16(32, blockAlign, true);
  view.setUint16(34, 8 * layout.bytesPerSample, true);
  text(36, 'data');
  view.setUint32(40, dataBytes, true);
  return bytes;
}
