import { ranks } from '../stats/ranks';

/** Points of a receiver operating characteristic, from (0, 0) to (1, 1), one per distinct score. */
export interface RocCurve {
  /** Share of negatives scored at or above the threshold. */
  readonly falsePositiveRate: Float64Array;
  /** Share of positives scored at or above the threshold. */
  readonly truePositiveRate: Float64Array;
  /** Descending; the first is Infinity, above every score. */
  readonly thresholds: Float64Array;
}

/**
 * The ROC curve: true positive rate against false positive rate as the threshold on a score falls.
 *
 * @param truth whether each row is positive
 * @param scores higher means more likely positive; rows with NaN are skipped
 * @returns rates are NaN when positives or negatives are absent
 * @throws RangeError when truth and scores differ in length
 *
 * T. Fawcett (2006), "An introduction to ROC analysis", Pattern Recognition Letters 27: 861-874.
 */
export function rocCurve(truth: readonly boolean[], scores: ArrayLike<number>): RocCurve {
  const rows = scoredRows(truth, scores).sort((a, b) => scores[b] - scores[a]);
  const positives = rows.filter((row) => truth[row]).length;
  const negatives = rows.length - positives;
  const falsePositiveRate = [0 / negatives];
  const truePositiveRate = [0 / positives];
  const thresholds = [Infinity];
  let hits = 0;
  rows.forEach((row, i) => {
    if (truth[row]) hits++;
    const isLastOfTie = i + 1 === rows.length || scores[rows[i + 1]] !== scores[row];
    if (!isLastOfTie) return;
    truePositiveRate.push(hits / positives);
    falsePositiveRate.push((i + 1 - hits) / negatives);
    thresholds.push(scores[row]);
  });
  return {
    falsePositiveRate: Float64Array.from(falsePositiveRate),
    truePositiveRate: Float64Array.from(truePositiveRate),
    thresholds: Float64Array.from(thresholds),
  };
}

/**
 * Area under the ROC curve: the probability that a positive is scored above a negative, ties counting half.
 *
 * @param truth whether each row is positive
 * @param scores higher means more likely positive; rows with NaN are skipped
 * @returns 0 to 1, 0.5 for guessing; NaN when positives or negatives are absent
 * @throws RangeError when truth and scores differ in length
 *
 * J. Hanley, B. McNeil (1982), "The meaning and use of the area under a receiver operating characteristic (ROC)
 * curve", Radiology 143: 29-36.
 */
export function rocArea(truth: readonly boolean[], scores: ArrayLike<number>): number {
  return rocAreaOfRanks(truth, ranks(scores));
}

/** `rocArea` from the scores' ranks; a rank that is NaN is skipped. */
export function rocAreaOfRanks(truth: readonly boolean[], rank: Float64Array): number {
  checkLengths(truth, rank);
  let rows = 0;
  let positives = 0;
  let rankSum = 0;
  for (let i = 0; i < rank.length; i++) {
    if (Number.isNaN(rank[i])) continue;
    rows++;
    if (!truth[i]) continue;
    positives++;
    rankSum += rank[i];
  }
  const wins = rankSum - (positives * (positives + 1)) / 2;
  return wins / (positives * (rows - positives));
}

/**
 * `rocArea` of resampled rows: the scores are ranked once, and each resample is only counted.
 *
 * @returns from resampled rows to their area; a row may occur several times
 */
export function resampledRocArea(
  truth: readonly boolean[],
  scores: ArrayLike<number>,
): (rows: Int32Array) => number {
  checkLengths(truth, scores);
  const places = Int32Array.from(ranks(scores), (rank) => 2 * rank); // whole where ranks are shared, 0 for NaN
  const counts = new Int32Array(4 * places.length + 2); // positives and negatives at each place
  return (rows) => countedArea(rows, places, truth, counts);
}

function countedArea(
  rows: Int32Array,
  places: Int32Array,
  truth: readonly boolean[],
  counts: Int32Array,
): number {
  counts.fill(0);
  let positives = 0;
  let negatives = 0;
  for (let i = 0; i < rows.length; i++) {
    const place = places[rows[i]];
    if (place === 0) continue;
    if (truth[rows[i]]) {
      positives++;
      counts[2 * place]++;
    } else {
      negatives++;
      counts[2 * place + 1]++;
    }
  }
  let wins = 0;
  let below = 0;
  for (let k = 0; k < counts.length; k += 2) {
    wins += counts[k] * (below + counts[k + 1] / 2);
    below += counts[k + 1];
  }
  return wins / (positives * negatives);
}

function scoredRows(truth: readonly boolean[], scores: ArrayLike<number>): number[] {
  checkLengths(truth, scores);
  return truth.map((_, row) => row).filter((row) => !Number.isNaN(scores[row]));
}

function checkLengths(truth: readonly boolean[], scores: ArrayLike<number>): void {
  if (truth.length !== scores.length) {
    throw new RangeError(`${truth.length} truths against ${scores.length} scores; give one score per row`);
  }
}
