import { lineAt, textOf } from './encoding';

/** A token of a file. */
type Value =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'flag'; readonly value: string }
  | { readonly kind: 'end' };

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const wayOut = 'save it in Praat with "Save as text file..." or "Save as short text file..."';

/**
 * Reads the values of a Praat text file in order: numbers, texts in double quotes (a quote in them is doubled) and flags such
 * as `<exists>`, between blanks. Other words are names where `=` follows, else comments, as is the rest of a line after
 * `!`; so it reads the long and the short form.
 *
 * An unexpected name, and a word that begins like a number, is an error. Praat ignores both, and may then read a value in
 * the place of another.
 *
 * Praat manual, "TextGrid file formats".
 */
export class ValueReader {
  private readonly source: string;
  private at = 0; // end of the last value
  private valueAt = 0; // start of the last value, or of the name before it
  private name: string | undefined; // before the last value
  private nameAt = 0;

  /**
   * @param source text or bytes, see `textOf`
   * @param file name of the file in errors
   * @param objectClass required class of the object with its version: "Pitch 1"
   * @throws Error naming the file, line, what was found and what was expected, as every method
   */
  constructor(
    source: string | Uint8Array,
    private readonly file: string,
    objectClass: string,
  ) {
    this.source = textOf(source, file);
    if (this.source.startsWith('ooBinaryFile'))
      this.fail("a binary file of Praat's", `a text file; ${wayOut}`);
    const type = this.take('type');
    if (type.kind !== 'text' || type.value !== 'ooTextFile') {
      this.fail(described(type), `"ooTextFile", which every text file of Praat's begins with; ${wayOut}`);
    }
    const found = this.take('class');
    if (found.kind !== 'text' || found.value !== objectClass) {
      this.fail(`the object class ${described(found)}`, `"${objectClass}"`);
    }
  }

  /** Reads a finite number; in a file with names it must have one of `names`. */
  number(...names: readonly string[]): number {
    const value = this.numberOrUndefined(...names);
    if (!Number.isFinite(value)) this.fail(`${value}`, `a finite number (${names[0]})`);
    return value;
  }

  /** A number; NaN where the file has --undefined--. */
  numberOrUndefined(...names: readonly string[]): number {
    const found = this.take(...names);
    if (found.kind !== 'number') this.fail(described(found), `a number (${names[0]})`);
    return found.value;
  }

  /** A number above 0. */
  positive(...names: readonly string[]): number {
    const value = this.number(...names);
    if (!(value > 0)) this.fail(`${value}`, `a number above 0 (${names[0]})`);
    return value;
  }

  /** A whole number from 0 on. */
  whole(...names: readonly string[]): number {
    const value = this.number(...names);
    if (!Number.isInteger(value) || value < 0)
      this.fail(`${value}`, `a whole number from 0 on (${names[0]})`);
    return value;
  }

  /** Reads the number of following items; it is an error when the rest of the file is too short for them. */
  count(...names: readonly string[]): number {
    const value = this.whole(...names);
    const room = Math.ceil((this.source.length - this.at) / 2); // each takes a character and a blank at least
    if (value > room)
      this.fail(`${value}`, `a count (${names[0]}) for which the rest of the file is long enough`);
    return value;
  }

  /** A text, without its quotes. */
  text(...names: readonly string[]): string {
    const found = this.take(...names);
    if (found.kind !== 'text') this.fail(described(found), `a text in double quotes (${names[0]})`);
    return found.value;
  }

  /** Reads a flag: <exists> or <absent>. */
  exists(): boolean {
    const found = this.take();
    if (found.kind === 'flag' && found.value === 'exists') return true;
    if (found.kind === 'flag' && found.value === 'absent') return false;
    return this.fail(described(found), '<exists> or <absent>');
  }

  /** Reads the time domain, s. */
  domain(): { xmin: number; xmax: number } {
    const xmin = this.number('xmin');
    const xmax = this.number('xmax');
    if (xmax < xmin) this.fail(`${xmax}`, `an end (xmax) not before the beginning, ${xmin}`);
    return { xmin, xmax };
  }

  /** Reads the time domain and the grid of the frames in it: how many, s from one to the next, and the time of the first. */
  frames(): { xmin: number; xmax: number; count: number; step: number; start: number } {
    const domain = this.domain();
    const count = this.count('nx');
    const step = this.positive('dx');
    return { ...domain, count, step, start: this.number('x1') };
  }

  /** Checks that nothing follows. */
  end(): void {
    const found = this.take();
    if (found.kind !== 'end') this.fail(described(found), 'the end of the file');
  }

  /** @throws Error about the value read last */
  fail(found: string, expected: string): never {
    throw new Error(
      `${this.file}, line ${lineAt(this.source, this.valueAt)}: found ${found}, expected ${expected}`,
    );
  }

  private take(...names: readonly string[]): Value {
    const value = this.next();
    if (this.name !== undefined && names.length > 0 && !names.includes(this.name)) {
      this.valueAt = this.nameAt;
      this.fail(`a value named '${this.name}'`, `'${names[0]}'`);
    }
    return value;
  }

  private next(): Value {
    const { source } = this;
    this.name = undefined;
    let word = '';
    for (;;) {
      this.skipBlanks();
      const start = this.at;
      this.valueAt = start;
      const first = source[start];
      if (start >= source.length) return { kind: 'end' };
      if (first === '"') return { kind: 'text', value: this.quoted() };
      if (first === '!') {
        this.at = this.endOf('\n', source.length);
        continue;
      }
      if (first === '<') {
        this.at = this.endOf('>', start + 1) + 1;
        return { kind: 'flag', value: source.slice(start + 1, this.at - 1) };
      }
      this.skipWord();
      const found = source.slice(start, this.at);
      if (number.test(found)) return { kind: 'number', value: Number(found) };
      if (found === '--undefined--') return { kind: 'number', value: NaN };
      if (/^[-+.\d]/.test(found)) this.fail(`'${shortened(found)}'`, 'a number with a blank after it');
      if (found === '=') this.name = word;
      else if (!found.startsWith('[')) {
        word = found;
        this.nameAt = start;
      }
    }
  }

  /** The text that begins at the quote here. */
  private quoted(): string {
    const { source } = this;
    const start = this.at + 1;
    let end = start;
    for (;;) {
      end = source.indexOf('"', end);
      if (end < 0) this.fail('a text without an end', 'a closing double quote');
      if (source[end + 1] !== '"') break;
      end += 2;
    }
    this.at = end + 1;
    return source.slice(start, end).replaceAll('""', '"');
  }

  private endOf(character: string, otherwise: number): number {
    const end = this.source.indexOf(character, this.at);
    return end < 0 ? otherwise : end;
  }

  private skipBlanks(): void {
    while (this.at < this.source.length && isBlank(this.source.charCodeAt(this.at))) this.at++;
  }

  private skipWord(): void {
    const { source } = this;
    while (this.at < source.length && !isBlank(source.charCodeAt(this.at)) && source[this.at] !== '"')
      this.at++;
  }
}

/** Blank, tabulator or line end. */
function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

function described(value: Value): string {
  switch (value.kind) {
    case 'number':
      return Number.isNaN(value.value) ? '--undefined--' : `the number ${value.value}`;
    case 'text':
      return JSON.stringify(shortened(value.value)); // on one line
    case 'flag':
      return `<${shortened(value.value)}>`;
    case 'end':
      return 'the end of the file';
  }
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
