import { reportOf, type Report } from '../../notebook/report';
import { beside } from '../../plots/beside';
import { boxPlot, type BoxGroup } from '../../plots/box';
import type { Figure } from '../../plots/figure';
import { scatterFigure } from '../../plots/scatter';
import type { Quantity } from '../../plots/theme';
import { summary } from '../../stats/summary';
import type { FrameMeasure } from '../../study/interviews/relation';
import type { InterviewScores } from './interview-scores';

type Measured = Pick<InterviewScores, 'measures' | 'human' | 'high' | 'score' | 'each'>;

/** The three measures as axes name them. */
export const measureQuantities: Readonly<Record<FrameMeasure, Quantity>> = {
  excitedShare: { name: 'share of excited windows', unit: '' },
  meanArousal: { name: 'mean predicted arousal', unit: '1 to 5' },
  meanValence: { name: 'mean predicted valence', unit: '1 to 5' },
};

const keys = Object.keys(measureQuantities) as FrameMeasure[];

/** Each measure against the human score, with the line of least squares and its 95 % band. */
export function measureFigures({ measures, human, score, each }: Measured): Report {
  return rowOf((measure) =>
    scatterFigure(measures[measure], human, {
      title: `${capitalized(measureQuantities[measure].name)} and human score`,
      x: measureQuantities[measure],
      y: score,
      labels: each.map(({ interview }) => interview.id),
    }),
  );
}

/** Each measure by halves of the human score, as boxes with every interview as a point. */
export function halvesFigures({ measures, high, score }: Measured): Report {
  return rowOf((measure) =>
    boxPlot(halves(measures[measure], high), {
      title: `${capitalized(measureQuantities[measure].name)} by human score`,
      quantity: measureQuantities[measure],
      groupedBy: score.name,
    }),
  );
}

function rowOf(figure: (measure: FrameMeasure) => Figure): Report {
  return reportOf([beside(keys.map(figure))]);
}

/** Mean, deviation and quantiles of each measure in each half. */
export function halvesSummary({
  measures,
  high,
}: Measured): Record<string, Record<string, ReturnType<typeof summary>>> {
  return Object.fromEntries(
    keys.map((measure) => [
      measure,
      Object.fromEntries(halves(measures[measure], high).map(({ name, values }) => [name, summary(values)])),
    ]),
  );
}

function halves(values: Float64Array, high: readonly boolean[]): readonly BoxGroup[] {
  return [
    { name: 'at or below the median', values: values.filter((_, i) => !high[i]) },
    { name: 'above the median', values: values.filter((_, i) => high[i]) },
  ];
}

function capitalized(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
