import { withFile } from './byte-source';
import { decodedPath, storeDecoded, useDecoded } from './decoded';
import { decodeByFfmpeg, ffmpegAllowed } from './ffmpeg';
import { formatOf, formats, headBytes } from './formats/registry';
import type { Format } from './formats/format';
import type { ByteSource, PcmLayout } from './layout';
import { decodeSamples, markNotFinite } from './pcm';
import { pcmReader } from './pcm-reader';
import type { SoundFacts } from './remarks';
import { kindOf, shellWord, wavLayout } from './riff';
import type { SampleReader } from './sample-reader';
import { sampleRange, type Channel, type Recording } from './signal';
import { notFiniteNotes } from './wav';

/** What a recording is, without its samples. */
export interface RecordingInfo {
  /** s */
  readonly duration: number;
  /** Hz */
  readonly sampleRate: number;
  readonly channels: number;
  readonly notes: readonly string[];
}

/** Which part of a recording to read, and by what. */
export interface ReadOptions {
  /** s; 0 unless given */
  readonly start?: number;
  /** s; Infinity, which is the standard, for "to the end" */
  readonly end?: number;
  /** Whether the ffmpeg on the PATH may decode what is not decoded here; as SAA_FFMPEG=1 says unless given. */
  readonly ffmpeg?: boolean;
}

/**
 * Reads a recording, or a stretch of it: WAV, AIFF, FLAC, MP3, Ogg Vorbis, Opus, AAC, and the sound of mp4, mov, webm and
 * mkv films. Its contents say what it is, not its name.
 *
 * Integers are divided by their full scale (16 bits by 32768), floating-point samples are taken as they are, as
 * libsndfile does. Samples of a floating-point file that are infinite or not a number become NaN, with a note;
 * what is measured across them cannot be measured. Compressed sound begins and ends where the recording did, without
 * the encoder's delay, as far as the file says; decoded once, it is kept in processed-data/cache.
 *
 * @param options.start s; @param options.end s, Infinity for "to the end"; only these samples are read, as `cut` would
 * @throws Error naming the file, what was found and a way out
 */
export function readRecording(path: string, options: ReadOptions = {}): Promise<Recording> {
  const { start = 0, end = Infinity } = options;
  return withSamples(path, options, (source, layout) => {
    const [first, last] = sampleRange(start, end, layout.sampleRate, layout.frames);
    const channels = decodeSamples(source, layout, first, last, path);
    const odd = layout.format === 'float' ? markNotFinite(channels) : 0;
    return { channels, sampleRate: layout.sampleRate, notes: [...layout.notes, ...notFiniteNotes(odd)] };
  });
}

/**
 * One channel of a recording, or of a stretch of it, that is never in memory as a whole.
 *
 * @param options as of `readRecording`
 * @param use gets the recording, to be read while it runs; samples that are not finite are 0
 * @returns what `use` returned, what was unusual about the samples read, and what they are like
 * @throws Error as `readRecording`; RangeError for a channel that the file does not have
 */
export function useRecording<T>(
  path: string,
  channel: Channel,
  use: (reader: SampleReader) => T,
  options: ReadOptions = {},
): Promise<{ result: T; notes: readonly string[]; facts: SoundFacts }> {
  const { start = 0, end = Infinity } = options;
  return withSamples(path, options, (source, layout) => {
    const [first, last] = sampleRange(start, end, layout.sampleRate, layout.frames);
    const { reader, looked } = pcmReader(source, layout, channel, path, { first, last });
    const result = use(reader);
    return { result, ...looked() };
  });
}

/**
 * Duration, rate and channels of a recording. Of WAV and AIFF some hundred bytes are read; compressed sound is decoded,
 * unless it was before.
 */
export function recordingInfo(
  path: string,
  options: Pick<ReadOptions, 'ffmpeg'> = {},
): Promise<RecordingInfo> {
  return withSamples(path, options, (_, { frames, sampleRate, channels, notes }) => ({
    duration: frames / sampleRate,
    sampleRate,
    channels,
    notes,
  }));
}

/** Calls `use` with the samples of a recording: those of the file itself, or decoded ones. */
async function withSamples<T>(
  path: string,
  { ffmpeg = ffmpegAllowed() }: ReadOptions,
  use: (source: ByteSource, layout: PcmLayout) => T,
): Promise<T> {
  const found = await withFile(path, (source) => {
    const format = formatHere(source, path, ffmpeg);
    if (format?.kind === 'packets') return { format };
    const layout = layoutHere(source, format, path, ffmpeg);
    return layout === undefined ? { format: undefined } : { result: use(source, layout) };
  });
  if ('result' in found) return found.result as T;
  return withDecoded(path, found.format, ffmpeg, use);
}

/** The format of a file; undefined for one that is left to ffmpeg. @throws Error where there is none */
function formatHere(source: ByteSource, path: string, ffmpeg: boolean): Format | undefined {
  const head = source.read(0, headBytes);
  const format = formatOf(head);
  if (format !== undefined || ffmpeg) return format;
  // An empty file, a piece of text, a scrap of a header: what a WAV reader says of them.
  if (head.length < 12 || String.fromCharCode(...head.subarray(0, 7)) === 'version') wavLayout(source, path);
  const kind = kindOf(new DataView(head.buffer, head.byteOffset, head.byteLength));
  throw new Error(
    `${path}: no recording that is read here (${formats.map(({ name }) => name).join(', ')}) but ${kind}; ` +
      `convert it: ffmpeg -i ${shellWord(path)} converted.wav, or allow the ffmpeg on the PATH: --ffmpeg (SAA_FFMPEG=1)`,
  );
}

/** Where the samples lie in the file; undefined where ffmpeg is to find them. */
function layoutHere(
  source: ByteSource,
  format: Format | undefined,
  path: string,
  ffmpeg: boolean,
): PcmLayout | undefined {
  if (format?.kind !== 'pcm') return undefined;
  try {
    return format.layout(source, path);
  } catch (error) {
    if (ffmpeg) return undefined;
    throw error;
  }
}

/** Decodes a recording unless its decoded sound is kept, and calls `use` with it. */
async function withDecoded<T>(
  path: string,
  format: Format | undefined,
  ffmpeg: boolean,
  use: (source: ByteSource, layout: PcmLayout) => T,
): Promise<T> {
  let failure: unknown;
  if (format !== undefined) {
    const file = await decodedPath(path);
    const kept = await useDecoded(file, use);
    if (kept !== undefined) return kept.result;
    try {
      // Loading what starts threads takes longer than reading a WAV file.
      const { decodeInThread } = await import('./decode-thread');
      await decodeInThread({ recording: path, format: format.name, file });
    } catch (error) {
      if (!ffmpeg) throw withFfmpeg(error);
      failure = error;
    }
    if (failure === undefined) return again(file, path, use);
  }
  const file = await decodedPath(path, 'ffmpeg');
  const kept = await useDecoded(file, use);
  if (kept !== undefined) return kept.result;
  try {
    await storeDecoded(file, (write) => decodeByFfmpeg(path, write));
  } catch (error) {
    throw failure ?? error;
  }
  return again(file, path, use);
}

async function again<T>(
  file: string,
  path: string,
  use: (source: ByteSource, layout: PcmLayout) => T,
): Promise<T> {
  const made = await useDecoded(file, use);
  if (made === undefined)
    throw new Error(`${path}: its decoded sound (${file}) was deleted while it was used; run again`);
  return made.result;
}

/** The error with the other way out. */
function withFfmpeg(error: unknown): unknown {
  if (!(error instanceof Error) || !error.message.includes('ffmpeg -i')) return error;
  return new Error(`${error.message}, or allow the ffmpeg on the PATH: --ffmpeg (SAA_FFMPEG=1)`, {
    cause: error,
  });
}
