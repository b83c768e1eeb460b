import { pow } from '../../stats/pow';
import type { Codec, Packet } from './codec';

/** Opus decodes to this rate whatever went in. */
const RATE = 48_000; // Hz
const HEAD = 19;
/** Where each channel of a WAV file stands in the order of Vorbis, by the number of channels; others stand alike. */
const orders: Readonly<Record<number, readonly number[]>> = {
  3: [0, 2, 1],
  5: [0, 2, 1, 3, 4],
  6: [0, 2, 1, 5, 3, 4],
  7: [0, 2, 1, 6, 5, 3, 4],
  8: [0, 2, 1, 7, 5, 6, 3, 4],
};

/** Opus, from Ogg, WebM, Matroska or MP4; delay and gain are those of its header (RFC 7845, 5.1). */
export const opus: Codec = {
  name: 'opus',
  start: async ({ description, channels: announced }) => {
    const head = headOf(description, announced);
    const { channels, gain, skip, streamCount, coupledStreamCount, channelMappingTable } = head;
    const { OpusDecoder } = await import('opus-decoder');
    const decoder = new OpusDecoder({ channels, streamCount, coupledStreamCount, channelMappingTable });
    await decoder.ready;
    const order =
      (head.ordered ? orders[channels] : undefined) ?? Array.from({ length: channels }, (_, c) => c);
    return {
      sampleRate: RATE,
      channels,
      skip,
      notes: [],
      samplesIn,
      decode: (packets) => {
        const samples = packets.map(samplesIn);
        const whole = Array.from(
          { length: channels },
          () => new Float32Array(samples.reduce((a, b) => a + b, 0)),
        );
        let damaged = 0;
        let at = 0;
        packets.forEach(({ data }, i) => {
          const { channelData, samplesDecoded, errors } = quietly(() => decoder.decodeFrame(data));
          if (errors.length > 0 || samplesDecoded !== samples[i]) damaged++;
          else channelData.forEach((one, c) => whole[c].set(one, at));
          at += samples[i];
        });
        if (gain !== 1) for (const one of whole) for (let i = 0; i < one.length; i++) one[i] *= gain;
        return { channels: order.map((c) => whole[c]), damaged };
      },
      end: () => decoder.free(),
    };
  },
};

function headOf(description: Uint8Array | undefined, announced: number) {
  if (description === undefined || description.length < HEAD)
    return stereoOrMono(Math.min(2, announced), 0, 1);
  const view = new DataView(description.buffer, description.byteOffset, description.byteLength);
  const channels = view.getUint8(9);
  const skip = view.getUint16(10, true);
  const gain = pow(10, view.getInt16(16, true) / 256 / 20);
  if (channels === 0) throw new Error('its Opus header says 0 channels');
  if (view.getUint8(18) === 0) return stereoOrMono(channels, skip, gain);
  const table = [...description.subarray(HEAD + 2, HEAD + 2 + channels)];
  const [streamCount, coupledStreamCount] = [description[HEAD], description[HEAD + 1]];
  const streams = streamCount + coupledStreamCount;
  if (
    !(streamCount >= 1 && coupledStreamCount <= streamCount) ||
    table.length < channels ||
    table.some((one) => one >= streams)
  )
    throw new Error('the channels in its Opus header do not fit together');
  const ordered = view.getUint8(18) === 1;
  return { channels, skip, gain, streamCount, coupledStreamCount, channelMappingTable: table, ordered };
}

function stereoOrMono(channels: number, skip: number, gain: number) {
  if (channels > 2) throw new Error(`its Opus header says ${channels} channels without their layout`);
  const coupledStreamCount = channels - 1;
  const channelMappingTable = channels === 1 ? [0] : [0, 1];
  return { channels, skip, gain, streamCount: 1, coupledStreamCount, channelMappingTable, ordered: false };
}

/** Samples per channel, from the packet's first bytes (RFC 6716, 3.1). */
function samplesIn({ data }: Packet): number {
  if (data.length === 0) return 0;
  const config = data[0] >> 3;
  const frame =
    config < 12
      ? [480, 960, 1920, 2880][config & 3]
      : config < 16
        ? [480, 960][config & 1]
        : [120, 240, 480, 960][config & 3];
  const code = data[0] & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : (data[1] ?? 0) & 63;
  return Math.min(frame * frames, 5760);
}

/** Calls `decode`, which prints a line for every damaged packet; those are counted here. */
function quietly<T>(decode: () => T): T {
  const { error } = console;
  console.error = () => undefined;
  try {
    return decode();
  } finally {
    console.error = error;
  }
}
