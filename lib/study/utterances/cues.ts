import type { Score } from '../../evaluation/compare';
import { columnsByCue } from '../../features/cues';
import { columnMeans, selectRows, selectValues } from '../../models/data/rows';
import { leaveOneGroupOut } from '../../models/data/split';
import {
  groupAttributions,
  linearAttributions,
  permutationImportance,
  type Importance,
  type TestedPart,
} from '../../models/selection/explain';
import { applyFitted, originalRegression, trainRegression } from '../../models/selection/recipes';
import { drawnPlaces } from '../../stats/drawn-places';
import { ratingsOf, type Scale, type TrainingSet } from './models';
import { sessionsOf } from './protocols';

/** Most utterances among which cues are shuffled: every shuffle predicts them anew. */
export const CUE_ROWS = 1000;

/**
 * How much each cue matters: the fall of the score when its columns are shuffled among unseen rows, or among 1,000 drawn
 * from them, of each part in proportion.
 */
export function cueImportance(
  parts: readonly TestedPart[],
  score: Score,
  seed: number,
  most: number = CUE_ROWS,
): Importance[] {
  const count = parts.reduce((sum, { truth }) => sum + truth.length, 0);
  const drawn = parts.map((part): TestedPart => {
    const own = part.truth.length;
    const places = drawnPlaces(own, count <= most ? own : Math.round((most * own) / count), seed);
    return { ...part, rows: selectRows(part.rows, places), truth: selectValues(part.truth, places) };
  });
  return permutationImportance(drawn, columnsByCue, score, { seed });
}

/** Contribution of each cue to a linear regression's predictions of test utterances. */
export interface LinearCues {
  readonly cues: readonly string[];
  /** Per utterance: its prediction, that of the mean of the training utterances, and their difference by cue. */
  readonly each: readonly {
    readonly id: string;
    readonly emotion: string;
    readonly rated: number;
    readonly predicted: number;
    readonly typical: number;
    readonly parts: readonly number[];
  }[];
}

/**
 * The original's linear regression taken apart: the weighted distances of an utterance's columns from the means of the
 * training utterances, summed by cue; with the typical prediction they sum to the utterance's. One session is left out
 * at a time.
 */
export function linearCues({ labels, rows }: TrainingSet, scale: Scale): LinearCues {
  const targets = ratingsOf(labels, scale);
  const byCue = columnsByCue(rows.features);
  const each = leaveOneGroupOut(sessionsOf(labels)).flatMap(({ train, test }) => {
    const training = selectRows(rows, train);
    const fitted = trainRegression(originalRegression, training, selectValues(targets, train));
    const means = columnMeans(training);
    const [typical] = applyFitted(fitted, { features: rows.features, values: means });
    const own = selectRows(rows, test);
    const predicted = applyFitted(fitted, own);
    const parts = groupAttributions(linearAttributions(fitted, own, means), rows.features.length, byCue);
    return test.map((row, i) => ({
      id: labels[row].id,
      emotion: labels[row].emotion,
      rated: targets[row],
      predicted: predicted[i],
      typical,
      parts: Array.from(parts.subarray(i * byCue.size, (i + 1) * byCue.size)),
    }));
  });
  return { cues: [...byCue.keys()], each };
}
