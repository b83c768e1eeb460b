/** The bytes of one chunk: name, size, content and the padding byte that an odd size needs. */
export function chunk(
  id: string,
  content: Uint8Array,
  { size = content.length, padded = true }: { size?: number; padded?: boolean } = {},
): Uint8Array {
  const bytes = new Uint8Array(8 + content.length + (padded ? content.length % 2 : 0));
  bytes.set(latin1(id));
  new DataView(bytes.buffer).setUint32(4, size, true);
  bytes.set(content, 8);
  return bytes;
}

/** Content of a plain 'fmt ' chunk; 16-bit mono at 16 kHz unless told otherwise. */
export function format({
  tag = 1,
  channels = 1,
  sampleRate = 16000,
  bits = 16,
  blockAlign = 0,
  byteRate = -1,
} = {}): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  const align = blockAlign || (channels * bits) / 8;
  view.setUint16(0, tag, true);
  view.setUint16(2, channels, true);
  view.setUint32(4, sampleRate, true);
  view.setUint32(8, byteRate < 0 ? sampleRate * align : byteRate, true);
  view.setUint16(12, align, true);
  view.setUint16(14, bits, true);
  return bytes;
}

/** A RIFF file of these chunks. */
export function riff(...chunks: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([chunk('RIFF', Buffer.concat([latin1('WAVE'), ...chunks]))]);
}

/** 16-bit little-endian samples. */
export function int16(...samples: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(2 * samples.length);
  const view = new DataView(bytes.buffer);
  samples.forEach((sample, i) => view.setInt16(2 * i, sample, true));
  return bytes;
}

export function latin1(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
