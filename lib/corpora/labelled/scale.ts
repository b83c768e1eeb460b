/** The ends of a scale as a table says them; NaN where it does not. */
export interface ScaleEnds {
  readonly low: number;
  readonly high: number;
}

/** The scale of the project. */
const [LOW, HIGH] = [1, 5];

/** Brings a value from the scale between two ends to 1 to 5; the same number where that is the scale. */
export function toFivePoints(value: number, { low, high }: ScaleEnds): number {
  if (low === LOW && high === HIGH) return value;
  return LOW + ((HIGH - LOW) * (value - low)) / (high - low);
}

/** A value of a scale with its ends, and where it stands. */
export interface ScaleValue extends ScaleEnds {
  /** NaN where missing. */
  readonly value: number;
}

/** Values brought to 1 to 5, or why the scale is of no use. */
export type FivePoints =
  | {
      readonly values: readonly number[];
      /** Places of values outside their scale, which are NaN. */ readonly outside: readonly number[];
    }
  | { readonly undeclared: number };

/**
 * Brings the values of a scale to 1 to 5. A value outside the ends that its row declares is NaN, its place in `outside`.
 *
 * Where the ends are not said, the scale is 1 to 5 already. One value outside shows that it is not, so that none of them can be
 * read; `undeclared` is its place.
 */
export function fivePoints(values: readonly ScaleValue[]): FivePoints {
  const undeclared = values.findIndex(
    ({ value, low, high }) => !isDeclared({ low, high }) && (value < LOW || value > HIGH),
  );
  if (undeclared >= 0) return { undeclared };
  const outside: number[] = [];
  const brought = values.map(({ value, low, high }, i) => {
    if (!isDeclared({ low, high }) || Number.isNaN(value)) return value;
    if (value >= low && value <= high) return toFivePoints(value, { low, high });
    outside.push(i);
    return NaN;
  });
  return { values: brought, outside };
}

/** Whether both ends are said, the lower one first. */
export function isDeclared({ low, high }: ScaleEnds): boolean {
  return low < high;
}
