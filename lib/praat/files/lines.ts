/** Praat's text files: with names of values ("Save as text file..."), or values only ("Save as short text file..."). */
export type TextForm = 'text' | 'short text';

/** Format of the lines of a file; `depth` is the level of indentation. */
export interface Lines {
  readonly number: (depth: number, name: string, value: number) => string;
  readonly text: (depth: number, name: string, value: string) => string;
  readonly flag: (name: string, value: string) => string;
  /** A line without a value. */
  readonly heading: (depth: number, words: string) => string;
}

const indent = (depth: number): string => '    '.repeat(depth);
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Format of the lines of each form, exactly as in Praat. */
export const lines: Readonly<Record<TextForm, Lines>> = {
  text: {
    number: (depth, name, value) => `${indent(depth)}${name} = ${numberText(value)} \n`,
    text: (depth, name, value) => `${indent(depth)}${name} = ${quoted(value)} \n`,
    flag: (name, value) => `${name} <${value}> \n`,
    heading: (depth, words) => `${indent(depth)}${words}\n`,
  },
  'short text': {
    number: (_depth, _name, value) => `${numberText(value)}\n`,
    text: (_depth, _name, value) => `${quoted(value)}\n`,
    flag: (_name, value) => `<${value}>\n`,
    heading: () => '',
  },
};

/** The first lines of a file. */
export function header(objectClass: string): string {
  return `File type = "ooTextFile"\nObject class = "${objectClass}"\n\n`;
}

/**
 * A number as Praat writes it: with as many digits as it takes to read it back exactly, with an exponent where C's %.15g has
 * one; NaN and infinities as --undefined--.
 */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '--undefined--';
  const size = Math.abs(value);
  if (size === 0) return Object.is(value, -0) ? '-0' : '0';
  if (size >= 1e-4 && size < 1e15) return String(value);
  const [mantissa, exponent] = value.toExponential().split('e');
  const power = Number(exponent);
  const digits = mantissa.replace(/[-.]/g, '').length;
  if (power >= 0 && power < digits) return String(value); // 16 or 17 digits before the point
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
