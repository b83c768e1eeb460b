import type { Signal } from './signal';

/** One mono recording that is read stretch by stretch. */
export interface SampleReader {
  /** Hz */
  readonly sampleRate: number;
  /** Number of samples. */
  readonly length: number;
  /**
   * Samples `from` up to, not including, `to`, both within the recording; read only, valid until the next call. Samples
   * that are not finite are 0.
   */
  readonly read: (from: number, to: number) => Float64Array;
  /** `read` with NaN for samples that are not finite, where a recording may have them. */
  readonly readWithGaps?: (from: number, to: number) => Float64Array;
}

/** A sound to measure: samples in memory, or a reader. */
export type Sound = Signal | SampleReader;

/** A reader of a sound. Samples in memory that are not finite become 0, so that damaged places count as silence. */
export function readerOf(sound: Sound): SampleReader {
  if ('then' in sound)
    throw new TypeError('a recording is wanted, and this is a promise of one: put `await` before open(…)');
  if (!('samples' in sound)) return sound;
  const { sampleRate } = sound;
  const samples = finiteSamples(sound.samples);
  return { sampleRate, length: samples.length, read: (from, to) => samples.subarray(from, to) };
}

/** The samples with 0 in place of every NaN and infinity; the same array when all are finite. */
export function finiteSamples(samples: Float64Array): Float64Array {
  let zero = 0;
  for (let i = 0; i < samples.length; i++) zero += 0 * samples[i]; // NaN when a sample is infinite or NaN
  return zero === 0 ? samples : samples.map((x) => (Number.isFinite(x) ? x : 0));
}

/** A reader of samples `first` up to, not including, `last` of a recording. */
export function part({ sampleRate, read }: SampleReader, first: number, last: number): SampleReader {
  return { sampleRate, length: last - first, read: (from, to) => read(first + from, first + to) };
}

/** Length of a sound in seconds. */
export function soundDuration({ sampleRate, length }: SampleReader): number {
  return length / sampleRate;
}

/** Samples that `forEachChunk` reads at a time. */
const chunk = 2 ** 16;

/** Calls `use` with all samples in order, a chunk at a time. */
export function forEachChunk({ length, read }: SampleReader, use: (samples: Float64Array) => void): void {
  for (let at = 0; at < length; at += chunk) use(read(at, Math.min(length, at + chunk)));
}

/** Sum of the squared deviations of all samples from `centre`. */
export function squaresAbout(reader: SampleReader, centre: number): number {
  let sum = 0;
  forEachChunk(reader, (samples) => {
    sum = plusSquares(sum, samples, centre);
  });
  return sum;
}

function plusSquares(sum: number, samples: Float64Array, centre: number): number {
  for (let i = 0; i < samples.length; i++) sum += (samples[i] - centre) * (samples[i] - centre);
  return sum;
}

/** A buffered reader: it reads ahead, so that many short consecutive stretches cost few reads. */
export function readingAhead({ sampleRate, length, read, readWithGaps }: SampleReader): SampleReader {
  let first = 0;
  let buffer: Float64Array = new Float64Array(0);
  return {
    sampleRate,
    length,
    readWithGaps,
    read(from, to) {
      if (from < first || to > first + buffer.length) {
        first = Math.max(0, from - chunk);
        buffer = read(first, Math.min(length, Math.max(to, from + 4 * chunk)));
      }
      return buffer.subarray(from - first, to - first);
    },
  };
}
