import { InsufficientData } from '../../stats/insufficient-data';
import { setImmediate } from 'node:timers/promises';
import { inParallel } from './training-threads';

/** A model to select from: trains on some rows and predicts others. */
export interface Candidate {
  readonly name: string;
  readonly predictTest: (
    train: readonly number[],
    test: readonly number[],
  ) => Float64Array | Promise<Float64Array>;
}

/** The candidate selected for a group by the other groups. */
export interface SelectedCandidate {
  /** The group left out. */
  readonly group: string;
  /** Place of the candidate picked. */
  readonly candidate: number;
  /** Its score on the other groups, each left out in turn. */
  readonly score: number;
}

export interface NestedSelection {
  /** Each row's prediction by the candidate picked without its group. This is what can be expected of a new group. */
  readonly predicted: Float64Array;
  readonly picks: readonly SelectedCandidate[];
  /** Each candidate's predictions, each group left out: for a table. The score of the best is optimistic: it was selected. */
  readonly outOfFold: readonly Float64Array[];
  /** Place of the candidate that is best with each group left out: the one to train on everything. */
  readonly best: number;
}

/** How nested selection goes about its work. */
export interface SelectionOptions {
  /**
   * Whether a candidate is so far behind the best on the two neighbours of a group left out that it is given up for that
   * group; nothing is given up without it.
   */
  readonly hopeless?: (score: number, best: number) => boolean;
  /** Told of the trainings done; those of candidates that are given up count as done. */
  readonly onDone?: (done: number, total: number) => void;
}

/**
 * Nested leave-one-group-out cross-validation: for every group a candidate is selected by its score on the other groups, each
 * of which is left out in turn, and tested on the group itself. The choice of the model is thus a part of training.
 *
 * A model trained without groups a and b serves both, the test of a and that of b; so k groups take k(k + 1)/2
 * trainings of each candidate. With `hopeless` the candidates race: the groups stand in a ring, and each is first left out
 * together with its two neighbours. A candidate that is hopeless for a group by its score on the neighbours, which
 * never saw the group's own rows, is not trained for the rest of that group's test. Several trainings run at once.
 *
 * @param groups of each row, such as its session; three different ones or more
 * @param truth of each row
 * @param score higher is better; a candidate whose score is NaN is not picked
 * @throws RangeError when there are fewer than three groups, no candidate, or none with a score
 *
 * S. Varma, R. Simon (2006), "Bias in error estimation when using cross-validation for model selection", BMC
 * Bioinformatics 7: 91. G. Cawley, N. Talbot (2010), J. Machine Learning Research 11: 2079-2107.
 * O. Maron, A. Moore (1997), "The racing algorithm: model selection for lazy learners", AI Review 11: 193-225.
 */
export async function nestedSelection(
  candidates: readonly Candidate[],
  groups: readonly string[],
  truth: Float64Array,
  score: (truth: Float64Array, predicted: Float64Array) => number,
  { hopeless, onDone }: SelectionOptions = {},
): Promise<NestedSelection> {
  const names = [...new Set(groups)].sort();
  if (names.length < 3)
    throw new InsufficientData(
      `${names.length} groups: nested selection leaves out two and trains on the rest; give three or more`,
    );
  const rowsOf = names.map((name) => groups.flatMap((group, i) => (group === name ? [i] : [])));
  const outside = names.map((name) => groups.flatMap((group, i) => (group === name ? [] : [i])));

  const empty = () => new Float64Array(groups.length).fill(NaN);
  const outOfFold = candidates.map(empty);
  const inner = candidates.map(() => names.map(empty)); // predictions of the others, by group left out
  const inRace = names.map(() => candidates.map(() => true));
  const work = allTrainings(candidates.length, names.length);
  const total = work.first.length + work.rest.length;
  let done = 0;
  const train = async ({ candidate, a, b }: LeftOut): Promise<void> => {
    const left = b === undefined ? [a] : [a, b];
    const learned = groups.flatMap((group, i) => (left.some((one) => names[one] === group) ? [] : [i]));
    const tested = left.flatMap((one) => rowsOf[one]);
    const values = await candidates[candidate].predictTest(learned, tested);
    const put = (into: Float64Array, one: number, from: number) =>
      rowsOf[one].forEach((row, i) => (into[row] = values[from + i]));
    if (b === undefined) put(outOfFold[candidate], a, 0);
    else {
      put(inner[candidate][b], a, 0);
      put(inner[candidate][a], b, rowsOf[a].length);
    }
    await setImmediate(); // lets timers, output and an interrupt in
    onDone?.(++done, total);
  };
  await inParallel(work.first, train);
  if (hopeless !== undefined && work.rest.length > 0)
    names.forEach((_, a) => {
      const seen = rowsOf.flatMap((rows, b) => (neighbours(a, b, names.length) ? rows : []));
      const scores = inner.map((own) => score(valuesAt(truth, seen), valuesAt(own[a], seen)));
      const best = Math.max(...scores.filter((value) => !Number.isNaN(value)));
      inRace[a] = scores.map((value) => !hopeless(value, best));
    });
  const racing = work.rest.filter(
    ({ candidate, a, b }) => inRace[a][candidate] || (b !== undefined && inRace[b][candidate]),
  );
  done += work.rest.length - racing.length;
  await inParallel(racing, train);
  if (racing.length === 0 && work.rest.length > 0) onDone?.(total, total);

  const innerScores = candidates.map((_, candidate) =>
    Float64Array.from(names, (_name, a) =>
      inRace[a][candidate]
        ? score(valuesAt(truth, outside[a]), valuesAt(inner[candidate][a], outside[a]))
        : NaN,
    ),
  );
  const predicted = new Float64Array(groups.length);
  const picks = names.map((group, a): SelectedCandidate => {
    const candidate = indexOfLargest(innerScores.map((scores) => scores[a]));
    for (const row of rowsOf[a]) predicted[row] = outOfFold[candidate][row];
    return { group, candidate, score: innerScores[candidate][a] };
  });
  return {
    predicted,
    picks,
    outOfFold,
    best: indexOfLargest(outOfFold.map((values) => score(truth, values))),
  };
}

/** A training of a candidate without one group or without two. */
interface LeftOut {
  readonly candidate: number;
  readonly a: number;
  readonly b?: number;
}

/** Every training: first those without one group and without two neighbours in the ring of groups, then the other pairs. */
function allTrainings(candidates: number, groups: number): { first: LeftOut[]; rest: LeftOut[] } {
  const places = Array.from({ length: groups }, (_, a) => a);
  const pairs = places.flatMap((a) => places.slice(0, a).map((b) => ({ a, b })));
  const ofAll = (left: readonly Omit<LeftOut, 'candidate'>[]) =>
    left.flatMap((one) => Array.from({ length: candidates }, (_, candidate) => ({ candidate, ...one })));
  return {
    first: ofAll([...places.map((a) => ({ a })), ...pairs.filter(({ a, b }) => neighbours(a, b, groups))]),
    rest: ofAll(pairs.filter(({ a, b }) => !neighbours(a, b, groups))),
  };
}

/** Whether two places stand side by side in a ring. */
function neighbours(a: number, b: number, count: number): boolean {
  const apart = Math.abs(a - b);
  return apart === 1 || apart === count - 1;
}

function valuesAt(values: Float64Array, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows, (row) => values[row]);
}

function indexOfLargest(values: readonly number[]): number {
  let best = -1;
  values.forEach((value, i) => {
    if (!Number.isNaN(value) && (best < 0 || value > values[best])) best = i;
  });
  if (best < 0)
    throw new InsufficientData(`none of ${values.length} candidates has a score; check the targets`);
  return best;
}
