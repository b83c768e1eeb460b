import type { Signal } from './signal';

/** One mono recording that need not be in memory: its samples are read stretch by stretch. */
export interface SampleReader {
  /** Hz */
  readonly sampleRate: number;
  /** How many samples there are. */
  readonly length: number;
  /** Samples `from` up to, not including, `to`, both within the recording; not to be changed, valid until the next call. */
  readonly read: (from: number, to: number) => Float64Array;
}

/** A signal in memory, to be read as if it were not. */
export function readerOf({ samples, sampleRate }: Signal): SampleReader {
  return { sampleRate, length: samples.length, read: (from, to) => samples.subarray(from, to) };
}
