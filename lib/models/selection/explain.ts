import { concatenated } from '../../stats/concatenated';
import { pow } from '../../stats/pow';
import { random } from '../../stats/random';
import { mean, quantile } from '../../stats/summary';
import { normalize, type Normalizer } from '../data/normalizer';
import { predict, type Regressor } from '../predict';
import { applyFitted, type Fitted } from './recipes';
import type { LinearModel } from '../linear/linear-model';
import { rowCount, type Rows } from '../data/rows';
import { permutedPredictions } from './permuted-predictions';

/** Permutation importance of a group of columns. */
export interface Importance {
  readonly name: string;
  /** Mean fall of the score when the group's columns are shuffled; below 0 where they mislead. */
  readonly value: number;
  /** 2.5th and 97.5th percentile over shuffles. */
  readonly low: number;
  readonly high: number;
}

/** Test rows of a fitted model, with their true targets. */
export interface TestedPart {
  readonly fitted: Fitted;
  readonly rows: Rows;
  readonly truth: Float64Array;
}

/**
 * Permutation importance of groups of columns: all columns of a group are permuted between rows, together, and the score
 * falls by their contribution. Information that two groups share appears in neither's importance.
 *
 * @param parts test rows with the model that has not seen them; shuffled within a part, scored together
 * @param groupsOf places of each group's columns, by name; asked for each part, since parts may have other columns
 * @param score higher is better, such as CCC or UAR
 *
 * L. Breiman (2001), "Random forests", Machine Learning 45: 5-32; A. Fisher, C. Rudin, F. Dominici (2019), "All models
 * are wrong, but many are useful", J. Machine Learning Research 20(177).
 */
export function permutationImportance(
  parts: readonly TestedPart[],
  groupsOf: (features: readonly string[]) => ReadonlyMap<string, readonly number[]>,
  score: (truth: Float64Array, predicted: Float64Array) => number,
  { seed, repeats = 20 }: { seed: number; repeats?: number },
): Importance[] {
  const truth = concatenated(parts.map((part) => part.truth));
  const whole = score(truth, concatenated(parts.map(({ fitted, rows }) => applyFitted(fitted, rows))));
  const names = new Set(parts.flatMap(({ rows }) => [...groupsOf(rows.features).keys()]));
  const shufflers = parts.map(({ fitted, rows }) => permutedPredictions(fitted, rows));
  return [...names].map((name) => {
    const generator = random(seed);
    const shuffled = parts.map(({ rows }, p) => shufflers[p](groupsOf(rows.features).get(name) ?? []));
    const falls = Array.from({ length: repeats }, () => {
      const predicted = parts.map(({ rows }, p) =>
        shuffled[p](generator.shuffle(Array.from({ length: rowCount(rows) }, (_, i) => i))),
      );
      return whole - score(truth, concatenated(predicted));
    });
    return { name, value: mean(falls), low: quantile(falls, 0.025), high: quantile(falls, 0.975) };
  });
}

/**
 * Contribution of each column to a linear model's prediction of each row, exactly: weight × (value − `typical`), on the
 * model's scale. A row's parts and the prediction of the typical row sum to its prediction (a classifier's decision
 * value).
 *
 * @param rows as measured
 * @param typical one row to compare with, as measured: the training rows' means, for one
 * @returns row-major, rows × columns, in units of the target
 *
 * S. Lundberg, S. Lee (2017), "A unified approach to interpreting model predictions", NIPS, section 4.1 (of a linear
 * model with independent columns these are the Shapley values).
 */
export function linearAttributions(
  { normalizer, model }: { readonly normalizer: Normalizer; readonly model: LinearModel },
  rows: Rows,
  typical: Float64Array,
): Float64Array {
  const width = rows.features.length;
  const scaled = normalize(normalizer, rows).values;
  const origin = normalize(normalizer, { features: rows.features, values: typical }).values;
  return scaled.map((value, k) => model.weights[k % width] * (value - origin[k % width]));
}

/** Attributions summed over each group's columns: one number per row and group, row-major. */
export function groupAttributions(
  attributions: Float64Array,
  width: number,
  groups: ReadonlyMap<string, readonly number[]>,
): Float64Array {
  const columns = [...groups.values()];
  const sums = new Float64Array((attributions.length / width) * columns.length);
  for (let i = 0; i < attributions.length / width; i++) {
    columns.forEach((places, g) => {
      for (const j of places) sums[i * columns.length + g] += attributions[i * width + j];
    });
  }
  return sums;
}

/**
 * Contribution of each group of columns to any model's prediction of each row: the Shapley value of taking the group from
 * the row rather than from `typical`. A row's values and the prediction of
 * the typical row sum to its prediction; of a linear model they are its weights times the distances.
 *
 * @param rows on the model's scale, all finite
 * @param typical one row to compare with, on the model's scale
 * @param groups places of each group's columns, every column in one; the model is asked 2^groups times about each row
 * @returns row-major, rows × groups, in units of the target
 *
 * S. Lundberg, S. Lee (2017), "A unified approach to interpreting model predictions", NIPS, equation 4.
 */
export function shapleyByGroup(
  model: Regressor,
  rows: Rows,
  typical: Float64Array,
  groups: readonly (readonly number[])[],
): Float64Array {
  const width = rows.features.length;
  const count = rowCount(rows);
  const predictions = Array.from({ length: pow(2, groups.length) }, (_, taken) => {
    const values = new Float64Array(count * width);
    for (let i = 0; i < count; i++) values.set(typical, i * width);
    groups.forEach((columns, g) => {
      if ((taken & (1 << g)) === 0) return;
      for (let i = 0; i < count; i++) {
        for (const j of columns) values[i * width + j] = rows.values[i * width + j];
      }
    });
    return predict(model, { features: rows.features, values });
  });
  const shares = new Float64Array(count * groups.length);
  const sizeOf = (taken: number) => groups.filter((_, g) => (taken & (1 << g)) !== 0).length;
  predictions.forEach((absent, taken) => {
    const weight = 1 / (groups.length * choose(groups.length - 1, sizeOf(taken)));
    groups.forEach((_, g) => {
      if ((taken & (1 << g)) !== 0) return;
      const present = predictions[taken | (1 << g)];
      for (let i = 0; i < count; i++) shares[i * groups.length + g] += weight * (present[i] - absent[i]);
    });
  });
  return shares;
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 0; i < k; i++) ways *= (n - i) / (i + 1);
  return ways;
}
