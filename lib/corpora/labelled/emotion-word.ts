/** Words for each of the project's codes of emotion. */
const words: Readonly<Record<string, readonly string[]>> = {
  ang: ['anger', 'angry'],
  hap: ['happiness', 'happy', 'joy', 'joyful'],
  sad: ['sadness'],
  neu: ['neutral', 'neutrality'],
  fru: ['frustration', 'frustrated'],
  exc: ['excitement', 'excited'],
  fea: ['fear', 'fearful'],
  sur: ['surprise', 'surprised'],
  dis: ['disgust', 'disgusted'],
  cal: ['calm', 'calmness'],
  bor: ['boredom', 'bored'],
  oth: ['other'],
  xxx: ['no agreement'],
};

const codes = new Map(
  Object.entries(words).flatMap(([code, same]) => [code, ...same].map((word) => [word, code])),
);

/** The emotion of an utterance for which none is named. */
export const unknownEmotion = 'unknown';

/** The emotion on which raters do not agree. */
export const noAgreement = 'xxx';

/** The project's code of an emotion's word (`anger`, `Angry` and `ang` are `ang`); another word in lower case. */
export function emotionCode(word: string): string {
  const plain = word.normalize('NFC').trim().toLowerCase();
  return codes.get(plain) ?? plain;
}
