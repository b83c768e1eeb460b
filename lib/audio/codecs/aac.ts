import type { Codec, Packet, Track } from './codec';
import { nativeDecoder } from './native';

const rates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];
const FRAME = 1024;
const ADTS = 7;

/** Kinds of AAC that are not decoded, by the number of their object type. */
const otherKinds: Readonly<Record<number, string>> = {
  1: 'AAC Main',
  3: 'AAC SSR',
  4: 'AAC LTP',
  23: 'AAC-LD',
  39: 'AAC-ELD',
  42: 'xHE-AAC (USAC)',
};

/** AAC-LC in mono or stereo; of HE-AAC the core alone, which ends at half its band, with a note. */
export const aac: Codec = {
  name: 'aac',
  start: (track) => {
    const { rateIndex, channels, spectralBands } = configuration(track);
    const sampleRate = rates[rateIndex];
    const notes = spectralBands
      ? [
          `HE-AAC, of which only the core is decoded: ${sampleRate} Hz, nothing above ${sampleRate / 2} Hz; convert it by ffmpeg to have all of it`,
        ]
      : [];
    const own = isAdts(track);
    const frame = ({ data }: Packet): Uint8Array[] =>
      own ? [data] : [adtsHeader(data.length, rateIndex, channels), data];
    return nativeDecoder({
      name: 'AAC',
      sampleRate,
      channels,
      before: 2,
      fileOf: (packets) => Buffer.concat(packets.flatMap(frame)),
      samplesIn: () => FRAME,
      notes,
    });
  },
};

const isAdts = ({ description }: Track): boolean => description === undefined || description.length === 0;

/** What the AudioSpecificConfig says, or else the first frame's ADTS header (ISO/IEC 14496-3, 1.6.2.1). */
function configuration(track: Track) {
  const { description, first } = track;
  if (description === undefined || isAdts(track)) {
    const { data } = first;
    if (data.length < ADTS || data[0] !== 0xff || (data[1] & 0xf6) !== 0xf0)
      throw new Error('its AAC has no header');
    const rateIndex = (data[2] >> 2) & 15;
    return checked((data[2] >> 6) + 1, rateIndex, ((data[2] & 1) << 2) | (data[3] >> 6), false, true);
  }
  const bits = bitsOf(description);
  const objectType = (): number => {
    const type = bits(5);
    return type === 31 ? 32 + bits(6) : type;
  };
  let type = objectType();
  const rateIndex = bits(4);
  if (rateIndex === 15) bits(24);
  const channels = bits(4);
  const spectralBands = type === 5 || type === 29;
  if (spectralBands) {
    if (bits(4) === 15) bits(24);
    type = objectType();
  }
  return checked(type, rateIndex, channels, spectralBands, bits(1) === 0);
}

function checked(type: number, rateIndex: number, channels: number, spectralBands: boolean, full: boolean) {
  const refused = (what: string): Error => new Error(`its sound is ${what}, which is not decoded here`);
  if (type !== 2) throw refused(otherKinds[type] ?? `AAC of object type ${type}`);
  if (rateIndex >= rates.length) throw refused(`AAC of an unusual sample rate (index ${rateIndex})`);
  if (channels !== 1 && channels !== 2)
    throw refused(
      channels === 0
        ? 'AAC with a channel layout of its own'
        : `AAC of ${channels === 7 ? 8 : channels} channels`,
    );
  if (!full) throw refused('AAC in frames of 960 samples');
  return { rateIndex, channels, spectralBands };
}

/** Reads numbers of some bits, one after the other; 0 behind the end. */
function bitsOf(bytes: Uint8Array): (count: number) => number {
  let at = 0;
  return (count) => {
    let value = 0;
    for (let i = 0; i < count; i++, at++) value = value * 2 + (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return value;
  };
}

/** The header of an AAC-LC frame of so many bytes (ISO/IEC 13818-7, 6.2). */
function adtsHeader(bytes: number, rateIndex: number, channels: number): Uint8Array {
  const length = bytes + ADTS;
  return Uint8Array.of(
    0xff,
    0xf1,
    0x40 | (rateIndex << 2) | (channels >> 2),
    ((channels & 3) << 6) | ((length >> 11) & 3),
    (length >> 3) & 255,
    ((length & 7) << 5) | 0x1f,
    0xfc,
  );
}
