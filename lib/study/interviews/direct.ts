import { InsufficientData } from '../../stats/insufficient-data';
import { attainableLevel, crossConformal, type ConformalInterval } from '../../evaluation/conformal';
import { rocArea } from '../../evaluation/roc';
import { selectValues, type Rows } from '../../models/data/rows';
import { predictLinearCv, linearCvModels, type LinearCvModel } from '../../models/linear/linear-cv';
import { groupedFolds, leaveOneGroupOut, randomSplit, type Split } from '../../models/data/split';
import { pearson } from '../../stats/correlation';
import { random } from '../../stats/random';
import { mean, quantile } from '../../stats/summary';
import { aboveMedian, relate, type Relation } from './relation';

/** The models trained on whole interviews, and the mean of their predictions. */
export const directModels = {
  lasso: 'lasso',
  ridge: 'ridge regression',
  svr: 'linear support vectors',
  together: 'mean of the three',
} as const;
export type DirectModel = keyof typeof directModels;

/** The one that stands for the direct way, chosen before any score was seen: of correlated columns it keeps few. */
export const directModel: DirectModel = 'lasso';

/** Features of whole interviews, a row each. */
export interface WholeInterviews {
  /** The speaker of each interview; rows of one person stay on one side of a fair split. */
  readonly persons: readonly string[];
  /** As measured; NaN where nothing was. */
  readonly rows: Rows;
}

/** Told how many steps of how many are done. */
export type OnDone = (done: number, total: number) => void;

/**
 * The fair protocol: every interview is predicted by models trained without the person.
 *
 * @param targets one list per trait, all finite
 * @param seed    decides which persons share a fold when a penalty is chosen, inside the training part
 * @throws InsufficientData for fewer than three persons
 * @returns predictions by model, one list per trait
 */
export async function leaveOnePersonOut(
  { persons, rows }: WholeInterviews,
  targets: readonly Float64Array[],
  seed: number,
  onDone?: OnDone,
): Promise<Record<DirectModel, Float64Array[]>> {
  const known = new Set(persons).size;
  if (known < 3) {
    throw new InsufficientData(
      `learning needs recordings, predictions or features of three persons or more, and here are ${known}`,
    );
  }
  const empty = () => targets.map(() => new Float64Array(persons.length).fill(NaN));
  const result = { lasso: empty(), ridge: empty(), svr: empty(), together: empty() };
  const splits = leaveOneGroupOut(persons);
  await each(splits, onDone, (split) => {
    const predicted = predictWith(rows, targets, persons, split, seed);
    for (const model of models) {
      targets.forEach((_, t) =>
        split.test.forEach((row, i) => (result[model][t][row] = predicted[model][t][i])),
      );
    }
  });
  return result;
}

/** Mean scores of random test parts. */
export interface RandomScore {
  /** Mean of Pearson's r over the splits where it is defined. */
  readonly pearson: number;
  /** The middle 95 % of r over the splits: how much the split decides. Not a confidence interval. */
  readonly range: readonly [number, number];
  /** Mean area under the ROC curve, for interviews above the median of all. */
  readonly rocAuc: number;
}

/**
 * The protocol of Naim et al. (2015): many random 80/20 splits, r and ROC area of each test part, averaged. A person's other
 * interview may be in the training part, which flatters a model.
 *
 * @returns scores by model, one per trait
 */
export async function randomSplits(
  { persons, rows }: WholeInterviews,
  targets: readonly Float64Array[],
  { seed, splits = 1000 }: { seed: number; splits?: number },
  onDone?: OnDone,
): Promise<Record<DirectModel, RandomScore[]>> {
  const highs = targets.map((values) => aboveMedian(values));
  const empty = () => targets.map((): { r: number[]; area: number[] } => ({ r: [], area: [] }));
  const found = { lasso: empty(), ridge: empty(), svr: empty(), together: empty() };
  const generator = random(seed);
  const drawn = Array.from({ length: splits }, () =>
    randomSplit(persons.length, { seed: generator.integer(0, 2 ** 32) }),
  );
  // A dozen interviews can be split in no more than 220 ways: each is worked out once.
  const times = new Map<string, number>();
  for (const { test } of drawn) times.set(test.join(), (times.get(test.join()) ?? 0) + 1);
  const distinct = [...new Map(drawn.map((split) => [split.test.join(), split])).values()];
  await each(distinct, onDone, (split) => {
    const predicted = predictWith(rows, targets, persons, split, seed);
    for (const model of models) {
      targets.forEach((values, t) => {
        const r = pearson(predicted[model][t], selectValues(values, split.test)).r;
        const area = rocArea(
          split.test.map((row) => highs[t][row]),
          predicted[model][t],
        );
        for (let time = times.get(split.test.join()) ?? 0; time > 0; time--) {
          found[model][t].r.push(r);
          found[model][t].area.push(area);
        }
      });
    }
  });
  const score = ({ r, area }: { r: number[]; area: number[] }): RandomScore => ({
    pearson: mean(r),
    range: [quantile(r, 0.025), quantile(r, 0.975)],
    rocAuc: mean(area),
  });
  return {
    lasso: found.lasso.map(score),
    ridge: found.ridge.map(score),
    svr: found.svr.map(score),
    together: found.together.map(score),
  };
}

/** One model on one trait under both protocols. */
export interface ProtocolRow {
  readonly trait: string;
  readonly model: DirectModel;
  /** Persons left out one by one. */
  readonly fair: Relation;
  /** Random 80/20 splits. */
  readonly random: RandomScore;
}

/**
 * Both protocols side by side, a row per trait and model.
 *
 * @param fair   from `leaveOnePersonOut`, of the same traits in the same order
 * @param theirs from `randomSplits`
 */
export function protocolTable(
  traits: readonly string[],
  targets: readonly Float64Array[],
  persons: readonly string[],
  fair: Readonly<Record<DirectModel, readonly Float64Array[]>>,
  theirs: Readonly<Record<DirectModel, readonly RandomScore[]>>,
  seed: number,
): ProtocolRow[] {
  return traits.flatMap((trait, t) =>
    models.map((model) => ({
      trait,
      model,
      fair: relate(fair[model][t], targets[t], persons, seed),
      random: theirs[model][t],
    })),
  );
}

/** Predicted scores with the range that holds the truth at a stated level. */
export interface IntervalPrediction extends ConformalInterval {
  readonly prediction: number;
}

export interface Coverage {
  /** The level asked for, or the highest that the number of persons allows. */
  readonly level: number;
  /** One per interview. */
  readonly intervals: readonly IntervalPrediction[];
  /** Share of the interviews whose true score lies in its interval. */
  readonly covered: number;
  /** Mean width of the intervals, in points of the score. */
  readonly width: number;
}

const FOLDS = 10;

/**
 * Conformal intervals for every interview's score by `directModel`, each from the interviews of other persons alone, and how many of them
 * hold the true score. Persons are left out in up to ten folds, twice: for the interval, and within it for the residuals.
 *
 * @param target all finite
 * @param level  probability that an interval is to hold the score
 * @throws RangeError for fewer than three persons
 */
export async function conformalCoverage(
  whole: WholeInterviews,
  target: Float64Array,
  { level, seed }: { level: number; seed: number },
  onDone?: OnDone,
): Promise<Coverage> {
  const { persons } = whole;
  const count = new Set(persons).size;
  if (count < 3) throw new InsufficientData(`${count} persons; intervals need at least three`);
  const folds = groupedFolds(persons, Math.min(FOLDS, count), seed);
  const fewest = Math.min(...folds.map(({ train }) => new Set(train.map((row) => persons[row])).size));
  const reached = attainableLevel(fewest, level);
  const intervals = new Array<IntervalPrediction>(persons.length);
  await each(folds, onDone, (fold) => {
    conformalScores(whole, target, fold, { level: reached, seed }).forEach((interval, i) => {
      intervals[fold.test[i]] = interval;
    });
  });
  return {
    level: reached,
    intervals,
    covered: mean(intervals.map(({ low, high }, i) => Number(low <= target[i] && target[i] <= high))),
    width: mean(intervals.map(({ low, high }) => high - low)),
  };
}

/**
 * Scores of the rows in `split.test` with conformal intervals, from those in `split.train` (CV+ over up to ten folds of
 * persons).
 */
export function conformalScores(
  { persons, rows }: WholeInterviews,
  target: Float64Array,
  { train, test }: Pick<Split, 'train' | 'test'>,
  { level, seed }: { level: number; seed: number },
): IntervalPrediction[] {
  const own = train.map((row) => persons[row]);
  const residuals = new Float64Array(train.length);
  const predictions = test.map(() => new Float64Array(train.length)); // by the model that has not seen each training row
  for (const fold of groupedFolds(own, Math.min(FOLDS, new Set(own).size), seed)) {
    const left = fold.test.map((i) => train[i]);
    const split = { name: fold.name, train: fold.train.map((i) => train[i]), test: [...left, ...test] };
    const [scores] = predictWith(rows, [target], persons, split, seed)[directModel];
    fold.test.forEach((i, k) => {
      residuals[i] = Math.abs(scores[k] - target[train[i]]);
      predictions.forEach((values, n) => (values[i] = scores[left.length + n]));
    });
  }
  return predictions.map((values) => ({
    prediction: mean(values),
    ...crossConformal(values, residuals, own, level),
  }));
}

const models: readonly DirectModel[] = [...linearCvModels, 'together'];

/** Predictions of the three models, and their mean. */
function predictWith(
  rows: Rows,
  targets: readonly Float64Array[],
  persons: readonly string[],
  split: Split,
  seed: number,
): Record<DirectModel, readonly Float64Array[]> {
  const predicted = predictLinearCv(rows, targets, persons, split, seed);
  const together = targets.map((_, t) =>
    predicted.lasso[t].map(
      (_value, i) =>
        linearCvModels.reduce((sum, model: LinearCvModel) => sum + predicted[model][t][i], 0) /
        linearCvModels.length,
    ),
  );
  return { ...predicted, together };
}

/** Calls `act` with each item; lets a notebook draw its bar and notice an interrupt in between. */
async function each<T>(
  items: readonly T[],
  onDone: OnDone | undefined,
  act: (item: T) => void,
): Promise<void> {
  let lastPause = performance.now();
  for (let i = 0; i < items.length; i++) {
    act(items[i]);
    if (performance.now() - lastPause > 100 || i + 1 === items.length) {
      onDone?.(i + 1, items.length);
      await new Promise((resolve) => setImmediate(resolve));
      lastPause = performance.now();
    }
  }
}
