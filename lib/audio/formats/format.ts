import type { ByteSource, PcmLayout } from '../layout';

/** What is cut off the decoded samples of a track, so that only what was recorded remains. Samples per channel at its own rate. */
export interface Trim {
  /** Left out at the beginning: the encoder's delay. */
  readonly skip: number;
  /** Samples that remain after that; absent where the file does not say. */
  readonly length?: number;
  /** Whether a file without these samples lost its end: `length` was counted, not derived from what is there. */
  readonly promised?: boolean;
  readonly notes?: readonly string[];
}

/** What a format has to know of its sound track to say what is cut off. */
export interface TrackFacts {
  /** As the container counts its tracks. */
  readonly id: number;
  readonly codec: string;
  /** Hz, of the decoded samples */
  readonly sampleRate: number;
  /** Decoded samples per channel, before anything is cut off. */
  readonly decoded: number;
  /** End of the last packet after the first sample that counts, s, as the container has it. */
  readonly end: number;
  /** How many samples longer the last packet is than the container says it lasts. */
  readonly excess: number;
}

/** Samples that lie in the file as they are, to be read from any place. */
export interface PcmFormat {
  readonly kind: 'pcm';
  /** As people call it. */
  readonly name: string;
  /** Whether a file that begins with these bytes (64, or all there are) is one. */
  readonly recognizes: (head: Uint8Array) => boolean;
  /** @throws Error naming the file, the field, what was found and a way out */
  readonly layout: (source: ByteSource, name: string) => PcmLayout;
}

/** What the structure of a file says. */
export interface Inspection {
  /** Why it is not read, as the end of a sentence, with a way out. */
  readonly refusal?: string;
  /** How many bytes can be read of one that lacks its end; all unless given. */
  readonly usable?: number;
  /** What users should know of it. */
  readonly notes?: readonly string[];
}

/** Compressed samples in packets, to be decoded from the beginning. */
export interface PacketFormat {
  readonly kind: 'packets';
  readonly name: string;
  readonly recognizes: (head: Uint8Array) => boolean;
  /** Names of the formats in mediabunny that read it. */
  readonly readers: readonly ('MP4' | 'QTFF' | 'MATROSKA' | 'WEBM' | 'MP3' | 'OGG' | 'ADTS' | 'FLAC')[];
  /** A look at the structure of a file before it is decoded; without it all of the file is read. */
  readonly inspect?: (source: ByteSource, name: string) => Inspection;
  /** What is to be cut off, from the whole file and its decoded track. */
  readonly trim: (source: ByteSource, track: TrackFacts) => Trim;
}

export type Format = PcmFormat | PacketFormat;

/** The bytes as text, a character a byte. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}
