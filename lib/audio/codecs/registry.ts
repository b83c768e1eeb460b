import { aac } from './aac';
import type { Codec } from './codec';
import { flac } from './flac';
import { mp3 } from './mp3';
import { opus } from './opus';
import { pcm } from './pcm';
import { vorbis } from './vorbis';

/** Every codec that is decoded. */
export const codecs: readonly Codec[] = [aac, mp3, opus, vorbis, flac, ...pcm];
