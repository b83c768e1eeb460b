import { columnMeans, fillMissing, selectRows, type Rows } from '../../models/data/rows';
import { leaveOneGroupOut } from '../../models/data/split';
import {
  applyFitted,
  trainCalibrated,
  type ClassificationRecipe,
  type Fitted,
} from '../../models/selection/recipes';
import type { Classifier } from '../../models/predict';
import { random } from '../../stats/random';
import type { Label } from '../../tables/labels';
import type { ChangeName } from './changes';
import { stacked, type Condition } from './conditions';
import { uarOf } from './model-selection';
import { excitedClasses, excitedTargets } from './models';
import { sessionsOf } from './protocols';
import type { Conditions } from './robust-selection';

/** UAR of a classifier of excitement, each session predicted by one that has not seen it. */
export interface RobustUar {
  readonly clean: number;
  readonly changed: readonly { readonly change: ChangeName; readonly uar: number }[];
  /** Mean over the changes, and that by the clean one. */
  readonly mean: number;
  readonly share: number;
}

/**
 * A classifier of excitement on the first feature set, trained on clean rows and one changed copy of each utterance of the
 * sample, drawn at random, and its probabilities calibrated over sessions. A gap takes the mean of the training rows.
 *
 * @param clean rows of all utterances; @param labels of the same
 * @param copies of the sample; @param of labels of the sample
 */
export async function trainExcitedWithCopies(
  recipe: ClassificationRecipe,
  { rows, labels }: { readonly rows: Rows; readonly labels: readonly Label[] },
  { copies, of }: { readonly copies: readonly Condition[]; readonly of: readonly Label[] },
  seed: number,
): Promise<{ readonly fitted: Fitted<Classifier>; readonly predict: (rows: Rows) => Float64Array }> {
  const drawn = random(seed);
  const parts =
    copies.length === 0 ? [] : of.map((_, row) => selectRows(drawn.choice(copies).sets[0].rows, [row]));
  const learned = stacked([rows, ...parts]);
  const labelled = parts.length === 0 ? labels : [...labels, ...of];
  const means = columnMeans(learned);
  const part = {
    rows: fillMissing(learned, means),
    targets: excitedTargets(labelled),
    groups: sessionsOf(labelled),
  };
  const [fitted] = await trainCalibrated(recipe, [part], excitedClasses, seed);
  return { fitted, predict: (other) => applyFitted(fitted, fillMissing(other, means)) };
}

/** UAR on clean and changed recordings, sessions left out, with copies or without. */
export async function robustUar(
  recipe: ClassificationRecipe,
  { clean, copies, unseen }: Omit<Conditions, 'further'>,
  labels: readonly Label[],
  seed: number,
): Promise<RobustUar> {
  const conditions = [clean, ...unseen];
  const predicted = conditions.map(() => new Float64Array(labels.length));
  for (const { train, test } of leaveOneGroupOut(sessionsOf(labels))) {
    const own = train.map((row) => labels[row]);
    const { predict } = await trainExcitedWithCopies(
      recipe,
      { rows: conditionAt(clean, train).sets[0].rows, labels: own },
      { copies: copies.map((one) => conditionAt(one, train)), of: own },
      seed,
    );
    conditions.forEach(({ sets }, c) => {
      const values = predict(selectRows(sets[0].rows, test));
      test.forEach((row, k) => (predicted[c][row] = values[k]));
    });
  }
  const truth = excitedTargets(labels);
  const [first, ...others] = predicted.map((values) => uarOf(truth, values));
  const mean = others.reduce((sum, uar) => sum + uar, 0) / others.length;
  return {
    clean: first,
    changed: others.map((uar, i) => ({ change: unseen[i].change, uar })),
    mean,
    share: mean / first,
  };
}

/** Conditions of some of the utterances. */
export function conditionsAt(
  { clean, copies, unseen, further }: Conditions,
  rows: readonly number[],
): Conditions {
  const at = (one: Condition): Condition => conditionAt(one, rows);
  return { clean: at(clean), copies: copies.map(at), unseen: unseen.map(at), further: further.map(at) };
}

function conditionAt({ change, sets }: Condition, rows: readonly number[]): Condition {
  return { change, sets: sets.map((set) => ({ ...set, rows: selectRows(set.rows, rows) })) };
}
