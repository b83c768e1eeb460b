import { scenarioOf } from '../../corpora/registry';
import { groupedFolds, leaveOneGroupOut, randomSplit, type Split } from '../../models/data/split';
import type { Label } from '../../tables/labels';

/** How models are tested; every score names the one it was found under. */
export type Protocol =
  | 'random'
  | 'randomFolds'
  | 'groupedFolds'
  | 'leaveOneSpeakerOut'
  | 'leaveOneSessionOut'
  | 'leaveOneScenarioOut';

/** What each protocol does, as printed in tables. */
export const protocolNames: Readonly<Record<Protocol, string>> = {
  random: 'random fifth, speakers on both sides',
  randomFolds: 'five random folds, speakers on both sides',
  groupedFolds: 'five folds of speakers',
  leaveOneSpeakerOut: 'one speaker left out',
  leaveOneSessionOut: 'one session left out',
  leaveOneScenarioOut: 'one scenario left out, speakers on both sides',
};

const FOLDS = 5;

/**
 * The splits of a protocol. Only `groupedFolds` and the two that leave out speakers or sessions say what to expect of a new
 * voice. Utterances that belong to no scenario take no part in `leaveOneScenarioOut`.
 *
 * @param seed decides the random ones, and which speakers share a fold
 * @throws InsufficientData when there are too few rows, speakers, sessions or scenarios
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
    case 'leaveOneScenarioOut':
      return leaveOneScenarioOut(labels);
  }
}

/** One scenario is tested while the others train; utterances without one are on neither side. */
function leaveOneScenarioOut(labels: readonly Label[]): Split[] {
  const scenarios = labels.map(scenarioOf);
  const rows = scenarios.flatMap((scenario, row) => (scenario === undefined ? [] : [row]));
  const places = (side: readonly number[]) => side.map((i) => rows[i]);
  return leaveOneGroupOut(scenarios.filter((one) => one !== undefined)).map(({ name, train, test }) => ({
    name,
    train: places(train),
    test: places(test),
  }));
}

/** What `leaveOneScenarioOut` can test: how many scenarios there are, and which corpora name none. */
export function scenariosIn(labels: readonly Label[]): {
  readonly count: number;
  readonly without: readonly string[];
} {
  const found = new Set<string>();
  const without = new Set<string>();
  for (const label of labels) {
    const scenario = scenarioOf(label);
    if (scenario === undefined) without.add(label.corpus);
    else found.add(scenario);
  }
  return { count: found.size, without: [...without] };
}

/** The speaker of each row. */
export function speakersOf(labels: readonly Label[]): string[] {
  return labels.map(({ speaker }) => speaker);
}

/** The session of each row; two speakers who talk with each other share one. */
export function sessionsOf(labels: readonly Label[]): string[] {
  return labels.map(({ session }) => `session ${session}`);
}

/** Groups of utterances that are left out in turn to pick a model. */
export interface PickingGroups {
  /** Of each utterance: its session, or a fold of whole sessions. */
  readonly groups: readonly string[];
  /** Whether each group is one session. */
  readonly bySession: boolean;
  /** As printed in tables: "one session left out". */
  readonly name: string;
}

/**
 * The groups by which a model is picked: the sessions or, where these are more than five, five folds of whole sessions, so
 * that picking takes fifteen trainings of a candidate however many sessions there are.
 */
export function pickingGroups(labels: readonly Label[]): PickingGroups {
  const sessions = sessionsOf(labels);
  if (new Set(sessions).size <= FOLDS)
    return { groups: sessions, bySession: true, name: protocolNames.leaveOneSessionOut };
  const folds = groupedFolds(sessions, FOLDS, 1);
  const groups = sessions.slice();
  for (const { name, test } of folds) for (const row of test) groups[row] = name;
  return { groups, bySession: false, name: 'five folds of whole sessions' };
}
