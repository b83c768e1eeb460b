import type { PcmCoding } from './layout';

const HEADER = 44;
const TAGS = { integer: 1, float: 3, 'a-law': 6, 'mu-law': 7 } as const;

/** A plain WAV header followed by room for `dataBytes` bytes of samples, which begin at `dataStart`. */
export function plainHeader(
  coding: Omit<PcmCoding, 'byteOrder'>,
  dataBytes: number,
): { readonly bytes: Uint8Array; readonly dataStart: number } {
  const bytes = new Uint8Array(HEADER + dataBytes + (dataBytes % 2));
  bytes.set(new Uint8Array(headerAlone(coding, dataBytes)));
  return { bytes, dataStart: HEADER };
}

/** A plain WAV header, to be followed by `dataBytes` bytes of samples and a zero byte where they are odd. */
export function headerAlone(coding: Omit<PcmCoding, 'byteOrder'>, dataBytes: number): ArrayBuffer {
  const padded = dataBytes + (dataBytes % 2);
  const header = new ArrayBuffer(HEADER);
  const view = new DataView(header);
  const text = (at: number, id: string) => {
    for (let i = 0; i < 4; i++) view.setUint8(at + i, id.charCodeAt(i));
  };
  const blockAlign = coding.channels * coding.bytesPerSample;
  text(0, 'RIFF');
  view.setUint32(4, HEADER - 8 + padded, true);
  text(8, 'WAVE');
  text(12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, TAGS[coding.format], true);
  view.setUint16(22, coding.channels, true);
  view.setUint32(24, coding.sampleRate, true);
  view.setUint32(28, coding.sampleRate * blockAlign, true);
  view.setUint16(32, blockAlign, true);
  view.setUint16(34, 8 * coding.bytesPerSample, true);
  text(36, 'data');
  view.setUint32(40, dataBytes, true);
  return header;
}
