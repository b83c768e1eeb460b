import { createRequire } from 'node:module';
import type { Decoded, Decoder, Packet } from './codec';

/** What is used of node-web-audio-api; its own types need those of a browser. */
interface WebAudio {
  readonly OfflineAudioContext: new (
    channels: number,
    length: number,
    sampleRate: number,
  ) => {
    decodeAudioData(bytes: ArrayBuffer): Promise<{
      readonly numberOfChannels: number;
      getChannelData(channel: number): Float32Array;
    }>;
  };
}

/** How a codec's packets become a file of their own, which node-web-audio-api (Symphonia) decodes. */
export interface NativeCodec {
  /** As people call it. */
  readonly name: string;
  /** Hz */
  readonly sampleRate: number;
  readonly channels: number;
  /** Packets before a stretch that are decoded with it, so that its first samples are right. */
  readonly before: number;
  readonly fileOf: (packets: readonly Packet[]) => Uint8Array | Promise<Uint8Array>;
  /** Samples per channel in a packet; undefined where only decoding tells, and the packets before give none. */
  readonly samplesIn: (packet: Packet) => number | undefined;
  readonly notes?: readonly string[];
}

/** Decodes stretch by stretch; a packet that cannot be decoded becomes silence of its length. */
export function nativeDecoder(codec: NativeCodec): Decoder {
  const { OfflineAudioContext } = webAudio(codec.name);
  const context = new OfflineAudioContext(1, 1, codec.sampleRate);
  let last: readonly Packet[] = []; // packets before the stretch

  /** The samples of a stretch, or undefined where they cannot be had. */
  const attempt = async (before: readonly Packet[], packets: readonly Packet[]) => {
    const all = [...before, ...packets];
    let channels: Float32Array[];
    try {
      const bytes = await codec.fileOf(all);
      const sound = await context.decodeAudioData(new Uint8Array(bytes).buffer); // a copy, which it takes away
      channels = Array.from({ length: sound.numberOfChannels }, (_, c) => sound.getChannelData(c));
    } catch {
      return undefined; // what is wrong with single packets is found by halving
    }
    const count = (some: readonly Packet[]): number | undefined => sum(some.map(codec.samplesIn));
    const [whole, own] = [count(all), count(packets)];
    if (channels.length !== codec.channels) return undefined;
    if (whole === undefined || own === undefined) return channels;
    return channels[0].length === whole ? channels.map((x) => x.subarray(whole - own)) : undefined;
  };

  const decode = async (before: readonly Packet[], packets: readonly Packet[]): Promise<Decoded[]> => {
    const channels = await attempt(before, packets);
    if (channels !== undefined) return [{ channels, damaged: 0 }];
    if (packets.length === 1) {
      const [packet] = packets;
      const samples = codec.samplesIn(packet) ?? Math.round(packet.duration * codec.sampleRate);
      const silence = Array.from({ length: codec.channels }, () => new Float32Array(samples));
      return [{ channels: silence, damaged: 1 }];
    }
    const middle = packets.length >> 1;
    const [first, second] = [packets.slice(0, middle), packets.slice(middle)];
    const left = await decode(before, first);
    if (totalDamage(left) > mostDamaged) return left;
    // Packets before the second half that cannot be decoded would spoil it too.
    const fresh = totalDamage(left) === first.length ? [] : first.slice(-codec.before || first.length);
    return [...left, ...(await decode(codec.before === 0 ? [] : fresh, second))];
  };

  return {
    sampleRate: codec.sampleRate,
    channels: codec.channels,
    skip: 0,
    notes: codec.notes ?? [],
    samplesIn: codec.samplesIn,
    async decode(packets) {
      const pieces = await decode(last, packets);
      last = codec.before === 0 ? [] : packets.slice(-codec.before);
      const channels = Array.from({ length: codec.channels }, (_, c) =>
        joined(pieces.map((one) => one.channels[c])),
      );
      return { channels, damaged: totalDamage(pieces) };
    },
    end: () => undefined,
  };
}

/** More damaged packets than this end the reading. */
export const mostDamaged = 100;

const totalDamage = (pieces: readonly Decoded[]): number =>
  pieces.reduce((count, { damaged }) => count + damaged, 0);

function sum(values: readonly (number | undefined)[]): number | undefined {
  let total = 0;
  for (const value of values) {
    if (value === undefined) return undefined;
    total += value;
  }
  return total;
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  if (pieces.length === 1) return pieces[0];
  const whole = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function webAudio(codec: string): WebAudio {
  try {
    return createRequire(__filename)('node-web-audio-api') as WebAudio;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    const way = /libasound/.test(reason)
      ? "install the system's libasound2 (Debian, Ubuntu: apt-get install libasound2)"
      : 'run `npm run setup`';
    throw new Error(`the decoder of ${codec} does not load (${reason}); ${way}`, { cause });
  }
}
