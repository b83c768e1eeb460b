import { drawnPlaces } from '../../stats/drawn-places';
import { rowCount, selectRows, selectValues, type Rows } from '../data/rows';

/** Most rows that a model with a kernel is trained on unless it is told otherwise. */
export const KERNEL_ROWS = 5000;

/** Training rows and their targets. */
interface Drawn {
  readonly rows: Rows;
  readonly targets: ArrayLike<number>;
  /** How often each row counts; undefined where all count once. */
  readonly weights?: Float64Array | undefined;
}

/**
 * The rows that a model with a kernel is trained on: all, or as many as `most` drawn at random without replacement, in their
 * order. The kernel matrix of n rows takes 4n² bytes (100 MB for 5,000 rows), training about n² steps, and a prediction a
 * similarity with each support vector; beyond some thousand rows more of them hardly change f(x).
 *
 * The draw is the same for the same number of rows, so a model is the same on every run.
 *
 * @param strata of each row, such as its class: each is drawn from in proportion, and has at least one row
 * @param weights of each row, which stay theirs
 */
export function drawnRows(
  rows: Rows,
  targets: ArrayLike<number>,
  most: number,
  strata: ArrayLike<number> = new Uint8Array(targets.length),
  weights?: Float64Array,
): Drawn {
  const count = rowCount(rows);
  if (count <= most) return { rows, targets, weights };
  const drawn = [...new Set(Array.from(strata))].flatMap((stratum) => {
    const own = Array.from({ length: count }, (_, row) => row).filter((row) => strata[row] === stratum);
    const share = Math.max(1, Math.round((most * own.length) / count));
    return drawnPlaces(own.length, share, 1).map((place) => own[place]);
  });
  drawn.sort((a, b) => a - b);
  return {
    rows: selectRows(rows, drawn),
    targets: selectValues(targets, drawn),
    weights: weights && selectValues(weights, drawn),
  };
}

/** A setting that says how many rows were drawn; none where all were taken. */
export function drawnSetting({ targets }: Drawn, all: ArrayLike<number>): { readonly drawn?: number } {
  return targets.length < all.length ? { drawn: targets.length } : {};
}

/** @throws RangeError when a model cannot be trained on so few rows */
export function checkMost(most: number): void {
  if (!(Number.isInteger(most) && most >= 2))
    throw new RangeError(`at most ${most} rows: give a whole number of 2 or more; ${KERNEL_ROWS} is usual`);
}
