import { rocCurve } from '../../evaluation/roc';
import { plural } from '../../notebook/say';
import { table, type Table } from '../../notebook/tables';
import { barFigure } from '../../plots/bars';
import type { Figure } from '../../plots/figure';
import { rocFigure } from '../../plots/roc';
import type { Relation } from '../../study/interviews/relation';
import { sameDigits } from '../words';
import type { InterviewScores } from './interview-scores';
import { nameOfWay } from './way';

type Relations = Readonly<Record<string, Relation>>;

/** Agreement of each way with the human score, and the share of the ceiling that its r reaches. */
export function relationTable(relations: Relations, ceiling: number, ofTrait: string): Table {
  return table(
    Object.entries(relations).map(([key, { pearson, p, ci95, rocAuc, rocAucCi95, n }]) => ({
      way: nameOfWay(key),
      r: pearson,
      p,
      from: ci95[0],
      to: ci95[1],
      'of the ceiling': pearson / ceiling,
      'ROC area': rocAuc,
      'ROC from': rocAucCi95[0],
      'ROC to': rocAucCi95[1],
      interviews: n,
    })),
    {
      caption: `Against the human score${ofTrait}; from and to: 95 % intervals, persons resampled; p takes interviews for independent`,
      digits: {
        ...sameDigits(3, 'r', 'ROC area'),
        ...sameDigits(2, 'from', 'to', 'of the ceiling', 'ROC from', 'ROC to'),
        p: 4,
        interviews: 0,
      },
    },
  );
}

/** r of each way that has one, with its 95 % interval. */
export function relationBars(relations: Relations, { each, persons, ofTrait }: InterviewScores): Figure {
  const drawn = Object.entries(relations).filter(([, { pearson }]) => !Number.isNaN(pearson));
  return barFigure(
    drawn.map(([key]) => nameOfWay(key)),
    [
      {
        name: 'r',
        values: drawn.map(([, { pearson }]) => pearson),
        low: drawn.map(([, { ci95 }]) => ci95[0]),
        high: drawn.map(([, { ci95 }]) => ci95[1]),
      },
    ],
    {
      title: `Agreement with the human score${ofTrait}`,
      note: `n = ${plural(each.length, 'interview')} of ${plural(new Set(persons).size, 'person')}; whiskers: 95 % interval, persons resampled`,
      quantity: { name: 'Pearson r', unit: '' },
      digits: 2,
    },
  );
}

/** How each way that has an r tells interviews above the median from the others. */
export function relationCurves(
  relations: Relations,
  scores: Readonly<Record<string, Float64Array>>,
  { high }: InterviewScores,
): Figure {
  const drawn = Object.entries(relations).filter(([, { pearson }]) => !Number.isNaN(pearson));
  const positives = high.filter(Boolean).length;
  return rocFigure(
    drawn.map(([key, { rocAuc }]) => ({
      name: nameOfWay(key),
      ...rocCurve(high, scores[key]),
      area: rocAuc,
    })),
    {
      title: 'Telling interviews above the median from the others',
      positives,
      negatives: high.length - positives,
    },
  );
}
