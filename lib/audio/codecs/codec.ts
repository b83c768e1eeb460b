/** A piece of compressed sound, as its container holds it. */
export interface Packet {
  readonly data: Uint8Array;
  /** s; coarse where the container counts in thousandths. */
  readonly timestamp: number;
  /** s; 0 where the container does not say. */
  readonly duration: number;
}

/** What a container says of its sound track. */
export interface Track {
  readonly codec: string;
  readonly channels: number;
  /** Hz */
  readonly sampleRate: number;
  /** The codec's own header. */
  readonly description?: Uint8Array;
  /** The first packet. */
  readonly first: Packet;
}

/** Decoded samples, and how many packets became silence because they cannot be decoded. */
export interface Decoded {
  /** One array per channel, of one length. */
  readonly channels: readonly Float32Array[];
  readonly damaged: number;
}

/** Decodes the packets of one track in their order. */
export interface Decoder {
  /** Hz */
  readonly sampleRate: number;
  readonly channels: number;
  /** Samples at the beginning that are the encoder's delay, as the codec's own header says. */
  readonly skip: number;
  /** What users should know. */
  readonly notes: readonly string[];
  /** Samples per channel in a packet; undefined where only decoding tells. */
  readonly samplesIn: (packet: Packet) => number | undefined;
  readonly decode: (packets: readonly Packet[]) => Decoded | Promise<Decoded>;
  readonly end: () => void;
}

export interface Codec {
  /** As mediabunny names it. */
  readonly name: string;
  /** @throws Error saying what is wrong with the track, without the file's name */
  readonly start: (track: Track) => Decoder | Promise<Decoder>;
}
