import { pow } from '../stats/pow';
import { isMissing } from '../tables/columns';

/** How the numbers of a column are written: with so many decimals, or all with an exponent. */
export interface NumberFormat {
  readonly decimals: number;
  readonly exponent: boolean;
  /** Whether the column holds p-values, of which small ones are given as "<0.001". */
  readonly below: boolean;
}

export const MISSING = '–';

/**
 * One format for all numbers of a column: whole numbers without decimals; else three significant digits of the largest and
 * two of the smaller ones, from one to three decimals; all with an exponent where a quarter of them would be 0 with three
 * decimals, or where they have more than 15 digits.
 *
 * @param name   of the column; "p" and "p …" hold p-values
 * @param digits decimals that were asked for
 */
export function numberFormat(name: string, values: readonly unknown[], digits?: number): NumberFormat {
  const below = /^p\b/.test(name);
  if (digits !== undefined) return { decimals: digits, exponent: false, below };
  const numbers = values.flatMap(numbersIn).filter((value) => Number.isFinite(value) && value !== 0);
  const sizes = Float64Array.from(numbers, Math.abs).sort();
  if (sizes.length === 0) return { decimals: 0, exponent: false, below };
  const largest = sizes[sizes.length - 1];
  if (largest >= 1e15) return { decimals: 2, exponent: true, below: false };
  if (numbers.every(Number.isInteger)) return { decimals: 0, exponent: false, below };
  if (below) return { decimals: 3, exponent: false, below };
  const small = sizes[Math.floor((sizes.length - 1) / 4)];
  if (small < 0.0005) return { decimals: 2, exponent: true, below };
  const wanted = Math.max(3 - Math.ceil(Math.log10(largest)), 2 - Math.ceil(Math.log10(small)));
  return { decimals: Math.min(3, Math.max(1, wanted)), exponent: false, below };
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return value.flatMap(numbersIn);
  return value instanceof Float64Array || value instanceof Float32Array ? [...value] : [];
}

/** A value of a column as its cell shows it. */
export function cellText(value: unknown, format: NumberFormat): string {
  if (isMissing(value)) return MISSING;
  if (typeof value === 'number') return numberText(value, format);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? MISSING : value.toISOString();
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value)) {
    const items = Array.from(value as ArrayLike<unknown>);
    return `[${items.map((item) => cellText(item, format)).join(', ')}]`;
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || typeof value === 'bigint') return String(value);
  return JSON.stringify(value) ?? typeof value;
}

function numberText(value: number, { decimals, exponent, below }: NumberFormat): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const text = exponent ? value.toExponential(decimals) : value.toFixed(decimals);
  if (below && value > 0 && Number(text) === 0) return `<${pow(10, -decimals).toFixed(decimals)}`;
  const signed = Number(text) === 0 ? text.replace('-', '') : text;
  return signed.replace(/-/g, '−').replace('e+', 'e');
}
