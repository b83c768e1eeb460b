import { CsvError, parse } from 'csv-parse/sync';

/** What can stand between the fields of a line. */
export type Separator = ',' | ';' | '\t' | '|';

/** One record of a delimited text and the line it begins on, counted from 1. */
export interface TextRecord {
  readonly line: number;
  /** Without blanks around them. */
  readonly fields: readonly string[];
}

const separators: readonly Separator[] = [',', ';', '\t', '|'];

/** A separator as messages name it. */
export function separatorText(separator: Separator): string {
  return separator === '\t' ? 'tabs' : `"${separator}"`;
}

/**
 * Records of a delimited text (RFC 4180, but for the separator): a field in double quotes may hold separators, line
 * ends and doubled quotes. Lines without any text are left out.
 *
 * @param text with line ends `\n`
 * @param fault the error for what is wrong in a line
 * @throws what `fault` makes for a quote that is never closed, or stands in the middle of a field
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

/** Records looked at to find the separator. */
const looked = 50;
const lookedCharacters = 200_000;

/**
 * The separator of a text: the one under which the names of columns come out or, where none does, under which most
 * lines have as many fields as the others; a comma where nothing is separated.
 *
 * @param isHeader whether these fields are names of columns
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

/** The first records, cut where a separator is outside quotes, whatever is wrong with the text. */
function roughRecords(text: string, separator: Separator): string[][] {
  const records: string[][] = [];
  let [fields, field, quoted]: [string[], string, boolean] = [[], '', false];
  for (const character of text.slice(0, lookedCharacters)) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === separator || character === '\n')) {
      fields.push(field.trim());
      field = '';
      if (character === separator) continue;
      if (fields.some((one) => one !== '')) records.push(fields);
      fields = [];
      if (records.length === looked) return records;
    } else field += character;
  }
  if (field.trim() !== '' || fields.length > 0) records.push([...fields, field.trim()]);
  return records;
}
