import { pow } from '../stats/pow';
import type { ByteSource, PcmCoding, PcmLayout } from './layout';
import { plainHeader } from './wav-header';
import { WaveFile } from './wave-file';

/** Samples decoded at a time, so that a long file is never in memory twice. */
const BLOCK = 65_536;

/**
 * Samples `first` up to, not including, `last` of every channel. Integers are divided by their full scale (16 bits by
 * 32768), floating-point samples are taken as they are.
 *
 * @throws Error naming the file when it has become shorter
 */
export function decodeSamples(
  source: ByteSource,
  layout: PcmLayout,
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
    fillSamples(channels, at - first, bytes, layout);
  }
  return channels;
}

/** Decodes interleaved `bytes` into the channels, from sample `offset` on. */
export function fillSamples(
  channels: readonly (Float64Array | Float32Array)[],
  offset: number,
  bytes: Uint8Array,
  coding: PcmCoding,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { format, bytesPerSample, byteOrder = '' } = coding;
  const sample = samplers.get(`${format}${8 * bytesPerSample}${byteOrder}`);
  if (sample !== undefined) {
    deinterleave(channels, offset, bytes.length / bytesPerSample, view, sample);
  } else {
    const { values, zero, fullScale } = decodeByWavefile(bytes, coding);
    deinterleave(channels, offset, values.length, values, (all, i) => (all[i] - zero) / fullScale);
  }
}

/** Value of interleaved sample `index`, by format, bits and order of bytes. */
const samplers: ReadonlyMap<string, (bytes: DataView, index: number) => number> = new Map([
  ['integer16', (bytes, i) => bytes.getInt16(2 * i, true) / 32768],
  ['integer24', (bytes, i) => (bytes.getInt16(3 * i + 1, true) * 256 + bytes.getUint8(3 * i)) / 8388608],
  ['float32', (bytes, i) => bytes.getFloat32(4 * i, true)],
  ['float64', (bytes, i) => bytes.getFloat64(8 * i, true)],
  ['integer8big', (bytes, i) => bytes.getInt8(i) / 128],
  ['integer16big', (bytes, i) => bytes.getInt16(2 * i) / 32768],
  ['integer24big', (bytes, i) => (bytes.getInt16(3 * i) * 256 + bytes.getUint8(3 * i + 2)) / 8388608],
  ['integer32big', (bytes, i) => bytes.getInt32(4 * i) / 2147483648],
  ['float32big', (bytes, i) => bytes.getFloat32(4 * i)],
  ['float64big', (bytes, i) => bytes.getFloat64(8 * i)],
]);

function deinterleave<Source>(
  channels: readonly (Float64Array | Float32Array)[],
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
function decodeByWavefile(bytes: Uint8Array, coding: PcmCoding) {
  const { bytes: plain, dataStart } = plainHeader(coding, bytes.length);
  plain.set(bytes, dataStart);
  const file = new WaveFile(plain);
  if (coding.format === 'a-law') file.fromALaw();
  if (coding.format === 'mu-law') file.fromMuLaw();
  const values = file.getSamples(true, Float64Array);
  if (coding.format !== 'integer') return { values, zero: 0, fullScale: 32768 }; // G.711 decodes to 16 bits
  const bits = 8 * coding.bytesPerSample;
  return { values, zero: bits === 8 ? 128 : 0, fullScale: pow(2, bits - 1) };
}

/** Turns infinite samples into NaN; returns how many there were of both. */
export function markNotFinite(channels: readonly Float64Array[]): number {
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
