/** The header of a frame of MPEG audio, layer III. */
export interface MpegHeader {
  /** Hz */
  readonly sampleRate: number;
  readonly channels: number;
  /** Samples per channel. */
  readonly samples: number;
  /** Bytes of the frame, this header among them. */
  readonly bytes: number;
  /** Bytes between this header and the main data. */
  readonly sideBytes: number;
}

const kilobits1 = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const kilobits2 = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const rates = [44_100, 48_000, 32_000];

/** The header at `at`; undefined where there is none (ISO/IEC 11172-3, 13818-3). */
export function mpegHeader(bytes: Uint8Array, at: number): MpegHeader | undefined {
  if (at + 4 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1] & 0xe0) !== 0xe0) return undefined;
  const version = (bytes[at + 1] >> 3) & 3; // 3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5
  const layer = (bytes[at + 1] >> 1) & 3; // 1: layer III
  const bitrate = bytes[at + 2] >> 4;
  const rate = (bytes[at + 2] >> 2) & 3;
  if (version === 1 || layer !== 1 || bitrate === 0 || bitrate === 15 || rate === 3) return undefined;
  const first = version === 3;
  const sampleRate = rates[rate] / (first ? 1 : version === 2 ? 2 : 4);
  const kilobits = (first ? kilobits1 : kilobits2)[bitrate - 1];
  const samples = first ? 1152 : 576;
  const padding = (bytes[at + 2] >> 1) & 1;
  const channels = bytes[at + 3] >> 6 === 3 ? 1 : 2;
  const checked = (bytes[at + 1] & 1) === 0 ? 2 : 0;
  const side = first ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17;
  return {
    sampleRate,
    channels,
    samples,
    bytes: Math.floor((samples / 8) * ((1000 * kilobits) / sampleRate)) + padding,
    sideBytes: side + checked,
  };
}
