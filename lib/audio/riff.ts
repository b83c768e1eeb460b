import type { ByteSource, PcmLayout, SampleFormat } from './layout';

/** The fields of a 'fmt ' chunk, as they stand there. */
interface Fields {
  readonly format: SampleFormat;
  readonly channels: number;
  /** Hz */
  readonly sampleRate: number;
  /** bytes per second */
  readonly byteRate: number;
  /** bytes of a sample of all channels */
  readonly blockAlign: number;
  readonly bits: number;
}

type Format = Pick<PcmLayout, 'format' | 'bytesPerSample' | 'channels' | 'sampleRate'>;

const CHUNK_HEADER = 8;
/** A chunk size from here on stands for "not known yet": SoX writes 7FFFF000, others 80000000 or FFFFFFFF. */
const UNKNOWN_SIZE = 0x7ffff000;
/** Some writers count the header into the data size; a file short by no more than that is whole. */
const HEADER_MISCOUNT = 44;

/**
 * Layout of a WAV file, read from its chunk headers alone.
 *
 * Takes RIFF, RF64 and BW64 containers; 8- to 32-bit integers, 32- and 64-bit floats, A-law and mu-law, each
 * plain or as WAVE_FORMAT_EXTENSIBLE; chunks of odd size with or without their padding byte; and streamed
 * files whose data size was never filled in (0 or a placeholder), whose samples run to the end of the file. Where fields
 * contradict each other, channels and bits per sample decide, as in players (`sampleSize`), and a note says so; a note
 * also says how many bytes that belong to no chunk lie behind the samples.
 *
 * @param name what errors call the file
 * @throws Error naming the file, the field, what was found and a way out: not a WAV file, a format not read here,
 *   fields that no size of a sample fits, no samples, or fewer samples than the header promises
 *
 * IBM & Microsoft (1991), "Multimedia Programming Interface and Data Specifications 1.0"; EBU Tech 3306 (RF64).
 */
export function wavLayout(source: ByteSource, name: string): PcmLayout {
  const long = container(source, name) !== 'RIFF';
  let longDataSize: number | undefined;
  let format: Fields | undefined;
  let data: { start: number; declared: number } | undefined;
  let at = 12;
  while (format === undefined || data === undefined) {
    if (at + CHUNK_HEADER > source.size) {
      const missing = format === undefined ? 'fmt ' : 'data';
      const cause = data === undefined ? 'its end was lost' : 'it was damaged';
      throw new Error(
        `${name}: no '${missing}' chunk in ${source.size} bytes; probably ${cause}, copy or export it again`,
      );
    }
    const header = viewOf(source.read(at, CHUNK_HEADER));
    const id = ascii(header, 0, 4);
    const size = header.getUint32(4, true);
    const start = at + CHUNK_HEADER;
    if (!/^[ -~]{4}$/.test(id)) {
      throw new Error(
        `${name}: bytes ${JSON.stringify(id)} instead of a chunk name at offset ${at}; copy or export it again`,
      );
    }
    if (long && id === 'ds64') longDataSize = longSize(viewOf(source.read(start, Math.min(size, 28))), name);
    if (id === 'fmt ') format = readFormat(viewOf(source.read(start, Math.min(size, 40))), name);
    if (id === 'data') {
      const declared = long && size === 0xffffffff && longDataSize !== undefined ? longDataSize : size;
      data = { start, declared };
    }
    at = nextChunk(source, start + (data?.start === start ? data.declared : size));
  }
  const { bytesPerSample, notes } = sampleSize(format, source, data.start, name);
  const { channels, sampleRate } = format;
  const layout = { format: format.format, bytesPerSample, channels, sampleRate };
  const found = samples(source, data.start, data.declared, layout, name);
  return { ...layout, ...found, notes: [...notes, ...found.notes] };
}

/** Checks the first twelve bytes and says which container it is. */
function container(source: ByteSource, name: string): string {
  if (source.size === 0) throw new Error(`${name}: the file is empty (0 bytes); copy or record it again`);
  const head = viewOf(source.read(0, 12));
  const id = ascii(head, 0, 4);
  if (['RIFF', 'RF64', 'BW64'].includes(id) && ascii(head, 8, 12) === 'WAVE') return id;
  if (id === 'RIFF' && source.size < 12) {
    throw new Error(`${name}: the header ends after ${source.size} bytes; copy or record it again`);
  }
  if (ascii(head, 0, 7) === 'version') {
    throw new Error(
      `${name}: begins with text, probably a Git LFS pointer; fetch the recording (git lfs pull)`,
    );
  }
  throw new Error(
    `${name}: not a WAV file but ${kindOf(head)}; convert it: ffmpeg -i ${shellWord(name)} converted.wav`,
  );
}

/** What a file that is no WAV file seems to be, by its first bytes. */
export function kindOf(head: DataView): string {
  const id = ascii(head, 0, 4);
  if (id === 'RIFX') return 'its big-endian sibling RIFX';
  if (id === 'RIFF') return `RIFF of the form '${ascii(head, 8, 12)}'`;
  if (id.startsWith('ID3') || (head.byteLength > 1 && (head.getUint16(0) & 0xffe0) === 0xffe0))
    return 'MP3 or AAC';
  if (id === 'fLaC') return 'FLAC';
  if (id === 'OggS') return 'Ogg (Vorbis or Opus)';
  if (id === 'FORM') return 'AIFF';
  if (id === 'NIST') return 'NIST SPHERE';
  if (ascii(head, 4, 8) === 'ftyp') return 'MP4 (m4a, mp4, mov)';
  if (id === '\x1aE\xdf\xa3') return 'Matroska or WebM';
  return `something else (it begins with ${JSON.stringify(ascii(head, 0, 8))})`;
}

/** The 'fmt ' chunk. */
function readFormat(chunk: DataView, name: string): Fields {
  if (chunk.byteLength < 16) {
    throw new Error(
      `${name}: the 'fmt ' chunk has ${chunk.byteLength} bytes instead of 16 or more; export the file again`,
    );
  }
  let tag = chunk.getUint16(0, true);
  const channels = chunk.getUint16(2, true);
  const sampleRate = chunk.getUint32(4, true);
  const byteRate = chunk.getUint32(8, true);
  const blockAlign = chunk.getUint16(12, true);
  const bits = chunk.getUint16(14, true);
  // WAVE_FORMAT_EXTENSIBLE: the tag is the first word of the GUID behind the channel mask.
  if (tag === 0xfffe && chunk.byteLength >= 28) tag = chunk.getUint32(24, true);

  if (channels === 0) throw wrongField(name, 'channel count', channels, '1 or more');
  if (sampleRate < 1000 || sampleRate > 1_000_000)
    throw wrongField(name, 'sample rate', sampleRate, '1,000 to 1,000,000 Hz');
  return { format: sampleFormat(tag, name), channels, sampleRate, byteRate, blockAlign, bits };
}

function wrongField(name: string, field: string, found: number, expected: string): Error {
  return new Error(
    `${name}: ${field} in the 'fmt ' chunk is ${found}; expected ${expected}; export the file again`,
  );
}

/** Sizes of a sample by format, bytes. */
const sizes = { integer: [1, 2, 3, 4], float: [4, 8], 'a-law': [1], 'mu-law': [1] } as const;
/** Samples looked at to tell padding from sound. */
const LOOKED_AT = 8192;

/**
 * Bytes of a sample of one channel, and a note where the fields do not agree on it.
 *
 * Channels and bits per sample decide, as in Praat, SoX and libsndfile. Block align decides where no sample has that many
 * bits, and where a sample lies at the top of a larger container: 24 bits in four bytes, or zeros below all samples.
 *
 * @throws Error when neither gives a size that the format has
 */
function sampleSize(fields: Fields, source: ByteSource, dataStart: number, name: string) {
  const { format, channels, sampleRate, byteRate, blockAlign, bits } = fields;
  const allowed: readonly number[] = sizes[format];
  const byBits = Math.ceil(bits / 8);
  const byBlock = blockAlign / channels;
  let bytesPerSample = allowed.length === 1 ? allowed[0] : byBlock;
  if (allowed.includes(byBits)) {
    const larger = format === 'integer' && byBlock > byBits && allowed.includes(byBlock);
    const usual = byBits === 3 && byteRate === sampleRate * blockAlign;
    const padded = larger && (usual || isPadded(source, dataStart, byBlock, byBlock - byBits));
    bytesPerSample = padded ? byBlock : byBits;
  } else if (!allowed.includes(bytesPerSample)) {
    const expected = allowed.map((bytes) => 8 * bytes).join(', ');
    throw wrongField(name, 'bits per sample', bits, `${expected} for ${format} samples`);
  }
  const frame = channels * bytesPerSample;
  const odd = [
    ...(allowed.includes(byBits) ? [] : [`bits per sample ${bits}`]),
    ...(blockAlign === frame ? [] : [`block align ${blockAlign} (expected ${frame})`]),
    ...(byteRate === sampleRate * frame ? [] : [`byte rate ${byteRate} (expected ${sampleRate * frame})`]),
  ];
  const layout = `${channels} ${channels === 1 ? 'channel' : 'channels'} of ${8 * bytesPerSample} bits`;
  const notes = odd.map(
    () =>
      `the header contradicts itself: ${odd.join(', ')}; read as ${layout}, as players do. If it sounds too fast or too slow, export it again`,
  );
  return { bytesPerSample, notes: notes.slice(0, 1) };
}

/** Whether the lowest `padding` bytes of the first samples, `size` bytes each, are 0 while others are not. */
function isPadded(source: ByteSource, start: number, size: number, padding: number): boolean {
  const bytes = source.read(start, size * LOOKED_AT);
  let sound = false;
  for (let i = 0; i + size <= bytes.length; i++) {
    if (i % size < padding && bytes[i] !== 0) return false;
    sound ||= bytes[i] !== 0;
  }
  return sound;
}

function sampleFormat(tag: number, name: string): SampleFormat {
  if (tag === 1) return 'integer';
  if (tag === 3) return 'float';
  if (tag === 6) return 'a-law';
  if (tag === 7) return 'mu-law';
  const known: Record<number, string> = {
    2: ' (Microsoft ADPCM)',
    17: ' (IMA ADPCM)',
    49: ' (GSM)',
    85: ' (MP3)',
  };
  throw new Error(
    `${name}: sample format ${tag}${known[tag] ?? ''} is not read here (1 integer, 3 float, 6 A-law, 7 mu-law are); ` +
      `convert it: ffmpeg -i ${shellWord(name)} -c:a pcm_s16le converted.wav`,
  );
}

/** How many samples the data chunk holds: what it declares, checked against what is there. */
function samples(source: ByteSource, start: number, declared: number, format: Format, name: string) {
  const present = source.size - start;
  const frameBytes = format.channels * format.bytesPerSample;
  const notes: string[] = [];
  let bytes = declared;
  const unknown = declared === 0 ? !isChunk(source, start) : declared >= UNKNOWN_SIZE && declared > present;
  if (unknown && present > 0) {
    bytes = present;
    notes.push(`the header leaves the data size open (${declared}); read to the end of the file`);
  } else if (declared > present + HEADER_MISCOUNT) {
    const seconds = (n: number) => (n / frameBytes / format.sampleRate).toFixed(3);
    throw new Error(
      `${name}: truncated: the 'data' chunk promises ${declared} bytes (${seconds(declared)} s) and ${present} ` +
        `(${seconds(present)} s) are there; copy it again, or keep the rest: ffmpeg -i ${shellWord(name)} rest.wav`,
    );
  } else if (declared > present) {
    bytes = present;
    notes.push(
      `the header promises ${declared - present} bytes more than there are; read to the end of the file`,
    );
  }
  const frames = Math.floor(bytes / frameBytes);
  if (frames === 0) {
    throw new Error(`${name}: the 'data' chunk holds no samples (${bytes} bytes); record or export it again`);
  }
  const behind = bytes < present ? bytesBehind(source, start + bytes) : 0;
  if (behind > 0) {
    const seconds = (behind / frameBytes / format.sampleRate).toFixed(3);
    notes.push(
      `${behind} ${behind === 1 ? 'byte lies' : 'bytes lie'} behind the data and ${behind === 1 ? 'belongs' : 'belong'} to no chunk (${seconds} s if they are sound); not read`,
    );
  }
  if (bytes % frameBytes !== 0)
    notes.push(`the last ${bytes % frameBytes} bytes are no whole sample; left out`);
  return { dataStart: start, frames, notes };
}

/** The ds64 chunk of RF64: the sizes that do not fit into 32 bits. */
function longSize(chunk: DataView, name: string): number {
  if (chunk.byteLength < 16) {
    throw new Error(
      `${name}: the 'ds64' chunk has ${chunk.byteLength} bytes instead of 28; export the file again`,
    );
  }
  return Number(chunk.getBigUint64(8, true));
}

/**
 * Where the chunk after one that ends at `end` begins: at the next even offset, as the standard has it, or at `end`
 * itself where a writer forgot the padding byte.
 */
function nextChunk(source: ByteSource, end: number): number {
  return end % 2 === 1 && !isChunk(source, end) ? end + 1 : end;
}

/** Chunks behind the samples that are looked at. */
const MOST_CHUNKS = 1000;

/** Bytes from `end`, where the samples end, that are neither chunks nor padding; 0 where there are none. */
function bytesBehind(source: ByteSource, end: number): number {
  let at = nextChunk(source, end);
  for (let chunks = 0; chunks < MOST_CHUNKS && isChunk(source, at); chunks++) {
    at = nextChunk(source, at + CHUNK_HEADER + viewOf(source.read(at + 4, 4)).getUint32(0, true));
  }
  const left = source.size - at;
  return left > 0 && source.read(at, left < LOOKED_AT ? left : LOOKED_AT).some((byte) => byte !== 0)
    ? left
    : 0;
}

/** Whether four printable characters and a size that fits into the file stand at `at`. */
function isChunk(source: ByteSource, at: number): boolean {
  const head = viewOf(source.read(at, CHUNK_HEADER));
  if (head.byteLength < CHUNK_HEADER || !/^[ -~]{4}$/.test(ascii(head, 0, 4))) return false;
  return ascii(head, 0, 4) === 'data' || at + CHUNK_HEADER + head.getUint32(4, true) <= source.size;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function ascii(view: DataView, start: number, end: number): string {
  let text = '';
  for (let i = start; i < Math.min(end, view.byteLength); i++) text += String.fromCharCode(view.getUint8(i));
  return text;
}

export function shellWord(path: string): string {
  return /^[\w./:-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
