import { InsufficientData } from '../../stats/insufficient-data';
import type { BinaryScores } from '../../evaluation/classification';
import type { RegressionScores } from '../../evaluation/regression';
import { columnsByCue } from '../../features/cues';
import { selectValues } from '../../models/data/rows';
import { svmRecipe } from '../../models/svm/svm';
import type { ClassificationRecipe } from '../../models/selection/recipes';
import type { Split } from '../../models/data/split';
import { mean } from '../../stats/summary';
import {
  isExcited,
  ratingsOf,
  scoredExcited,
  scoredRegression,
  type Scale,
  type Tested,
  type TrainingSet,
} from './models';

/** Baseline that predicts the mean of the training rows. */
export function meanBaseline(
  { labels }: TrainingSet,
  scale: Scale,
  splits: readonly Split[],
): Tested<RegressionScores> {
  const targets = ratingsOf(labels, scale);
  const parts = splits.map(({ train, test }) =>
    new Float64Array(test.length).fill(mean(selectValues(targets, train))),
  );
  return scoredRegression(labels, scale, splits, parts);
}

/** Baseline that predicts the training rows' share of excited utterances, hence the larger class. */
export function majorityBaseline({ labels }: TrainingSet, splits: readonly Split[]): Tested<BinaryScores> {
  const parts = splits.map(({ train, test }) => {
    const share = mean(train.map((row) => Number(isExcited(labels[row]))));
    return new Float64Array(test.length).fill(share);
  });
  return scoredExcited(labels, splits, parts);
}

/** The classifier of the baseline that hears loudness alone. */
export const loudnessClassifier: ClassificationRecipe = svmRecipe(
  'linear-svm',
  'linear SVM',
  'min-max',
  0.1,
  'balanced',
);

/** Loudness columns alone, as a baseline. */
export function loudnessOnly({ labels, rows }: TrainingSet): TrainingSet {
  const columns = columnsByCue(rows.features).get('loudness') ?? [];
  if (columns.length === 0)
    throw new InsufficientData(
      `none of ${rows.features.length} columns is about loudness; give a set that measures it`,
    );
  const width = rows.features.length;
  const values = new Float64Array((rows.values.length / width) * columns.length);
  for (let i = 0; i < values.length / columns.length; i++)
    columns.forEach((from, to) => (values[i * columns.length + to] = rows.values[i * width + from]));
  return { labels, rows: { features: columns.map((j) => rows.features[j]), values } };
}
