/** Something of a corpus that was not used, and why. */
export interface Skipped {
  /** What it was, in a few words; the same words for the same thing, so that they can be counted. */
  readonly kind: string;
  /** Relative to the data folder, with forward slashes. */
  readonly file: string;
  /** Where in a text file, counted from 1. */
  readonly line?: number;
  /** Which field, what was found there. */
  readonly reason: string;
}

/** Something of a file that was used, but guessed, repaired, or doubtful. */
export interface Remark {
  /** Relative to the data folder, with forward slashes. */
  readonly file: string;
  readonly reason: string;
}

/** How many of each kind, in order of first appearance. */
export function skippedCounts(skipped: readonly Skipped[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of skipped) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
