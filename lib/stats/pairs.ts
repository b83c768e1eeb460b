/** Two series without the pairs in which a value is NaN. */
export interface Pairs {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Pairs removed. */
  readonly missing: number;
}

/**
 * The pairs in which both values are numbers.
 *
 * @throws RangeError when the series differ in length
 */
export function completePairs(x: ArrayLike<number>, y: ArrayLike<number>): Pairs {
  if (x.length !== y.length) {
    throw new RangeError(`${x.length} values against ${y.length}; pairs need two series of one length`);
  }
  const keptX = new Float64Array(x.length);
  const keptY = new Float64Array(x.length);
  let n = 0;
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i]) || Number.isNaN(y[i])) continue;
    keptX[n] = x[i];
    keptY[n] = y[i];
    n++;
  }
  return { x: keptX.subarray(0, n), y: keptY.subarray(0, n), missing: x.length - n };
}
