import { concordance } from '../../evaluation/regression';
import { completeRows, rowCount, selectRows, selectValues, type Rows } from '../../models/data/rows';
import { bootstrap } from '../../stats/bootstrap';
import { pearson } from '../../stats/correlation';
import type { Label } from '../../tables/labels';
import type { ChangeName } from './changes';
import type { ChangedUtterances } from './changed-utterances';
import type { Scale } from './models';
import { ratingsOf } from './rated';
import type { Trainer } from './trainers';

/** Predicts rows as measured; `of` are the places of their utterances in the training set. */
export type RowPredictor = (rows: Rows, of: readonly number[]) => Float64Array;

/** Scores of a model on some utterances. */
export interface SubsetScore {
  /** Utterances scored. */
  readonly n: number;
  readonly pearson: number;
  readonly ccc: number;
  /** 95 % bootstrap interval of the concordance, speakers resampled. */
  readonly interval: readonly [number, number];
}

export interface ChangeScore extends SubsetScore {
  readonly change: ChangeName;
  /** Utterances of which something could not be measured after the change; the predictor fills the gaps. */
  readonly incomplete: number;
}

/**
 * How well a scale is predicted after each change.
 *
 * @param predictor has not been trained on the utterances it predicts; see `leaveSessionOutPredictor`
 * @param labels of all utterances the sample was drawn from
 */
export function changeScores(
  { of, measured }: ChangedUtterances,
  labels: readonly Label[],
  scale: Scale,
  predictor: RowPredictor,
  seed: number,
): ChangeScore[] {
  const own = of.map((place) => labels[place]);
  return measured.map(({ change, rows }) => ({
    change,
    incomplete: rowCount(rows) - completeRows(rows).length,
    ...subsetScore(own, scale, predictor(rows, of), seed),
  }));
}

/** Scores of each group by itself, groups in order of their names; utterances with an empty name are left out. */
export function groupScores(
  labels: readonly Label[],
  scale: Scale,
  predicted: Float64Array,
  groups: readonly string[],
  seed: number,
): (SubsetScore & { readonly group: string })[] {
  const names = [...new Set(groups)].filter((name) => name !== '').sort();
  return names.map((group) => {
    const rows = groups.flatMap((name, row) => (name === group ? [row] : []));
    const own = rows.map((row) => labels[row]);
    return { group, ...subsetScore(own, scale, selectValues(predicted, rows), seed) };
  });
}

/** Concordance and correlation of predictions of these utterances, with the interval. */
export function subsetScore(
  labels: readonly Label[],
  scale: Scale,
  predicted: Float64Array,
  seed: number,
): SubsetScore {
  const truth = ratingsOf(labels, scale);
  const { interval } = bootstrap(
    labels.map(({ speaker }) => speaker),
    (rows) => concordance(selectValues(truth, rows), selectValues(predicted, rows)),
    { seed, repeats: 500 },
  );
  const { r, n } = pearson(truth, predicted);
  return { n, pearson: r, ccc: concordance(truth, predicted), interval };
}

/**
 * Leave-session-out predictor: predicts each utterance by a model trained on the unchanged utterances of all other
 * sessions.
 *
 * @param rows of all utterances, complete; @param labels of the same
 */
export function leaveSessionOutPredictor(
  rows: Rows,
  labels: readonly Label[],
  scale: Scale,
  train: Trainer,
): RowPredictor {
  const ratings = ratingsOf(labels, scale);
  const models = new Map<number, (rows: Rows) => Float64Array>();
  const modelFor = (session: number) => {
    const known = models.get(session);
    if (known) return known;
    const others = labels.flatMap((label, row) => (label.session === session ? [] : [row]));
    const targets = selectValues(ratings, others);
    const model = train(selectRows(rows, others), targets);
    models.set(session, model);
    return model;
  };
  return (testRows, of) => {
    const predicted = new Float64Array(of.length);
    const sessions = new Set(of.map((place) => labels[place].session));
    for (const session of sessions) {
      const own = of.flatMap((place, i) => (labels[place].session === session ? [i] : []));
      const values = modelFor(session)(selectRows(testRows, own));
      own.forEach((i, k) => (predicted[i] = values[k]));
    }
    return predicted;
  };
}
