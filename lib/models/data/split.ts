import { InsufficientData } from '../../stats/insufficient-data';
import { random } from '../../stats/random';

/** Training rows and test rows; no row is in both. */
export interface Split {
  /** What is tested: 'random', a group's name, 'fold 3'. */
  readonly name: string;
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/**
 * A random part of the rows for testing, the rest for training. Speakers may be on both sides, so that scores are too high:
 * the original study's protocol, to be shown beside a speaker-independent one.
 *
 * @param count number of rows, at least 2
 * @param testShare part tested, rounded up to whole rows; 0.2 is the usual 80/20 split
 * @throws RangeError when one side would be empty
 */
export function randomSplit(
  count: number,
  { seed, testShare = 0.2 }: { seed: number; testShare?: number },
): Split {
  const tested = Math.ceil(count * testShare);
  if (!(tested > 0 && tested < count)) {
    throw new InsufficientData(`a test share of ${testShare} of ${count} rows leaves one side empty`);
  }
  const order = random(seed).shuffle(Array.from({ length: count }, (_, i) => i));
  return {
    name: 'random',
    train: order.slice(tested).sort(ascending),
    test: order.slice(0, tested).sort(ascending),
  };
}

/**
 * One split per group (session, speaker, person), which is tested while all others train.
 *
 * @param groups the group of each row
 * @throws RangeError when there are fewer than two groups
 */
export function leaveOneGroupOut(groups: readonly string[]): Split[] {
  const names = [...new Set(groups)].sort();
  if (names.length < 2) {
    throw new InsufficientData(
      `leaving one of ${names.length} groups out leaves nothing to train on; give two groups or more`,
    );
  }
  return names.map((name) => splitBy(groups, name, (group) => group === name));
}

/**
 * Splits into `folds` parts of about equal size, a group never on both sides; each part is tested once.
 *
 * @param groups the group of each row
 * @param folds at least 2, at most the number of groups
 * @param seed decides which groups go together
 * @throws RangeError when there are more folds than groups (`InsufficientData`), or folds is no such number
 */
export function groupedFolds(groups: readonly string[], folds: number, seed: number): Split[] {
  const sizes = new Map<string, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  if (sizes.size < 2) throw new InsufficientData(`folds need two groups or more, not ${sizes.size}`);
  const wrong = `${folds} folds of ${sizes.size} groups; choose a whole number from 2 to ${sizes.size}`;
  if (!Number.isInteger(folds) || folds < 2) throw new RangeError(wrong);
  if (folds > sizes.size) throw new InsufficientData(wrong);
  // Large groups first, each to the fold with the fewest rows so far; the shuffle settles ties.
  const shuffled = random(seed).shuffle([...sizes.keys()].sort());
  const bySize = shuffled.sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  const rowsIn = new Array<number>(folds).fill(0);
  const foldOf = new Map<string, number>();
  for (const group of bySize) {
    const smallest = rowsIn.indexOf(Math.min(...rowsIn));
    foldOf.set(group, smallest);
    rowsIn[smallest] += sizes.get(group) ?? 0;
  }
  return rowsIn.map((_, fold) => splitBy(groups, `fold ${fold + 1}`, (group) => foldOf.get(group) === fold));
}

function splitBy(groups: readonly string[], name: string, isTested: (group: string) => boolean): Split {
  const train: number[] = [];
  const test: number[] = [];
  groups.forEach((group, row) => (isTested(group) ? test : train).push(row));
  return { name, train, test };
}

function ascending(a: number, b: number): number {
  return a - b;
}
