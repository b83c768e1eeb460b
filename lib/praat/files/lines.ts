/** The two forms of Praat's text files: with the name of every value ("Save as text file..."), or values alone ("Save as short text file..."). */
export type TextForm = 'text' | 'short text';

/** How the lines of a file look in one form; `depth` counts the steps to the right. */
export interface Lines {
  readonly number: (depth: number, name: string, value: number) => string;
  readonly text: (depth: number, name: string, value: string) => string;
  readonly flag: (name: string, value: string) => string;
  /** A line without a value. */
  readonly heading: (depth: number, words: string) => string;
}

const indent = (depth: number): string => '    '.repeat(depth);
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The lines of each form, as Praat writes them, to the blank. */
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
 * A number with as many digits as give it back exactly, with an exponent where C's %.15g has one, as Praat writes it;
 * NaN and infinities as --undefined--.
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
