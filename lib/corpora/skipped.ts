/** A part of a corpus that is not used, and why. */
export interface Skipped {
  /** A few words, the same for all parts of a kind, so that they can be counted. */
  readonly kind: string;
  /** Relative to the data folder, with forward slashes. */
  readonly file: string;
  /** Line of a text file, from 1. */
  readonly line?: number;
  /** The field, and what was found in it. */
  readonly reason: string;
}

/** A part of a file that is used although it was guessed, repaired, or doubtful. */
export interface Remark {
  /** Relative to the data folder, with forward slashes. */
  readonly file: string;
  readonly reason: string;
}

/** The kind of a recording that cannot be read. */
export const cannotBeOpened = 'recording that cannot be opened';

/** Number of entries of each kind, in order of first appearance. */
export function skippedCounts(skipped: readonly Pick<Skipped, 'kind'>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of skipped) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
