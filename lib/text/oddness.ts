/** Characters looked at; more say nothing new. */
const enough = 50_000;

/** What text has when it was read in the wrong encoding, and how much that counts. */
const signs: readonly (readonly [RegExp, number])[] = [
  // Broken, unassigned and private characters.
  [/[\ufffd\p{Cn}\p{Co}]/gu, 5],
  // Signs that names and words do not hold; typographic quotes and dashes are none.
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
  // Capitals within a word, and letters with marks one after the other.
  [/\p{Ll}(?![A-Z])\p{Lu}|\p{L}(?![A-Z])\p{Lu}(?=\p{Ll})/gu, 1],
  [/[\u00c0-\u024f](?=[\u00c0-\u024f])/gu, 1],
];

/** How odd a text looks, 0 where nothing suggests that it was read in the wrong encoding. */
export function oddness(text: string): number {
  const sample = text.slice(0, enough);
  return signs.reduce((sum, [sign, weight]) => sum + weight * (sample.match(sign)?.length ?? 0), 0);
}
