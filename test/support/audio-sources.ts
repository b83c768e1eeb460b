import { cut, type Signal } from '../../lib/audio/signal';
import { join, mix, noise, vowel } from './signals';

/** Channels of one length. */
export interface Source {
  readonly channels: readonly Float64Array[];
  /** Hz */
  readonly sampleRate: number;
}

const seconds = 1.1;

/** Silence, then a vowel that glides from one F0 to another beside a little noise. */
function glide(from: number, to: number, before: number, sampleRate: number): Signal {
  const voiced = seconds - before;
  const voice = mix(
    vowel((t) => from + ((to - from) * t) / voiced, undefined, voiced, sampleRate),
    noise(voiced, sampleRate, 0.005, 7),
  );
  return cut(join(noise(before, sampleRate, 0.0005, 3), voice), 0, seconds);
}

/** What the compressed recordings in test/reference/audio were made from, by kind. */
export const sources = {
  /** A voice. */
  voice: (sampleRate: number): Source => ({
    channels: [glide(110, 190, 0.15, sampleRate).samples],
    sampleRate,
  }),
  /** A voice on each channel. */
  voices: (sampleRate: number): Source => ({
    channels: [glide(110, 190, 0.15, sampleRate).samples, glide(240, 170, 0.3, sampleRate).samples],
    sampleRate,
  }),
  /** Noise on each channel, made by exact arithmetic alone: the same samples everywhere. */
  noises: (sampleRate: number): Source => ({
    channels: [noise(0.2, sampleRate, 0.9, 11).samples, noise(0.2, sampleRate, 0.3, 12).samples],
    sampleRate,
  }),
} as const;

/** One recording in test/reference/audio. */
export interface Fixture {
  readonly source: keyof typeof sources;
  /** Hz, of the source. */
  readonly sampleRate: number;
  /** What ffmpeg is told between the source and the file's name. */
  readonly encode: string;
  /** Whether the samples come back as they were. */
  readonly lossless?: true;
  /** s of the source before the recording begins, cut away by an edit list. */
  readonly from?: number;
  /** The file lacks a piece of the source, and keeps the times of the rest. */
  readonly gap?: true;
  /** A second input: a picture of the cover, or a film. */
  readonly beside?: 'cover' | 'film';
}

const aac = '-c:a aac -b:a 64k -aac_pns 0';
const voice = (sampleRate: number, encode: string): Fixture => ({ source: 'voice', sampleRate, encode });
const noises = (encode: string, sampleRate = 16_000): Fixture => ({
  source: 'noises',
  sampleRate,
  encode,
  lossless: true,
});

/** Every recording in test/reference/audio, by its name. */
export const fixtures: Readonly<Record<string, Fixture>> = {
  'index-at-end-44100.m4a': voice(44_100, aac),
  'index-at-start-16000.m4a': voice(16_000, `${aac} -movflags +faststart`),
  '8000.m4a': voice(8_000, '-c:a aac -b:a 24k'),
  '22050.m4a': voice(22_050, aac),
  '48000.m4a': { ...voice(48_000, aac), source: 'voices' },
  'fragmented.m4a': voice(
    44_100,
    `${aac} -movflags +frag_keyframe+delay_moov+default_base_moof -frag_duration 300000`,
  ),
  'edit-list.m4a': { ...voice(44_100, aac), from: 0.4 },
  'cover.m4a': {
    ...voice(44_100, `-map 0 -map 1 ${aac} -c:v copy -disposition:v attached_pic -metadata title=voice`),
    beside: 'cover',
  },
  'frames.aac': voice(44_100, `${aac} -f adts`),
  'film.mp4': {
    ...voice(44_100, `-map 0 -map 1 ${aac} -c:v mpeg4 -q:v 31`),
    source: 'voices',
    beside: 'film',
  },
  'film.mov': { ...voice(48_000, `-map 1 -map 0 ${aac} -c:v mpeg4 -q:v 31`), beside: 'film' },
  'film.mkv': { ...voice(44_100, `-map 1 -map 0 ${aac} -c:v mpeg4 -q:v 31`), beside: 'film' },
  'film.webm': {
    ...voice(48_000, '-map 1 -map 0 -c:a libopus -b:a 32k -c:v libvpx -b:v 20k'),
    beside: 'film',
  },
  'constant-16000.mp3': voice(16_000, '-c:a libmp3lame -b:a 32k'),
  'constant-8000.mp3': voice(8_000, '-c:a libmp3lame -b:a 16k'),
  'variable-44100.mp3': { ...voice(44_100, '-c:a libmp3lame -q:a 5'), source: 'voices' },
  'cover-48000.mp3': {
    ...voice(48_000, '-map 0 -map 1 -c:a libmp3lame -b:a 64k -c:v copy -metadata title=voice'),
    beside: 'cover',
  },
  '16000.ogg': voice(16_000, '-c:a libvorbis -q:a 3'),
  '44100.ogg': { ...voice(44_100, '-c:a libvorbis -q:a 2 -page_duration 100000'), source: 'voices' },
  'gap.webm': {
    ...voice(48_000, '-af aselect=lt(t\\,0.3)+gt(t\\,0.7) -c:a libopus -b:a 24k'),
    gap: true,
  },
  'vorbis.webm': voice(44_100, '-c:a libvorbis -q:a 2'),
  '48000.opus': voice(48_000, '-c:a libopus -b:a 32k'),
  '16000.opus': { ...voice(16_000, '-c:a libopus -b:a 48k'), source: 'voices' },
  'opus.mp4': voice(48_000, '-c:a libopus -b:a 32k'),
  'opus.mka': voice(48_000, '-c:a libopus -b:a 32k'),
  '16000.flac': noises('-c:a flac'),
  'cover.flac': {
    ...noises('-map 0 -map 1 -c:a flac -c:v copy -disposition:v attached_pic'),
    beside: 'cover',
  },
  'flac.mkv': noises('-c:a flac', 44_100),
  'flac.mp4': noises('-c:a flac', 8_000),
  'pcm.mov': noises('-c:a pcm_s16be'),
  'pcm.mkv': noises('-c:a pcm_s16le'),
  '16000.aiff': noises(''),
  '24-bits.aiff': noises('-c:a pcm_s24be'),
  'little.aifc': noises('-c:a pcm_s16le -f aiff'),
  'float.aifc': noises('-c:a pcm_f32be -f aiff'),
};
