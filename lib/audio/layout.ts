/** Where the bytes of a file come from; a read past the end returns what there is. */
export interface ByteSource {
  /** bytes */
  readonly size: number;
  readonly read: (offset: number, length: number) => Uint8Array;
}

/** How samples are written: whole numbers, floating point, or the 8-bit telephone codes of ITU-T G.711. */
export type SampleFormat = 'integer' | 'float' | 'a-law' | 'mu-law';

/** Where the samples of an uncompressed recording lie in its file, and how they are written. */
export interface PcmLayout {
  readonly format: SampleFormat;
  /** Bytes of one sample of one channel, padding included. */
  readonly bytesPerSample: number;
  /** Little unless given. Whole numbers of one byte are unsigned where it is little, signed where it is big, as in WAV and AIFF. */
  readonly byteOrder?: 'big';
  readonly channels: number;
  /** Hz */
  readonly sampleRate: number;
  /** Offset of the first sample in the file, bytes. */
  readonly dataStart: number;
  /** Samples per channel. */
  readonly frames: number;
  /** What was unusual about the file and how it was read; one sentence each, mostly none. */
  readonly notes: readonly string[];
}

/** How samples follow one another, wherever they lie. */
export type PcmCoding = Pick<
  PcmLayout,
  'format' | 'bytesPerSample' | 'byteOrder' | 'channels' | 'sampleRate'
>;
