import { frame, type Frame } from '../../frames/frame';
import { reportOf, type Report } from '../../notebook/report';
import { table } from '../../notebook/tables';
import { mean } from '../../stats/summary';
import { isMissing } from '../../study/interviews/relation';
import type { ColumnInfo } from '../../tables/columns';
import type { WindowPrediction } from '../../tables/predictions';

/** The windows of one interview in a few numbers; means are NaN where nothing is predicted. */
export interface InterviewAverages {
  readonly interview: string;
  readonly windows: number;
  /** Windows in which nothing is predicted; the means leave them out. */
  readonly missing: number;
  readonly 'share excited': number;
  readonly 'mean valence': number;
  readonly 'mean arousal': number;
}

/** Averages over the windows of each interview. */
export interface AveragesReport extends Report {
  readonly interviews: readonly InterviewAverages[];
  /** A row per interview. */
  frame(): Frame;
}

const columns: Readonly<Record<string, ColumnInfo & { readonly digits: number }>> = {
  interview: { unit: '', digits: 0, meaning: 'name of the interview' },
  windows: { unit: '', digits: 0, meaning: 'windows of the interview' },
  missing: { unit: '', digits: 0, meaning: 'windows in which nothing is predicted' },
  'share excited': { unit: '', digits: 2, meaning: 'share of windows called excited' },
  'mean valence': { unit: '1 to 5', digits: 2, meaning: 'mean of the predicted valence' },
  'mean arousal': { unit: '1 to 5', digits: 2, meaning: 'mean of the predicted arousal' },
};

/** Averages the predictions of each interview over its windows, those without a prediction aside. */
export function averagesReport(predictions: readonly WindowPrediction[]): AveragesReport {
  const names = [...new Set(predictions.map(({ interview }) => interview))];
  const interviews = names.map((interview): InterviewAverages => {
    const own = predictions.filter((prediction) => prediction.interview === interview);
    return {
      interview,
      windows: own.length,
      missing: own.filter(isMissing).length,
      'share excited': mean(own.map(({ excited }) => Number(excited))),
      'mean valence': mean(own.map(({ valence }) => valence)),
      'mean arousal': mean(own.map(({ arousal }) => arousal)),
    };
  });
  const each = <T>(of: (info: ColumnInfo & { readonly digits: number }) => T): Record<string, T> =>
    Object.fromEntries(Object.entries(columns).map(([name, info]) => [name, of(info)]));
  const shown = table(interviews, {
    caption: 'Averages over the windows of each interview',
    units: each(({ unit }) => unit),
    digits: each(({ digits }) => digits),
  });
  return {
    ...reportOf([shown], { interviews }),
    interviews,
    frame: () => frame(interviews, columns),
  };
}
