/**
 * Text as plotly shows it literally. Plotly reads a little HTML in every label, so the name of a file or a
 * transcript could otherwise format, link or hide.
 */
export function plainText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** A number with a fixed count of decimals and a true minus sign; "n/a" where there is none. */
export function decimals(value: number, digits: number): string {
  if (!Number.isFinite(value)) return 'n/a';
  const text = value.toFixed(digits);
  return Number(text) < 0 ? text.replace('-', '−') : text.replace('-', '');
}

/** A count with thin spaces between thousands: 10 039. */
export function counted(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u2009');
}

/** "p = .023", "p < .001". */
export function pValue(p: number): string {
  if (!Number.isFinite(p)) return 'p n/a';
  return p < 0.001 ? 'p < .001' : `p = ${p.toFixed(3).replace(/^0/, '')}`;
}

/** "3.12 [2.98, 3.26]". */
export function withInterval(value: number, low: number, high: number, digits: number): string {
  return `${decimals(value, digits)} [${decimals(low, digits)}, ${decimals(high, digits)}]`;
}

/** Parts that may hold commas themselves: "a; b; c". */
export function sentenceParts(parts: readonly string[]): string {
  return parts.join('; ');
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}

/**
 * Numbers as a figure stores them: a plain array of six significant digits, half the bytes of a double in
 * JSON and far finer than a pixel. NaN stays NaN, which JSON turns into the gap plotly expects.
 */
export function plain(values: ArrayLike<number>): number[] {
  const out = new Array<number>(values.length);
  for (let i = 0; i < values.length; i++) out[i] = Number(values[i].toPrecision(6));
  return out;
}
