import type { Codec, Packet } from './codec';
import { nativeDecoder } from './native';

const STREAMINFO = 34;

/** FLAC of 4 to 24 bits, exactly. */
export const flac: Codec = {
  name: 'flac',
  start: ({ description }) => {
    const info = streamInfo(description);
    const sampleRate = (info[10] << 12) | (info[11] << 4) | (info[12] >> 4);
    const bits = (((info[12] & 1) << 4) | (info[13] >> 4)) + 1;
    if (sampleRate < 1000) throw new Error(`its sample rate is ${sampleRate}; expected 1,000 Hz or more`);
    if (bits > 24) throw new Error(`its sound is FLAC of ${bits} bits, which is not decoded here`);
    const blockSize = (info[2] << 8) | info[3];
    const head = headerOf(info);
    return nativeDecoder({
      name: 'FLAC',
      sampleRate,
      channels: ((info[12] >> 1) & 7) + 1,
      before: 0, // every frame stands for itself
      fileOf: (packets) => Buffer.concat([head, ...packets.map(({ data }) => data)]),
      samplesIn: (packet) => samplesIn(packet) ?? blockSize,
    });
  },
};

/** The STREAMINFO block in a codec's header, with or without `fLaC` and the block's own header before it. */
function streamInfo(description: Uint8Array | undefined): Uint8Array {
  const bytes = description ?? new Uint8Array(0);
  const start = bytes[0] === 0x66 && bytes[1] === 0x4c ? 8 : bytes.length === STREAMINFO ? 0 : 4;
  if (bytes.length < start + STREAMINFO) throw new Error('its FLAC has no STREAMINFO block');
  return bytes.subarray(start, start + STREAMINFO);
}

/** The beginning of a FLAC file that leaves open how many samples follow, and their checksum. */
function headerOf(info: Uint8Array): Uint8Array {
  const head = Buffer.concat([Buffer.from('fLaC'), Uint8Array.of(0x80, 0, 0, STREAMINFO), info]);
  head[8 + 13] &= 0xf0;
  head.fill(0, 8 + 14);
  return head;
}

/** Samples per channel, from the frame's header (RFC 9639, 9.1.1); undefined where its code is reserved. */
function samplesIn({ data }: Packet): number | undefined {
  const code = data[2] >> 4;
  if (code === 1) return 192;
  if (code >= 2 && code <= 5) return 576 << (code - 2);
  if (code >= 8) return 256 << (code - 8);
  if (code !== 6 && code !== 7) return undefined;
  const first = data[4] ?? 0; // the frame's number, coded as UTF-8 codes characters
  const length = first < 0x80 ? 1 : Math.max(1, Math.clz32(~(first << 24)));
  const at = 4 + length;
  return code === 6 ? (data[at] ?? 0) + 1 : (((data[at] ?? 0) << 8) | (data[at + 1] ?? 0)) + 1;
}
