import { bootstrap } from '../stats/bootstrap';
import { quantile } from '../stats/summary';
import { rocArea, rocCurve } from './roc';

/** What resampling says of a ROC curve's uncertainty, 95 % intervals. */
export interface RocInterval {
  /** Of the area under the curve. */
  readonly interval: readonly [number, number];
  /** Of the true positive rate at each false positive rate; pointwise, so that a whole curve leaves it more often. */
  readonly band: {
    readonly falsePositiveRate: Float64Array;
    readonly low: Float64Array;
    readonly high: Float64Array;
  };
}

const PLACES = 41;

/**
 * Bootstrap intervals of a ROC curve and its area. Repeats without positives or without negatives are left out.
 *
 * @param truth whether each row is positive
 * @param scores higher means more likely positive; rows with NaN are skipped
 * @param options.groups the group of each row, a speaker for example: groups are resampled whole
 * @throws RangeError when lengths differ, or there is no row
 *
 * Vertical averaging of T. Fawcett (2006), "An introduction to ROC analysis", section 9.1, with the percentile
 * bootstrap of Efron & Tibshirani (1993).
 */
export function rocInterval(
  truth: readonly boolean[],
  scores: ArrayLike<number>,
  { seed, groups, repeats = 500 }: { seed: number; groups?: readonly string[]; repeats?: number },
): RocInterval {
  if (groups !== undefined && groups.length !== truth.length) {
    throw new RangeError(`${groups.length} groups for ${truth.length} rows; give one per row`);
  }
  const falsePositiveRate = Float64Array.from({ length: PLACES }, (_, i) => i / (PLACES - 1));
  const curves: Float64Array[] = [];
  const { interval } = bootstrap(
    groups ?? truth.length,
    (rows) => {
      const positive = Array.from(rows, (row) => truth[row]);
      const score = Float64Array.from(rows, (row) => scores[row]);
      const area = rocArea(positive, score);
      if (Number.isFinite(area)) curves.push(hitsAt(falsePositiveRate, rocCurve(positive, score)));
      return area;
    },
    { seed, repeats },
  );
  const end = (p: number): Float64Array =>
    falsePositiveRate.map((_, i) =>
      quantile(
        curves.map((curve) => curve[i]),
        p,
      ),
    );
  return { interval, band: { falsePositiveRate, low: end(0.025), high: end(0.975) } };
}

/** Height of a curve above each place, on the straight line between its points; the top of a step. */
function hitsAt(places: Float64Array, { falsePositiveRate, truePositiveRate }: ReturnType<typeof rocCurve>) {
  let next = 0;
  return places.map((place) => {
    while (next + 1 < falsePositiveRate.length && falsePositiveRate[next + 1] <= place) next++;
    const [x, y] = [falsePositiveRate[next], truePositiveRate[next]];
    if (next + 1 === falsePositiveRate.length) return y;
    const share = (place - x) / (falsePositiveRate[next + 1] - x);
    return y + share * (truePositiveRate[next + 1] - y);
  });
}
