import { STARTER_REMEDY, type CardScore, type CardScores, type StarterCard } from './starter';

/** How well the starter model does on recordings of speakers it has not heard. */
export interface StarterTest {
  readonly recordings: string;
  /** From the columns as measured. */
  readonly raw: CardScores;
  /** With two minutes or more of each voice. */
  readonly together: CardScores;
}

/**
 * The tests that say what the starter model is worth: its training corpus with the speaker left out, another corpus, and that
 * one by telephone.
 *
 * @param stored what the model's file holds, parsed as JSON
 * @throws Error naming the file when its card is damaged
 */
export function starterTests(stored: unknown, file: string = 'arousal.json'): StarterTest[] {
  const card = (stored as { readonly card?: Partial<StarterCard> } | null)?.card;
  const telephone = card?.ravdess?.find(({ change }) => change.startsWith('telephone'));
  return [
    { recordings: 'German, acted: EmoDB, each speaker left out of the training', scores: card?.leftOut?.[0] },
    { recordings: 'English, acted: RAVDESS, none of it in the training', scores: card?.ravdess?.[0] },
    { recordings: 'the same by telephone (µ-law, 8 kHz)', scores: telephone },
  ].map(({ recordings, scores }) => {
    if (scores === undefined || ![scores.raw, scores.together].every(isScores))
      throw new Error(`${file}: the card lacks the scores of '${recordings}'; ${STARTER_REMEDY}`);
    return { recordings, raw: scores.raw, together: scores.together };
  });
}

function isScores(scores: Partial<CardScores> | undefined): boolean {
  return isScore(scores?.r) && isScore(scores?.ccc);
}

function isScore(score: Partial<CardScore> | undefined): boolean {
  return Number.isFinite(score?.value) && score?.ci95?.length === 2 && score.ci95.every(Number.isFinite);
}
