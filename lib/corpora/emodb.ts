import { actedCorpus, type ActedName } from './acted';
import type { Corpus } from './corpus';

/** By the sixth character of a name, the initial of the German word: Wut, Langeweile, Ekel, Angst, Freude, Trauer. */
const emotions: Readonly<Record<string, string>> = {
  W: 'ang',
  L: 'bor',
  E: 'dis',
  A: 'fea',
  F: 'hap',
  T: 'sad',
  N: 'neu',
};
const men = ['03', '10', '11', '12', '15'];
const women = ['08', '09', '13', '14', '16'];
const texts: Readonly<Record<string, string>> = {
  a01: 'Der Lappen liegt auf dem Eisschrank.',
  a02: 'Das will sie am Mittwoch abgeben.',
  a04: 'Heute abend könnte ich es ihm sagen.',
  a05: 'Das schwarze Stück Papier befindet sich da oben neben dem Holzstück.',
  a07: 'In sieben Stunden wird es soweit sein.',
  b01: 'Was sind denn das für Tüten, die da unter dem Tisch stehen?',
  b02: 'Sie haben es gerade hochgetragen und jetzt gehen sie wieder runter.',
  b03: 'An den Wochenenden bin ich jetzt immer nach Hause gefahren und habe Agnes besucht.',
  b09: 'Ich will das eben wegbringen und dann mit Karl was trinken gehen.',
  b10: 'Die wird auf dem Platz sein, wo wir sie immer hinlegen.',
};

/**
 * The Berlin Database of Emotional Speech, with labels from its file names.
 *
 * It reads `EmoDB/03a01Fa.wav`, also in `EmoDB/wav`. Each of the ten speakers is a session with the speaker's number.
 * Emotions have IEMOCAP's three letters, and `bor` for bored; valence, arousal and dominance are nominal
 * (`nominalPoint`).
 *
 * F. Burkhardt et al. (2005), "A database of German emotional speech", Interspeech: 1517-1520.
 */
export const emodb: Corpus = actedCorpus({
  name: 'EmoDB',
  folder: 'EmoDB',
  layout: [['03a01Fa.wav …', 'or EmoDB/wav/03a01Fa.wav']],
  source: 'the Berlin Database of Emotional Speech, free to download (http://emodb.bilderbar.info).',
  scenario: (id) => /^\d\d([ab]\d\d)[A-Z]/i.exec(id)?.[1].toLowerCase(),
  parseName: parseEmodbName,
});

/** Parses `03a01Fa`: speaker, text, emotion, version. Returns a text when the name is malformed. */
export function parseEmodbName(name: string): ActedName | string {
  const parts = /^(\d\d)([ab]\d\d)([A-Z])[a-z]?$/i.exec(name) ?? [];
  const [, speaker = '', text = '', letter = ''] = parts.map((part) => part.toLowerCase());
  const emotion = emotions[letter.toUpperCase()];
  if (![...men, ...women].includes(speaker) || emotion === undefined || !(text in texts)) {
    return 'expected a name like 03a01Fa.wav: speaker, text, emotion (W L E A F T N), version';
  }
  return {
    session: Number(speaker),
    speaker: `EmoDB${speaker}`,
    sex: men.includes(speaker) ? 'M' : 'F',
    emotion,
    intensity: 'strong', // EmoDB has no degrees
    transcript: texts[text],
  };
}
