import { InsufficientData } from '../../stats/insufficient-data';
import { setImmediate } from 'node:timers/promises';

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

/**
 * Nested leave-one-group-out cross-validation: for every group a candidate is selected by its score on the other groups, each
 * of which is left out in turn, and tested on the group itself. The choice of the model is thus a part of training.
 *
 * A model trained without groups a and b serves both, the test of a and that of b; so k groups take k(k + 1)/2
 * trainings of each candidate.
 *
 * @param groups of each row, such as its session; three different ones or more
 * @param truth of each row
 * @param score higher is better; a candidate whose score is NaN is not picked
 * @param onDone told after each candidate
 * @throws RangeError when there are fewer than three groups, no candidate, or none with a score
 *
 * S. Varma, R. Simon (2006), "Bias in error estimation when using cross-validation for model selection", BMC
 * Bioinformatics 7: 91. G. Cawley, N. Talbot (2010), J. Machine Learning Research 11: 2079-2107.
 */
export async function nestedSelection(
  candidates: readonly Candidate[],
  groups: readonly string[],
  truth: Float64Array,
  score: (truth: Float64Array, predicted: Float64Array) => number,
  onDone?: (done: number, total: number) => void,
): Promise<NestedSelection> {
  const names = [...new Set(groups)].sort();
  if (names.length < 3)
    throw new InsufficientData(
      `${names.length} groups: nested selection leaves out two and trains on the rest; give three or more`,
    );
  const rowsOf = new Map(
    names.map((name) => [name, groups.flatMap((group, i) => (group === name ? [i] : []))]),
  );
  const rowsIn = (name: string) => rowsOf.get(name) ?? [];
  const outside = (...left: string[]) => groups.flatMap((group, i) => (left.includes(group) ? [] : [i]));

  const outOfFold: Float64Array[] = [];
  const innerScores: Float64Array[] = []; // candidate → group left out → score on the others
  for (const candidate of candidates) {
    const outer = new Float64Array(groups.length);
    const inner = names.map(() => new Float64Array(groups.length)); // predictions of the others, by group left out
    const put = (into: Float64Array, rows: readonly number[], values: Float64Array) =>
      rows.forEach((row, i) => (into[row] = values[i]));
    for (let a = 0; a < names.length; a++) {
      put(outer, rowsIn(names[a]), await candidate.predictTest(outside(names[a]), rowsIn(names[a])));
      for (let b = 0; b < a; b++) {
        const tested = [...rowsIn(names[a]), ...rowsIn(names[b])];
        const values = await candidate.predictTest(outside(names[a], names[b]), tested);
        put(inner[b], rowsIn(names[a]), values.subarray(0, rowsIn(names[a]).length));
        put(inner[a], rowsIn(names[b]), values.subarray(rowsIn(names[a]).length));
        await setImmediate(); // lets timers, output and an interrupt in
      }
    }
    outOfFold.push(outer);
    innerScores.push(
      Float64Array.from(names, (name, a) => {
        const others = outside(name);
        return score(valuesAt(truth, others), valuesAt(inner[a], others));
      }),
    );
    onDone?.(outOfFold.length, candidates.length);
  }

  const predicted = new Float64Array(groups.length);
  const picks = names.map((group, a): SelectedCandidate => {
    const candidate = indexOfLargest(innerScores.map((scores) => scores[a]));
    for (const row of rowsIn(group)) predicted[row] = outOfFold[candidate][row];
    return { group, candidate, score: innerScores[candidate][a] };
  });
  return {
    predicted,
    picks,
    outOfFold,
    best: indexOfLargest(outOfFold.map((values) => score(truth, values))),
  };
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
