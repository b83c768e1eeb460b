import { linearFit } from '../stats/linear-fit';
import { mean, quantileOfSorted, sorted, standardDeviation } from '../stats/summary';

/** A window of an interview with its predictions. */
export interface PredictedWindow {
  /** s from the start of the recording */
  readonly start: number;
  /** s */
  readonly end: number;
  /** undefined where nothing could be measured or predicted. */
  readonly excited: boolean | undefined;
  /** NaN where nothing could be measured, and in files that hold none; so are the next two. */
  readonly probability: number;
  readonly valence: number;
  readonly arousal: number;
}

const series = ['arousal', 'valence', 'probability'] as const;
const statistics = ['mean', 'median', 'p10', 'p25', 'p75', 'p90', 'std', 'trend'] as const;

/** Columns of `summarizeWindows`, in order. */
export const windowSummaryColumns: readonly string[] = [
  'excited_share',
  'excited_longest',
  ...series.flatMap((name) => statistics.map((statistic) => `${name}_${statistic}`)),
];

/**
 * Summarizes an interview's windows, one number per column of `windowSummaryColumns`: the share of windows called excited;
 * the longest stretch of them in a row, in s (0 when there is none); and of arousal, valence and probability the mean,
 * median, 10th, 25th, 75th and 90th percentile, standard deviation (÷ n − 1) and trend (slope of the least squares
 * line, per minute). Windows in which nothing was measured are left out, and end a stretch.
 *
 * @param windows of one interview, in any order
 * @returns NaN where too few windows have a prediction
 */
export function summarizeWindows(windows: readonly PredictedWindow[]): Float64Array {
  const inTime = [...windows].sort((a, b) => a.start - b.start);
  const predicted = inTime.filter(({ excited }) => excited !== undefined);
  return Float64Array.from([
    mean(predicted.map(({ excited }) => Number(excited))),
    predicted.length === 0 ? NaN : longestStretch(inTime),
    ...series.flatMap((name) => {
      const values = Float64Array.from(inTime, (window) => window[name]);
      const ascending = sorted(values);
      const middles = inTime.map(({ start, end }) => (start + end) / 2);
      return [
        mean(values),
        ...[0.5, 0.1, 0.25, 0.75, 0.9].map((p) => quantileOfSorted(ascending, p)),
        standardDeviation(values, 'n-1'),
        60 * linearFit(middles, values).slope,
      ];
    }),
  ]);
}

/** s from the start of the first to the end of the last of the excited windows in a row. */
function longestStretch(inTime: readonly PredictedWindow[]): number {
  let longest = 0;
  let since = NaN;
  for (const { start, end, excited } of inTime) {
    if (excited !== true) {
      since = NaN;
      continue;
    }
    if (Number.isNaN(since)) since = start;
    longest = Math.max(longest, end - since);
  }
  return longest;
}
