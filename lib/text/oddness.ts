/** Number of characters that `oddness` reads. */
const maxCharacters = 50_000;

/** Signs of a wrong encoding, with weights. */
const signs: readonly (readonly [RegExp, number])[] = [
  // Broken, unassigned and private characters.
  [/[\ufffd\p{Cn}\p{Co}]/gu, 5],
  // Symbols that names and words do not have, but typographic quotes and dashes.
  [/(?![\p{ASCII}‐-‧€№])[\p{S}\p{No}\u00a1-\u00bf]/gu, 2],
  [/[\uff61-\uff9f]/gu, 1],
  // Letters of two alphabets within a word.
  [
    /\p{sc=Latin}(?=\p{sc=Cyrillic}|\p{sc=Greek}|\p{sc=Han}|\p{sc=Hangul}|\p{sc=Hiragana}|\p{sc=Katakana})/gu,
    2,
  ],
  [
    /(?:\p{sc=Cyrillic}|\p{sc=Greek}|\p{sc=Han}|\p{sc=Hangul}|\p{sc=Hiragana}|\p{sc=Katakana})(?=\p{sc=Latin})/gu,
    2,
  ],
  [/\p{sc=Hangul}(?=\p{sc=Han})|\p{sc=Han}(?=\p{sc=Hangul})|[\u3130-\u318f]/gu, 1],
  // Capitals within a word, and consecutive letters with diacritics.
  [/\p{Ll}(?![A-Z])\p{Lu}|\p{L}(?![A-Z])\p{Lu}(?=\p{Ll})/gu, 1],
  [/[\u00c0-\u024f](?=[\u00c0-\u024f])/gu, 1],
];

/** Weighted number of signs that a text was decoded in the wrong encoding. */
export function oddness(text: string): number {
  const sample = text.slice(0, maxCharacters);
  return signs.reduce((sum, [sign, weight]) => sum + weight * (sample.match(sign)?.length ?? 0), 0);
}
