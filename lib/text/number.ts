/** Content of a table's field where a number is expected. */
export type NumberField =
  | { readonly kind: 'number'; readonly value: number }
  /** Empty, or a word for a missing value. */
  | { readonly kind: 'missing' }
  /** `1,234` where the table does not show whether the comma is decimal. */
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'other' };

/** Decimal marks that certainly occur in a table. */
export interface DecimalMarks {
  readonly comma: boolean;
  readonly point: boolean;
}

/** Words for a missing value; the first is Praat's. */
const missing = new Set([
  ...['--undefined--', 'undefined', '', '.', '..', '-', '--', '–', '—', '_', '?', '*'],
  ...['na', 'n/a', 'n.a.', '<na>', 'nan', 'null', 'none', 'nil', 'missing', 'k.a.'],
]);
/** Errors and missing values of spreadsheets: `#N/A`, `#NULL!`, `#WERT!`, `#NV`. */
const spreadsheetError = /^#[\p{L}\d/]+[!?]?$/u;

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** Digits in groups of three. */
const grouped = {
  commas: /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(\.\d+)?$/,
  points: /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(,\d+)?$/,
};
const oneComma = /^[+-]?(?:\d+,\d*|,\d+)(?:e[+-]?\d+)?$/i;

/** Whether a field holds a word for a missing value. */
export function isMissing(field: string): boolean {
  const word = field.trim().normalize('NFKC').toLowerCase();
  return missing.has(word) || spreadsheetError.test(word);
}

/** Finds the decimal marks of a table: a comma or point that cannot separate groups of three digits. */
export function decimalMarks(fields: Iterable<string>): DecimalMarks {
  let [comma, point] = [false, false];
  for (const field of fields) {
    if (!/[.,]/.test(field)) continue;
    const text = simplified(field);
    const byPoints = grouped.points.exec(text);
    const byCommas = grouped.commas.exec(text);
    if (byPoints?.[1] !== undefined || (oneComma.test(text) && byCommas === null)) comma = true;
    if (byCommas?.[1] !== undefined || (text.includes('.') && plain.test(text) && byPoints === null))
      point = true;
    if (comma && point) break;
  }
  return { comma, point };
}

/**
 * Parses the number in a field: ASCII or full-width digits, with a decimal point or comma, with or without groups of three.
 * The decimal marks of the table decide what `1,234` and `1.234` mean; without any they are ambiguous.
 */
export function numberField(field: string, marks: DecimalMarks): NumberField {
  if (!marks.comma && plain.test(field)) return finite(field);
  const text = simplified(field);
  if (isMissing(text)) return { kind: 'missing' };
  const byPoints = grouped.points.exec(text);
  const byCommas = grouped.commas.exec(text);
  if (byCommas !== null) {
    if (byCommas[1] !== undefined || text.split(',').length > 2) return finite(text.replaceAll(',', ''));
    if (marks.comma === marks.point) return { kind: 'ambiguous' };
    return finite(text.replace(',', marks.comma ? '.' : ''));
  }
  if (byPoints !== null) {
    if (byPoints[1] !== undefined || text.split('.').length > 2) {
      return finite(text.replaceAll('.', '').replace(',', '.'));
    }
    return marks.comma && !marks.point ? { kind: 'ambiguous' } : finite(text);
  }
  if (oneComma.test(text)) return finite(text.replace(',', '.'));
  return plain.test(text) ? finite(text) : { kind: 'other' };
}

function finite(text: string): NumberField {
  const value = Number(text);
  return Number.isFinite(value) ? { kind: 'number', value } : { kind: 'other' };
}

/** ASCII digits and minus sign, without blanks or apostrophes between groups of three digits. */
function simplified(field: string): string {
  return field
    .normalize('NFKC')
    .trim()
    .replace(/^−/u, '-')
    .replace(/(?<=\d)[\s'’](?=\d{3}(?:\D|$))/gu, '');
}
