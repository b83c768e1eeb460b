import { pearson } from '../../lib/stats/correlation';
import type { Rows } from '../../lib/models/data/rows';

/** Agreement of one column with that of another program over the same rows. */
export interface ColumnAgreement {
  readonly name: string;
  /**
   * Pearson's correlation over the rows in which both programs have a value; 1 where both are the same constant; NaN where
   * there is nothing to correlate or we lack the column.
   */
  readonly r: number;
  /** Rows in which only one of the two has a value. */
  readonly lone: number;
  /** Whether we have no value where the reference has one. */
  readonly leftOut: boolean;
}

/** One line of the table: required and found agreement, and whether that is enough. */
export interface Verdict {
  readonly measure: string;
  readonly asked: string;
  readonly found: string;
  readonly met: boolean;
}

/** Relative difference below which two values are equal: reference files have nine digits. */
const digits = 1e-8;

/**
 * Compares every column of `reference` with ours of the same name.
 *
 * @param ours, reference tables with the same rows in the same order
 */
export function columnAgreements(ours: Rows, reference: Rows): ColumnAgreement[] {
  return reference.features.map((name, j) => {
    const own = ours.features.indexOf(name);
    const y = column(reference, j);
    const x = own < 0 ? new Float64Array(y.length).fill(NaN) : column(ours, own);
    const has = (values: Float64Array, i: number) => !Number.isNaN(values[i]);
    const rows = Array.from(y, (_, i) => i);
    const shared = rows.filter((i) => has(x, i) && has(y, i));
    return {
      name,
      r: sameConstant(x, y, shared) ? 1 : pearson(x, y).r,
      lone: rows.filter((i) => has(x, i) !== has(y, i)).length,
      leftOut: own < 0 || (shared.length === 0 && rows.some((i) => has(y, i))),
    };
  });
}

function column({ features, values }: Rows, index: number): Float64Array {
  return Float64Array.from(
    { length: values.length / features.length },
    (_, i) => values[i * features.length + index],
  );
}

function sameConstant(x: Float64Array, y: Float64Array, rows: readonly number[]): boolean {
  if (rows.length < 2) return false;
  const first = y[rows[0]];
  const same = (value: number) => Math.abs(value - first) <= digits * Math.abs(first);
  return rows.every((i) => same(x[i]) && same(y[i]));
}

/**
 * Whether enough columns correlate highly enough, and none is left out.
 *
 * @param levels pairs of r and the number of columns that must reach it, highest r first
 */
export function columnsVerdict(
  measure: string,
  columns: readonly ColumnAgreement[],
  levels: readonly (readonly [r: number, count: number])[],
): Verdict {
  const reaching = levels.map(([level]) => columns.filter(({ r }) => r >= level).length);
  const leftOut = columns.filter((each) => each.leftOut).map(({ name }) => name);
  const worst = columns.reduce((low, each) => (each.r >= low.r || Number.isNaN(low.r) ? low : each));
  const lone = columns.reduce((sum, each) => sum + each.lone, 0);
  return {
    measure,
    asked: `r ≥ ${levels.map(([level, count]) => `${short(level)} for ${count}`).join(', ')} of ${columns.length}`,
    found:
      levels.map(([level], i) => `≥ ${short(level)} for ${reaching[i]}`).join(', ') +
      `; lowest ${short(Math.floor(1e6 * worst.r) / 1e6)} (${worst.name}); ${lone} values one program alone has` +
      (leftOut.length > 0 ? `; left out: ${leftOut.join(', ')}` : ''),
    met: leftOut.length === 0 && levels.every(([, count], i) => reaching[i] >= count),
  };
}

/** Whether enough values lie within `limit` of the reference; missing values do not. */
export function withinVerdict(
  measure: string,
  ours: Float64Array,
  reference: Float64Array,
  { limit, share }: { limit: number; share: number },
): Verdict {
  const off = ours.map((value, i) => Math.abs(value - reference[i]));
  const within = off.filter((difference) => difference <= limit).length / off.length;
  // NaN is the largest of all; sorting typed arrays puts it last.
  const at = off.sort()[Math.max(0, Math.ceil(share * off.length) - 1)];
  const largest = off[off.length - 1] ?? NaN;
  return {
    measure,
    asked: `within ${short(limit)} for ${percent(share)}`,
    found: `within ${short(limit)} for ${percent(within)}; ${percent(share)} within ${at.toPrecision(2)}, largest ${largest.toPrecision(2)}`,
    met: within >= share,
  };
}

const short = (value: number): string => String(Number(value.toFixed(6))).replace(/^(-?)0\./, '$1.');
const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;
