/** Where the bytes of a file come from; a read past the end returns what there is. */
export interface ByteSource {
  /** bytes */
  readonly size: number;
  readonly read: (offset: number, length: number) => Uint8Array;
}

/** How samples are written: whole numbers, floating point, or the 8-bit telephone codes of ITU-T G.711. */
export type SampleFormat = 'integer' | 'float' | 'a-law' | 'mu-law';

/** What the chunks of a WAV file say about its samples. */
export interface WavLayout {
  readonly format: SampleFormat;
  /** Bytes of one sample of one channel, padding included. */
  readonly bytesPerSample: number;
  readonly channels: number;
  /** Hz */
  readonly sampleRate: number;
  /** Offset of the first sample in the file, bytes. */
  readonly dataStart: number;
  /** Samples per channel. */
  readonly frames: number;
  readonly notes: readonly string[];
}

type Format = Pick<WavLayout, 'format' | 'bytesPerSample' | 'channels' | 'sampleRate'>;

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
 * files whose data size was never filled in (0 or a placeholder), whose samples run to the end of the file.
 *
 * @param name what errors call the file
 * @throws Error naming the file, the field, what was found and a way out: not a WAV file, a format not read here,
 *   fields that contradict each other, no samples, or fewer samples than the header promises
 *
 * IBM & Microsoft (1991), "Multimedia Programming Interface and Data Specifications 1.0"; EBU Tech 3306 (RF64).
 */
export function wavLayout(source: ByteSource, name: string): WavLayout {
  const long = container(source, name) !== 'RIFF';
  let longDataSize: number | undefined;
  let format: Format | undefined;
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
  return { ...format, ...samples(source, data.start, data.declared, format, name) };
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
function kindOf(head: DataView): string {
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
function readFormat(chunk: DataView, name: string): Format {
  if (chunk.byteLength < 16) {
    throw new Error(
      `${name}: the 'fmt ' chunk has ${chunk.byteLength} bytes instead of 16 or more; export the file again`,
    );
  }
  let tag = chunk.getUint16(0, true);
  const channels = chunk.getUint16(2, true);
  const sampleRate = chunk.getUint32(4, true);
  const blockAlign = chunk.getUint16(12, true);
  const bits = chunk.getUint16(14, true);
  // WAVE_FORMAT_EXTENSIBLE: the tag is the first word of the GUID behind the channel mask.
  if (tag === 0xfffe && chunk.byteLength >= 28) tag = chunk.getUint32(24, true);

  const wrong = (field: string, found: number | string, expected: string) =>
    new Error(
      `${name}: ${field} in the 'fmt ' chunk is ${found}; expected ${expected}; export the file again`,
    );
  if (channels === 0) throw wrong('channel count', channels, '1 or more');
  if (sampleRate < 1000 || sampleRate > 1_000_000)
    throw wrong('sample rate', sampleRate, '1,000 to 1,000,000 Hz');
  const format = sampleFormat(tag, name);
  const allowed = { integer: [8, 16, 24, 32], float: [32, 64], 'a-law': [8], 'mu-law': [8] }[format];
  // 12- or 20-bit samples sit at the top of the next whole container, so the container alone counts.
  const container = Math.max(8 * Math.ceil(bits / 8), format === 'integer' ? (8 * blockAlign) / channels : 0);
  if (bits === 0 || !allowed.includes(container)) {
    throw wrong('bits per sample', bits, `${allowed.join(', ')} for ${format} samples`);
  }
  const bytesPerSample = container / 8;
  if (blockAlign !== channels * bytesPerSample) {
    throw wrong(
      'block align',
      blockAlign,
      `${channels * bytesPerSample} (${channels} channels of ${bits} bits)`,
    );
  }
  return { format, bytesPerSample, channels, sampleRate };
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

function shellWord(path: string): string {
  return /^[\w./:-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
