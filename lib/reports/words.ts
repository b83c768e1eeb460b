/** A number as a sentence gives it, with a true minus sign and no minus before zero; "–" where it is not finite. */
export function fixed(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return '–';
  return value
    .toFixed(digits)
    .replace(/^-(?=0(\.0*)?$)/, '')
    .replace('-', '−');
}

/** "0.53 to 0.63"; "– to –" where there is no interval. */
export function interval([low, high]: readonly [number, number] = [NaN, NaN], digits = 2): string {
  return `${fixed(low, digits)} to ${fixed(high, digits)}`;
}

/** A share as "57.3 %"; "– %" where there is none. */
export function percent(share: number, digits = 0): string {
  return `${fixed(100 * share, digits)} %`;
}

/** The same count of decimals for several columns of a table. */
export function sameDigits(digits: number, ...columns: readonly string[]): Record<string, number> {
  return Object.fromEntries(columns.map((column) => [column, digits]));
}
