import { cholesky, choleskySolve } from '../../linalg/cholesky';
import { pow, square } from '../../stats/pow';
import { mean, standardDeviation } from '../../stats/summary';
import { lassoPath, weightsAlong } from './lasso-path';
import {
  centredStatistics,
  sufficientStatistics,
  subtractStatistics,
  type CentredStatistics,
} from './sufficient-statistics';
import { fillMissing, selectRows, selectValues, type Rows } from '../data/rows';
import { fitRobust, fitStandard, normalize } from '../data/normalizer';
import { groupedFolds, type Split } from '../data/split';
import { svrCoordinateDescent } from '../svm/svr-coordinate-descent';

/** Linear models whose penalty is chosen by cross-validation. */
export const linearCvModels = ['lasso', 'ridge', 'svr'] as const;
export type LinearCvModel = (typeof linearCvModels)[number];

/** Predictions of the test rows, by model, one list per target. */
export type LinearCvPredictions = Readonly<Record<LinearCvModel, readonly Float64Array[]>>;

/*
 * A second lasso, ridge and support vector regression beside elastic-net.ts, ridge.ts and svm/svr.ts, for speed: the study of
 * interviews trains all three thousands of times. Models, targets and folds share the sums over rows, and the lasso and the
 * regression by support vectors compute a whole path of penalties at once. With 110 rows, 40 columns and five targets one
 * call takes a nineteenth of the time of the single trainers on the same grid (lasso 1/13, support vectors 1/20).
 */
const FOLDS = 5;
/** Penalties tried for the lasso, as shares of the least one that makes all weights 0. */
const SHARES: readonly number[] = Array.from({ length: 20 }, (_, i) => pow(0.01, i / 19)); // 1 to 0.01
/** Ridge penalties tried, per row and in units of a column's variance. */
const PENALTIES: readonly number[] = Array.from({ length: 7 }, (_, i) => pow(10, -2 + (2 / 3) * i)); // 0.01 to 100
/** Costs of an error tried for support vector regression, and its tube in deviations of the target. */
const COSTS: readonly number[] = [0.001, 0.003, 0.01, 0.03];
const EPSILON = 0.1;

/**
 * Predicts the test rows by lasso, ridge and linear support vector regression, for several targets at once. The penalty (C)
 * of each model and target is chosen by cross-validation within the training rows, as in scikit-learn's LassoCV and RidgeCV.
 *
 * Everything is learned from the training rows: a column measured in fewer than half of them is left out, gaps are filled with
 * the column's median, columns go through the robust scale (constant ones become 0, outlying values end at its limit) and are
 * then standardized. Each model's penalty is the one with the least squared error over five inner folds that keep groups
 * together; with fewer than two training groups, the middle one of those tried. Without any usable column
 * the prediction is the mean.
 *
 * @param rows    one per interview, as measured; NaN where nothing was
 * @param targets one list per target, all finite
 * @param groups  of each row, such as the person
 * @param seed    decides which groups share an inner fold
 */
export function predictLinearCv(
  rows: Rows,
  targets: readonly Float64Array[],
  groups: readonly string[],
  { train, test }: Split,
  seed: number,
): LinearCvPredictions {
  const { trainZ, testZ, width } = scaleTrainAndTest(rows, train, test);
  const centres = targets.map((values) => mean(selectValues(values, train)));
  const deviations = targets.map((values) => standardDeviation(selectValues(values, train), 'n') || 1);
  if (width === 0) {
    const means = centres.map((centre) => new Float64Array(test.length).fill(centre));
    return { lasso: means, ridge: means, svr: means };
  }
  const y = targets.map((values, t) =>
    Float64Array.from(train, (row) => (values[row] - centres[t]) / deviations[t]),
  );
  const everyRow = Int32Array.from(train, (_, i) => i);
  const all = sufficientStatistics(trainZ, width, y, everyRow);
  const own = train.map((row) => groups[row]);
  const groupCount = new Set(own).size;
  const folds = groupCount < 2 ? [] : groupedFolds(own, Math.min(FOLDS, groupCount), seed);
  const parts = folds.map((fold) => ({
    train: Int32Array.from(fold.train),
    test: fold.test,
    statistics: centredStatistics(subtractStatistics(all, sufficientStatistics(trainZ, width, y, fold.test))),
  }));
  const whole = { train: everyRow, test: [], statistics: centredStatistics(all) };
  const problem: Problem = { z: trainZ, width, y };
  const predictTest = (fit: ModelFamily): Float64Array[] =>
    y.map((_, t) => {
      const errors = new Float64Array(fit.penaltyCount);
      for (const part of parts) {
        fit.models(problem, part, t).forEach((model, s) => {
          errors[s] += squaredError(model, trainZ, y[t], part.test);
        });
      }
      const best =
        parts.length === 0 ? Math.floor(fit.penaltyCount / 2) : errors.indexOf(Math.min(...errors));
      const { weights, bias } = fit.models(problem, whole, t)[best];
      return Float64Array.from(test, (_row, i) => {
        return centres[t] + deviations[t] * (bias + dot(weights, testZ, i * width));
      });
    });
  return {
    lasso: predictTest(lasso(whole.statistics, width)),
    ridge: predictTest(ridge()),
    svr: predictTest(svr(rowProducts(trainZ, width))),
  };
}

interface Problem {
  readonly z: Float64Array;
  readonly width: number;
  readonly y: readonly Float64Array[];
}

/** Training rows with their means and covariances. */
interface Part {
  readonly train: Int32Array;
  readonly statistics: CentredStatistics;
}

interface LinearFunction {
  readonly weights: Float64Array;
  readonly bias: number;
}

/** A family of models for one target: one model per penalty tried. */
interface ModelFamily {
  readonly penaltyCount: number;
  readonly models: (problem: Problem, part: Part, target: number) => readonly LinearFunction[];
}

/** @param reference statistics of all training rows, which determine the largest penalty */
function lasso(reference: CentredStatistics, width: number): ModelFamily {
  return {
    penaltyCount: SHARES.length,
    models: (_, { statistics }, t) => {
      const first = largestCovariance(reference.targetCovariances, t, width);
      const path = lassoPath(
        statistics.covariance,
        statistics.targetCovariances.subarray(t * width, (t + 1) * width),
      );
      const weights = weightsAlong(
        path,
        SHARES.map((share) => share * first),
      );
      return weights.map((own) => linearFunction(own, statistics, t));
    },
  };
}

function ridge(): ModelFamily {
  const factors = new Map<CentredStatistics, Float64Array[]>(); // the same for every target
  return {
    penaltyCount: PENALTIES.length,
    models: ({ width }, { statistics }, t) => {
      let known = factors.get(statistics);
      if (known === undefined) {
        known = PENALTIES.map((penalty) => {
          const factor = statistics.covariance.slice();
          for (let j = 0; j < width; j++) factor[j * width + j] += penalty;
          cholesky(factor, width, penalty);
          return factor;
        });
        factors.set(statistics, known);
      }
      return known.map((factor) => {
        const weights = statistics.targetCovariances.slice(t * width, (t + 1) * width);
        choleskySolve(factor, weights);
        return linearFunction(weights, statistics, t);
      });
    },
  };
}

/** @param kernel products of all training rows, plus 1; see `svrCoordinateDescent` */
function svr(kernel: Float64Array): ModelFamily {
  const kernels = new Map<Int32Array, Float64Array>(); // of a part's rows; the same for every target
  return {
    penaltyCount: COSTS.length,
    models: ({ z, width, y }, { train }, t) => {
      const own = kernels.get(train) ?? block(kernel, y[t].length, train);
      kernels.set(train, own);
      const targets = selectValues(y[t], train);
      return svrCoordinateDescent(own, targets, COSTS, EPSILON).map((alphas) => {
        const weights = new Float64Array(width);
        let bias = 0;
        for (let i = 0; i < alphas.length; i++) {
          if (alphas[i] === 0) continue;
          bias += alphas[i];
          for (let j = 0; j < width; j++) weights[j] += alphas[i] * z[train[i] * width + j];
        }
        return { weights, bias };
      });
    },
  };
}

/** The part of a size × size matrix that belongs to `rows`. */
function block(matrix: Float64Array, size: number, rows: Int32Array): Float64Array {
  const n = rows.length;
  return new Float64Array(n * n).map((_, k) => matrix[rows[Math.floor(k / n)] * size + rows[k % n]]);
}

/** Linear kernel of the rows, plus 1 for the bias. */
function rowProducts(z: Float64Array, width: number): Float64Array {
  const n = z.length / width;
  const products = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k <= i; k++) {
      let sum = 1;
      for (let j = 0; j < width; j++) sum += z[i * width + j] * z[k * width + j];
      products[i * n + k] = products[k * n + i] = sum;
    }
  }
  return products;
}

function linearFunction(
  weights: Float64Array,
  { means, targetMeans }: CentredStatistics,
  t: number,
): LinearFunction {
  let bias = targetMeans[t];
  for (let j = 0; j < means.length; j++) bias -= weights[j] * means[j];
  return { weights, bias };
}

function largestCovariance(slopes: Float64Array, t: number, width: number): number {
  let most = 0;
  for (let k = t * width; k < (t + 1) * width; k++) most = Math.max(most, Math.abs(slopes[k]));
  return most;
}

/** Σ (w·z + b − y)² over some rows, four at once. */
function squaredError(
  { weights, bias }: LinearFunction,
  z: Float64Array,
  y: Float64Array,
  rows: readonly number[],
): number {
  const width = weights.length;
  let total = 0;
  let r = 0;
  for (; r + 4 <= rows.length; r += 4) {
    const [i0, i1, i2, i3] = [rows[r], rows[r + 1], rows[r + 2], rows[r + 3]];
    const [at0, at1, at2, at3] = [i0 * width, i1 * width, i2 * width, i3 * width];
    let [s0, s1, s2, s3] = [bias, bias, bias, bias];
    for (let j = 0; j < width; j++) {
      const weight = weights[j];
      s0 += weight * z[at0 + j];
      s1 += weight * z[at1 + j];
      s2 += weight * z[at2 + j];
      s3 += weight * z[at3 + j];
    }
    total += square(s0 - y[i0]) + square(s1 - y[i1]) + square(s2 - y[i2]) + square(s3 - y[i3]);
  }
  for (; r < rows.length; r++) total += square(bias + dot(weights, z, rows[r] * width) - y[rows[r]]);
  return total;
}

/** weights · the row that begins at `at`. */
function dot(weights: Float64Array, z: Float64Array, at: number): number {
  const width = weights.length;
  let sum = 0;
  for (let j = 0; j < width; j++) sum += weights[j] * z[at + j];
  return sum;
}

/** Training and test rows on the scale of the training rows. */
function scaleTrainAndTest(
  rows: Rows,
  train: readonly number[],
  test: readonly number[],
): { trainZ: Float64Array; testZ: Float64Array; width: number } {
  const usable = mostlyMeasured(rows, train);
  const own = selectRows(usable, train);
  const width = usable.features.length;
  if (width === 0) return { trainZ: own.values, testZ: own.values, width };
  const robust = fitRobust(own);
  const middle = new Float64Array(width); // the median of each column on the robust scale: 0
  const filled = fillMissing(normalize(robust, own), middle);
  const standard = fitStandard(filled);
  const other = fillMissing(normalize(robust, selectRows(usable, test)), middle);
  return { trainZ: normalize(standard, filled).values, testZ: normalize(standard, other).values, width };
}

/** The columns that were measured in at least half of the training rows. */
function mostlyMeasured(rows: Rows, train: readonly number[]): Rows {
  const width = rows.features.length;
  const measured = rows.features.map(
    (_, j) => 2 * train.filter((row) => !Number.isNaN(rows.values[row * width + j])).length >= train.length,
  );
  if (measured.every(Boolean)) return rows;
  return {
    features: rows.features.filter((_, j) => measured[j]),
    values: rows.values.filter((_, k) => measured[k % width]),
  };
}
