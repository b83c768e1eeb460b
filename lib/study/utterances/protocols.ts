import { groupedFolds, leaveOneGroupOut, randomSplit, type Split } from '../../models/data/split';
import type { Label } from '../../tables/labels';

/** How models are tested; every score names the one it was found under. */
export type Protocol =
  'random' | 'randomFolds' | 'groupedFolds' | 'leaveOneSpeakerOut' | 'leaveOneSessionOut';

/** What each protocol does, as printed in tables. */
export const protocolNames: Readonly<Record<Protocol, string>> = {
  random: 'random fifth, speakers on both sides',
  randomFolds: 'five random folds, speakers on both sides',
  groupedFolds: 'five folds of speakers',
  leaveOneSpeakerOut: 'one speaker left out',
  leaveOneSessionOut: 'one session left out',
};

const FOLDS = 5;

/**
 * The splits of a protocol. Only `groupedFolds` and the two that leave out say what to expect of a new voice.
 *
 * @param seed decides the random ones, and which speakers share a fold
 * @throws RangeError when there are too few rows, speakers or sessions
 */
export function splitsOf(labels: readonly Label[], protocol: Protocol, seed: number): Split[] {
  switch (protocol) {
    case 'random':
      return [randomSplit(labels.length, { seed })];
    case 'randomFolds':
      return groupedFolds(
        labels.map((_, row) => `row ${row}`),
        FOLDS,
        seed,
      );
    case 'groupedFolds':
      return groupedFolds(speakersOf(labels), Math.min(FOLDS, new Set(speakersOf(labels)).size), seed);
    case 'leaveOneSpeakerOut':
      return leaveOneGroupOut(speakersOf(labels));
    case 'leaveOneSessionOut':
      return leaveOneGroupOut(sessionsOf(labels));
  }
}

/** The speaker of each row. */
export function speakersOf(labels: readonly Label[]): string[] {
  return labels.map(({ speaker }) => speaker);
}

/** The session of each row; two speakers who talk with each other share one. */
export function sessionsOf(labels: readonly Label[]): string[] {
  return labels.map(({ session }) => `session ${session}`);
}
