import { rocCurve } from '../../evaluation/roc';
import { reportOf, type Part, type Report } from '../../notebook/report';
import { beside } from '../../plots/beside';
import { emotionPlane } from '../../plots/emotion-plane';
import type { Figure } from '../../plots/figure';
import { errorHistogram, histogram } from '../../plots/histogram';
import { rocFigure, type RocLine } from '../../plots/roc';
import { predictedFigure } from '../../plots/scatter';
import { needed } from '../../stats/insufficient-data';
import type { Scale } from '../../study/utterances/models';
import { addPart, addRow, type StepRunner } from '../add-part';
import { fixed } from '../words';
import { byEmotion } from './by-emotion';
import type { TestedRegression } from './regression-scores';
import type { RegressionTests } from './regression-tests';

const scales = ['arousal', 'valence'] as const;
const capital = { arousal: 'Arousal', valence: 'Valence' };
const rating = { unit: '1 to 5' };

/** The headline's predictions against the ratings, and the distribution of their errors; nothing where there are none. */
export function predictedFigures({ tested }: RegressionTests): Report {
  const headline = scales.flatMap((scale) => {
    const found = tested[scale].leaveOneSessionOut;
    return found === null ? [] : [{ scale, found }];
  });
  if (headline.length === 0) return reportOf([]);
  const figures = [
    headline.map(({ scale, found: { truth, predicted, scores } }) =>
      predictedFigure(truth, predicted, {
        title: `${capital[scale]} of voices the model has not heard`,
        quantity: { name: scale, ...rating },
        range: [1, 5],
        scores: [`r = ${fixed(scores.pearson)}`, `CCC = ${fixed(scores.ccc)}`],
      }),
    ),
    headline.map(({ scale, found: { truth, predicted } }) =>
      errorHistogram(truth, predicted, {
        title: `Errors of ${scale}, predicted minus rated`,
        quantity: { name: 'error', unit: 'scale points' },
      }),
    ),
  ];
  return reportOf(figures.map(beside));
}

/** The headline's predictions by emotion, beside how well they tell high from low ratings. */
export async function predictedByEmotion(study: StepRunner, { tested }: RegressionTests): Promise<Report> {
  const parts: Part[] = [];
  await addRow(
    study,
    parts,
    (['valence', 'arousal'] as const).map((scale) => ({
      name: `the figure of predicted ${scale} by emotion`,
      make: () => emotionHistogram(scale, tested[scale].leaveOneSessionOut),
    })),
  );
  await addPart(study, parts, 'telling high from low ratings', () => highFromLow(tested));
  return reportOf(parts);
}

/** One curve, named, of what was tested. */
export function rocLine(
  name: string,
  {
    above,
    predicted,
    scores,
  }: Pick<TestedRegression, 'above' | 'predicted'> & {
    readonly scores: { readonly rocAuc: number };
  },
): RocLine {
  return { name, ...rocCurve([...above], predicted), area: scores.rocAuc };
}

function emotionHistogram(scale: Scale, tested: TestedRegression | null): Figure {
  return histogram(tested === null ? [] : byEmotion(tested.labels, tested.predicted), {
    title: `Predicted ${scale} by emotion`,
    note: 'session left out',
    quantity: { name: `predicted ${scale}`, ...rating },
  });
}

function highFromLow(tested: RegressionTests['tested']): Figure {
  const arousal = needed(tested.arousal.leaveOneSessionOut, 'arousal tested with sessions left out');
  const valence = needed(tested.valence.leaveOneSessionOut, 'valence tested with sessions left out');
  const high = arousal.above.filter(Boolean).length;
  return rocFigure([rocLine('arousal', arousal), rocLine('valence', valence)], {
    title: 'Telling high from low ratings',
    note: 'session left out; high: above the median of the training rows; n is that of arousal',
    positives: high,
    negatives: arousal.above.length - high,
  });
}

/**
 * The four emotions in the plane of valence and arousal, as rated and as predicted with sessions left out.
 *
 * @throws InsufficientData where they were not tested
 */
export function ratedAndPredictedPlane({ tested }: RegressionTests): Figure {
  const valence = needed(tested.valence.leaveOneSessionOutFourEmotions, 'valence of four emotions tested');
  const arousal = needed(tested.arousal.leaveOneSessionOutFourEmotions, 'arousal of four emotions tested');
  const emotions = valence.labels.map(({ emotion }) => emotion);
  const rated = { name: 'as rated', valence: valence.truth, arousal: arousal.truth, emotions, jitter: 0.12 };
  const predicted = {
    name: 'as predicted',
    valence: valence.predicted,
    arousal: arousal.predicted,
    emotions,
    jitter: 0,
  };
  return emotionPlane([rated, predicted], {
    title: 'Rated and predicted valence and arousal',
    note: 'four emotions, session left out',
  });
}
