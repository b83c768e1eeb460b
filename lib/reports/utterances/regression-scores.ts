import { table, type Table } from '../../notebook/tables';
import { needed } from '../../stats/insufficient-data';
import type { Scale, testRegressor } from '../../study/utterances/models';
import type { reportRegression } from '../../study/utterances/scores';
import { fixed, interval, sameDigits } from '../words';

/** A regression tested on utterances that it was not trained on. */
export type TestedRegression = Awaited<ReturnType<typeof testRegressor>>;
/** Its scores with their 95 % intervals. */
export type RegressionScores = ReturnType<typeof reportRegression>;

/** The ways in which each scale is tested, by their keys in the results file. */
export type RegressionTestName =
  'random' | 'leaveOneSessionOutFourEmotions' | 'original' | 'loudness' | 'mean' | 'leaveOneSessionOut';

/** One value for each test of a scale; null where it could not be made. */
export type ByTest<T> = Readonly<Record<RegressionTestName, T | null>>;
/** One value for each scale. */
export type ByScale<T> = Readonly<Record<Scale, T>>;

/** What each test is called in a table, the headline first. */
const testNames: Readonly<Record<RegressionTestName, string>> = {
  leaveOneSessionOut: 'picked model, one session left out',
  original: 'linear SVR, one session left out',
  loudness: 'baseline: linear SVR on loudness alone, one session left out',
  mean: 'baseline: the mean, one session left out',
  leaveOneSessionOutFourEmotions: 'linear SVR, four emotions, one session left out',
  random: "linear SVR, four emotions, random fifth (the original's protocol)",
};

/** A row per test of a scale that could be made. */
export function regressionScoreTable(scale: Scale, scores: ByTest<RegressionScores>): Table {
  const names = Object.keys(testNames) as RegressionTestName[];
  const rows = names.flatMap((name) => {
    const found = scores[name];
    if (found === null) return [];
    const { n, ccc, pearson, spearman, sqrtR2, mse, mae, medianAE, mape, rocAuc, ci95 } = found;
    return {
      test: testNames[name],
      n,
      ccc,
      'ccc 95 %': interval(ci95.ccc),
      pearson,
      'pearson 95 %': interval(ci95.pearson),
      ...{ spearman, sqrtR2, mse, mae, medianAE, mape, rocAuc },
    };
  });
  const measures = ['ccc', 'pearson', 'spearman', 'sqrtR2', 'mse', 'mae', 'medianAE', 'mape', 'rocAuc'];
  return table(rows, {
    caption: `Scores of ${scale}`,
    digits: { n: 0, ...sameDigits(3, ...measures) },
  });
}

/**
 * What is reached for a voice that the model has not heard, in a sentence.
 *
 * @throws InsufficientData where a scale was not tested with sessions left out
 */
export function headlineSentence({ arousal, valence }: ByScale<ByTest<RegressionScores>>): string {
  const a = needed(arousal.leaveOneSessionOut, 'arousal tested with sessions left out');
  const v = needed(valence.leaveOneSessionOut, 'valence tested with sessions left out');
  const reached = ({ ccc, pearson, ci95 }: RegressionScores) =>
    `CCC ${fixed(ccc)} (${interval(ci95.ccc)}) and r = ${fixed(pearson)}`;
  const easier =
    a.pearson > v.pearson
      ? 'Arousal is the easier of the two, as in most studies of acted and natural speech; they find it in loudness and ' +
        'pitch, where valence hardly shows.'
      : 'Here valence is the easier of the two, which is unusual for acoustic features; look at the labels before ' +
        'believing it.';
  const known = [loudnessCcc(arousal), loudnessCcc(valence)];
  const loudness = known.every(Number.isNaN)
    ? '' // no column measures it
    : ` Loudness alone reaches CCC ${fixed(known[0])} for arousal and ${fixed(known[1])} for valence.`;
  return `For a new voice, arousal is predicted with ${reached(a)}, valence with ${reached(v)}. ${easier}${loudness}`;
}

/** CCC of the baseline that knows the loudness alone; NaN where it was not tested. */
export function loudnessCcc({ loudness }: ByTest<RegressionScores>): number {
  return loudness?.ccc ?? NaN;
}
