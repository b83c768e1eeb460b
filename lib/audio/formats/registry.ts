import { adts } from './adts';
import { aiff } from './aiff';
import { flac } from './flac';
import type { Format } from './format';
import { matroska } from './matroska';
import { mp3 } from './mp3';
import { mp4 } from './mp4';
import { ogg } from './ogg';
import { wav } from './wav';

/** Every format of recordings that is read, in the order in which they are tried. */
export const formats: readonly Format[] = [wav, aiff, flac, ogg, matroska, mp4, mp3, adts];

/** Bytes at the beginning of a file by which its format is recognized. */
export const headBytes = 64;

/** The format of a file that begins with these bytes; undefined for none that is read here. Names are not looked at. */
export function formatOf(head: Uint8Array): Format | undefined {
  return formats.find((format) => format.recognizes(head));
}
