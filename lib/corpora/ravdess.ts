import { actedCorpus, type ActedName } from './acted';
import type { Corpus } from './corpus';

/** By the third number of a name, from 1. */
const emotions = ['neu', 'cal', 'hap', 'sad', 'ang', 'fea', 'dis', 'sur'];
/** By the fifth number of a name, from 1. */
const statements = ['Kids are talking by the door.', 'Dogs are sitting by the door.'];

/**
 * The spoken utterances of RAVDESS, with labels from their file names.
 *
 * It reads `RAVDESS/Actor_NN/03-01-06-01-02-01-12.wav`, as the audio archives unpack, also below a folder named after the
 * archive. A session is a pair of actors, 1 and 2, 3 and 4 …: a man and a woman, as in IEMOCAP. Emotions have IEMOCAP's
 * three letters, and `cal` for calm; valence, arousal and dominance are nominal (`nominalPoint`).
 *
 * S. Livingstone, F. Russo (2018), "The Ryerson Audio-Visual Database of Emotional Speech and Song (RAVDESS)",
 * PLoS ONE 13(5): e0196391; "File naming convention".
 */
export const ravdess: Corpus = actedCorpus({
  name: 'RAVDESS',
  folder: 'RAVDESS',
  layout: [
    [
      'Actor_01 … Actor_24/03-01-06-01-02-01-12.wav',
      'as its audio archives unpack; song and video are left out',
    ],
  ],
  source: 'free to download (https://zenodo.org/records/1188976, CC BY-NC-SA 4.0).',
  scenario: (id) => /^(?:\d\d-){4}(0\d)-\d\d-\d\d$/.exec(id)?.[1].replace('0', 'statement '),
  parseName: parseRavdessName,
});

/**
 * Parses `03-01-06-01-02-01-12`: modality, channel, emotion, intensity, statement, repetition, actor. Returns a text when the
 * name is malformed, or not of speech.
 */
export function parseRavdessName(name: string): ActedName | string {
  const match = /^0([1-3])-0([12])-0([1-8])-0([12])-0([12])-0[12]-(\d\d)$/.exec(name);
  const actor = Number(match?.[6] ?? 0);
  if (match === null || actor < 1 || actor > 24) {
    return 'expected a name of seven numbers like 03-01-06-01-02-01-12.wav';
  }
  const [, modality, channel, emotion, intensity, statement] = match.map(Number);
  if (modality !== 3) return `modality 0${modality} holds video; the audio-only files begin with 03`;
  if (channel !== 1) return 'song, not speech';
  return {
    session: Math.ceil(actor / 2),
    speaker: `RAVDESS${match[6]}`,
    sex: actor % 2 === 0 ? 'F' : 'M',
    emotion: emotions[emotion - 1],
    intensity: intensity === 2 ? 'strong' : 'normal',
    transcript: statements[statement - 1],
  };
}
