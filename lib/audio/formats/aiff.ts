import type { ByteSource, PcmLayout, SampleFormat } from '../layout';
import { shellWord } from '../riff';
import { latin1, type PcmFormat } from './format';

const CHUNK_HEADER = 8;
/** Chunks looked at; a file has a dozen. */
const MOST_CHUNKS = 10_000;

/** How samples are written, by the code of the compression in the COMM chunk. Bytes come from its sample size unless given. */
const codings: Readonly<Record<string, { format: SampleFormat; bytes?: number; little?: true }>> = {
  NONE: { format: 'integer' },
  twos: { format: 'integer' },
  in16: { format: 'integer', bytes: 2 },
  in24: { format: 'integer', bytes: 3 },
  in32: { format: 'integer', bytes: 4 },
  sowt: { format: 'integer', little: true },
  'raw ': { format: 'integer', bytes: 1, little: true }, // unsigned
  '23ni': { format: 'integer', bytes: 3, little: true },
  fl32: { format: 'float', bytes: 4 },
  FL32: { format: 'float', bytes: 4 },
  fl64: { format: 'float', bytes: 8 },
  FL64: { format: 'float', bytes: 8 },
  alaw: { format: 'a-law', bytes: 1 },
  ALAW: { format: 'a-law', bytes: 1 },
  ulaw: { format: 'mu-law', bytes: 1 },
  ULAW: { format: 'mu-law', bytes: 1 },
};

/**
 * AIFF and AIFF-C: integers of 8 to 32 bits in either order of bytes, floats, A-law and mu-law.
 *
 * Apple (1989), "Audio Interchange File Format: AIFF"; (1991), "AIFF-C".
 */
export const aiff: PcmFormat = {
  kind: 'pcm',
  name: 'AIFF',
  recognizes: (head) => latin1(head, 0, 4) === 'FORM' && ['AIFF', 'AIFC'].includes(latin1(head, 8, 12)),
  layout: aiffLayout,
};

interface Common {
  readonly channels: number;
  readonly frames: number;
  readonly bits: number;
  /** Hz */
  readonly sampleRate: number;
  readonly compression: string;
}

function aiffLayout(source: ByteSource, name: string): PcmLayout {
  let common: Common | undefined;
  let data: { start: number; bytes: number } | undefined;
  let at = 12;
  for (let chunks = 0; chunks < MOST_CHUNKS && (!common || !data); chunks++) {
    if (at + CHUNK_HEADER > source.size) {
      throw new Error(
        `${name}: no '${common ? 'SSND' : 'COMM'}' chunk in ${source.size} bytes; probably its end was lost, copy or export it again`,
      );
    }
    const header = viewOf(source.read(at, CHUNK_HEADER));
    const id = latin1(new Uint8Array(header.buffer, header.byteOffset, 4), 0, 4);
    const size = header.getUint32(4);
    const start = at + CHUNK_HEADER;
    if (id === 'COMM') common = readCommon(source.read(start, Math.min(size, 22)), name);
    if (id === 'SSND') {
      const offset = source.read(start, 4);
      if (size < 8 || offset.length < 4)
        throw new Error(
          `${name}: the 'SSND' chunk has ${size} bytes instead of 8 or more; export the file again`,
        );
      data = {
        start: start + 8 + viewOf(offset).getUint32(0),
        bytes: size - 8 - viewOf(offset).getUint32(0),
      };
    }
    at = start + size + (size % 2);
  }
  if (!common || !data)
    throw new Error(
      `${name}: ${MOST_CHUNKS} chunks without '${common ? 'SSND' : 'COMM'}'; export the file again`,
    );
  return layoutOf(source, common, data, name);
}

/** The 'COMM' chunk. */
function readCommon(bytes: Uint8Array, name: string): Common {
  if (bytes.length < 18)
    throw new Error(
      `${name}: the 'COMM' chunk has ${bytes.length} bytes instead of 18 or more; export the file again`,
    );
  const view = viewOf(bytes);
  const [channels, frames, bits] = [view.getUint16(0), view.getUint32(2), view.getUint16(6)];
  const sampleRate = extended(view, 8);
  const wrong = (field: string, found: number, expected: string): Error =>
    new Error(
      `${name}: ${field} in the 'COMM' chunk is ${found}; expected ${expected}; export the file again`,
    );
  if (channels === 0) throw wrong('channel count', channels, '1 or more');
  if (!(sampleRate >= 1000 && sampleRate <= 1_000_000))
    throw wrong('sample rate', sampleRate, '1,000 to 1,000,000 Hz');
  if (bits < 1 || bits > 64) throw wrong('bits per sample', bits, '1 to 64');
  return {
    channels,
    frames,
    bits,
    sampleRate,
    compression: bytes.length < 22 ? 'NONE' : latin1(bytes, 18, 22),
  };
}

function layoutOf(
  source: ByteSource,
  { channels, frames: declared, bits, sampleRate, compression }: Common,
  data: { readonly start: number; readonly bytes: number },
  name: string,
): PcmLayout {
  const coding = Object.hasOwn(codings, compression) ? codings[compression] : undefined;
  if (coding === undefined) {
    throw new Error(
      `${name}: AIFF-C compression ${JSON.stringify(compression)} is not read here (${Object.keys(codings).join(', ')} are); ` +
        `convert it: ffmpeg -i ${shellWord(name)} -c:a pcm_s16le converted.wav`,
    );
  }
  const bytesPerSample = coding.bytes ?? Math.ceil(bits / 8);
  if (coding.format === 'integer' && bytesPerSample > 4)
    throw new Error(
      `${name}: bits per sample in the 'COMM' chunk is ${bits}; expected 1 to 32 for integers; export the file again`,
    );
  const frameBytes = channels * bytesPerSample;
  const seconds = (frames: number): string => (frames / sampleRate).toFixed(3);
  const present = Math.floor(Math.max(0, source.size - data.start) / frameBytes);
  const promised = Math.min(declared, Math.floor(Math.max(0, data.bytes) / frameBytes));
  // A recorder that was stopped leaves both counts at 0: the samples run to the end of the file.
  const open = declared === 0 && data.bytes <= 0 && present > 0;
  const frames = open ? present : promised;
  if (frames > present) {
    throw new Error(
      `${name}: truncated: the 'COMM' chunk promises ${frames} samples (${seconds(frames)} s) and ${present} ` +
        `(${seconds(present)} s) are there; copy it again, or keep the rest: ffmpeg -i ${shellWord(name)} rest.wav`,
    );
  }
  if (frames === 0)
    throw new Error(
      `${name}: the 'SSND' chunk holds no samples (${data.bytes} bytes); record or export it again`,
    );
  const notes = open
    ? ['the header leaves the number of samples open (0); read to the end of the file']
    : declared > frames
      ? [
          `the 'COMM' chunk counts ${declared} samples, the 'SSND' chunk holds ${frames}; read as many as it holds`,
        ]
      : [];
  // 8-bit integers are signed in AIFF, also in its little-endian form.
  const little = coding.little && !(compression === 'sowt' && bytesPerSample === 1);
  const order = little ? {} : { byteOrder: 'big' as const };
  return {
    format: coding.format,
    bytesPerSample,
    ...order,
    channels,
    sampleRate,
    dataStart: data.start,
    frames,
    notes,
  };
}

/** An 80-bit number of IEEE 754: sign and exponent, then 64 bits with the leading 1. */
function extended(view: DataView, at: number): number {
  const exponent = (view.getUint16(at) & 0x7fff) - 16383 - 63;
  const mantissa = view.getUint32(at + 2) * 2 ** 32 + view.getUint32(at + 6);
  if (exponent < -1000 || exponent > 900) return 0;
  let value = mantissa;
  for (let i = 0; i < Math.abs(exponent); i++) value *= exponent < 0 ? 0.5 : 2;
  return value;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
