import { CsvError, parse } from 'csv-parse/sync';

/** A separator of fields. */
export type Separator = ',' | ';' | '\t' | '|';

/** One record of a delimited text. */
export interface TextRecord {
  /** Its first line, from 1. */
  readonly line: number;
  /** Without surrounding blanks. */
  readonly fields: readonly string[];
}

const separators: readonly Separator[] = [',', ';', '\t', '|'];

/** Name of a separator in messages. */
export function separatorText(separator: Separator): string {
  return separator === '\t' ? 'tabs' : `"${separator}"`;
}

/**
 * Parses a delimited text (RFC 4180 with any separator): a field in double quotes may hold separators, line ends and
 * doubled quotes. Empty records are left out.
 *
 * @param text with line ends `\n`
 * @param fault makes the error for a line
 * @throws the error of `fault` for a quote that is not closed, or inside a field without quotes
 */
export function parseDelimited(
  text: string,
  separator: Separator,
  fault: (line: number, what: string) => Error,
): TextRecord[] {
  const records: TextRecord[] = [];
  let line = 1;
  try {
    parse(text, {
      delimiter: separator,
      record_delimiter: '\n',
      relax_column_count: true,
      trim: true,
      on_record: (fields: string[], { lines }) => {
        if (fields.some((field) => field !== '')) records.push({ line, fields });
        line = lines + 1;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw fault(line, 'a stray or unclosed double quote; write "" for one in a field, or remove it');
  }
  return records;
}

/** Records and characters that `separatorOf` reads. */
const maxRecords = 50;
const maxCharacters = 200_000;

/**
 * Guesses the separator of a text: the one that gives a header, else the one with which most records have the same number of
 * fields; a comma for a single column.
 *
 * @param isHeader whether fields are column names
 */
export function separatorOf(text: string, isHeader: (fields: readonly string[]) => boolean): Separator {
  const scores = separators.map((separator) => {
    const records = roughRecords(text, separator);
    const widths = new Map<number, number>();
    for (const { length } of records) if (length > 1) widths.set(length, (widths.get(length) ?? 0) + 1);
    const agreeing = Math.max(0, ...widths.values()) / Math.max(1, records.length);
    const named = records.some((fields) => fields.length > 1 && isHeader(fields));
    return { separator, score: (named ? 2 : 0) + agreeing };
  });
  return scores.reduce((best, one) => (one.score > best.score ? one : best)).separator;
}

/** The first records, split at separators outside quotes, also of a malformed text. */
function roughRecords(text: string, separator: Separator): string[][] {
  const records: string[][] = [];
  let [fields, field, quoted]: [string[], string, boolean] = [[], '', false];
  for (const character of text.slice(0, maxCharacters)) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === separator || character === '\n')) {
      fields.push(field.trim());
      field = '';
      if (character === separator) continue;
      if (fields.some((one) => one !== '')) records.push(fields);
      fields = [];
      if (records.length === maxRecords) return records;
    } else field += character;
  }
  if (field.trim() !== '' || fields.length > 0) records.push([...fields, field.trim()]);
  return records;
}
