import type { Signal } from './signal';

/** One mono recording that need not be in memory: its samples are read stretch by stretch. */
export interface SampleReader {
  /** Hz */
  readonly sampleRate: number;
  /** How many samples there are. */
  readonly length: number;
  /**
   * Samples `from` up to, not including, `to`, both within the recording; not to be changed, valid until the next call.
   * Those that the file does not know are 0.
   */
  readonly read: (from: number, to: number) => Float64Array;
  /** `read` with NaN for those that the file does not know, where it may have such. */
  readonly readWithGaps?: (from: number, to: number) => Float64Array;
}

/** What can be measured: samples in memory, or read as they are needed. */
export type Sound = Signal | SampleReader;

/** A sound to be read stretch by stretch. Samples in memory that are not finite become 0, so that a damaged spot counts as silence. */
export function readerOf(sound: Sound): SampleReader {
  if (!('samples' in sound)) return sound;
  const { sampleRate } = sound;
  const samples = finiteSamples(sound.samples);
  return { sampleRate, length: samples.length, read: (from, to) => samples.subarray(from, to) };
}

/** The samples with 0 in place of every NaN and infinity; the same array when all are finite. */
export function finiteSamples(samples: Float64Array): Float64Array {
  let zero = 0;
  for (let i = 0; i < samples.length; i++) zero += 0 * samples[i]; // NaN from the first infinity or NaN on
  return zero === 0 ? samples : samples.map((x) => (Number.isFinite(x) ? x : 0));
}

/** Samples `first` up to, not including, `last` of a recording, as a recording of their own. */
export function part({ sampleRate, read }: SampleReader, first: number, last: number): SampleReader {
  return { sampleRate, length: last - first, read: (from, to) => read(first + from, first + to) };
}

/** Length of a sound in seconds. */
export function soundDuration({ sampleRate, length }: SampleReader): number {
  return length / sampleRate;
}

/** Samples read at a time where all are looked at. */
const chunk = 2 ** 16;

/** Calls `use` with all samples, from the first to the last, so many at a time. */
export function forEachChunk({ length, read }: SampleReader, use: (samples: Float64Array) => void): void {
  for (let at = 0; at < length; at += chunk) use(read(at, Math.min(length, at + chunk)));
}

/** Sum of the squared distances of all samples from `centre`. */
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

/**
 * Keeps what was read last, and reads well beyond what is asked for, so that many small stretches that follow one
 * another cost few readings.
 */
export function readingAhead({ sampleRate, length, read, readWithGaps }: SampleReader): SampleReader {
  let first = 0;
  let kept: Float64Array = new Float64Array(0);
  return {
    sampleRate,
    length,
    readWithGaps,
    read(from, to) {
      if (from < first || to > first + kept.length) {
        first = Math.max(0, from - chunk);
        kept = read(first, Math.min(length, Math.max(to, from + 4 * chunk)));
      }
      return kept.subarray(from - first, to - first);
    },
  };
}
