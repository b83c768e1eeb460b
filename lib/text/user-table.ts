import { separatorOf, separatorText, parseDelimited, type Separator, type TextRecord } from './delimited';
import { headerKey } from './header';
import { decimalMarks, numberField, type NumberField } from './number';
import type { Decoding } from './decoding';
import { namedColumns } from './table-columns';

/** One row of a user's table. */
export interface UserRow {
  /** Its first line in the file, from 1. */
  readonly line: number;
  /** What is wrong with the number of its fields. */
  readonly misfit?: string;
  /** The field of a column, without surrounding blanks. */
  readonly text: (column: string) => string;
  /** The field of a column as a number. */
  readonly field: (column: string) => NumberField;
  /**
   * The number in the field of a column; NaN where it is missing.
   *
   * @throws Error naming file, line, column and the field when it is not a number
   */
  readonly number: (column: string) => number;
}

/** A user's table: a line of column names, and rows below it. */
export interface UserTable {
  readonly columns: readonly string[];
  /** The column that identifies a row. */
  readonly key: string;
  readonly rows: readonly UserRow[];
  /** What was repaired or left out, a clause each. */
  readonly remarks: readonly string[];
  /**
   * The column with one of these names, compared by `headerKey`; undefined when there is none.
   *
   * @throws Error naming both when there are two
   */
  readonly column: (...names: readonly string[]) => string | undefined;
  /** Makes an error that names the file, the place, what is wrong, and how the file was read. */
  readonly fault: (what: string, line?: number, column?: string) => Error;
}

/** Requirements of a table. */
export interface TableNeeds {
  /** Name of the file in errors. */
  readonly file: string;
  /** Possible names of the column that identifies a row; errors name the first. */
  readonly keys: readonly string[];
  /** The wanted columns in errors: `participant,score`. */
  readonly wanted: string;
}

/** Number of rows in which `refuseTitle` searches the column names. */
const maxTitleRows = 20;

/**
 * Parses a delimited text as a table, whatever program saved it: `,` `;` `|` or tabs between the fields, Excel's line `sep=`,
 * decimal commas, empty rows and columns, a column of row numbers.
 *
 * @throws Error naming file and line: no key column, no rows, a repeated column, a title above the names, quotes that are
 *   not closed
 */
export function parseUserTable(decoding: Decoding, needs: TableNeeds): UserTable {
  const { text, sheet } = decoding;
  const { file, keys } = needs;
  const wantedKeys = keys.map(headerKey);
  const isHeader = (fields: readonly string[]) =>
    fields.some((field) => wantedKeys.includes(headerKey(field)));
  const declared = sheet === undefined ? /^"?sep=([,;|\t])"?[,;|\t ]*(?:\n|$)/i.exec(text) : null;
  const separator =
    sheet === undefined ? ((declared?.[1] as Separator | undefined) ?? separatorOf(text, isHeader)) : '\t';
  const fault = (what: string, line?: number, column?: string) => {
    const place = [file, ...(line === undefined ? [] : [`line ${line}`])];
    if (column !== undefined) place.push(`column ${column}`);
    return new Error(`${place.join(', ')}: ${what} (${readAs(decoding, separator)})`);
  };
  const records = parseDelimited(text, separator, (line, what) => fault(what, line));
  const [head, ...below] = declared === null ? records : records.slice(1);
  refuseTitle(head, below, isHeader, fault);

  const { columns, rows, remarks } = namedColumns(head?.fields ?? [], below);
  const column = columnFinder(columns, fault);
  const key = column(...keys);
  if (key === undefined) {
    const found = columns.slice(0, 8).join(', ') + (columns.length > 8 ? ' …' : '');
    throw fault(
      `no column ${keys[0]}; found ${found || 'none'}; the first line must name the columns, as in ${needs.wanted}`,
    );
  }
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twice !== undefined) throw fault(`column ${twice} is there twice; remove or rename one`, head.line);
  if (rows.length === 0) throw fault('no rows below the column names; export the table again');

  const fields = function* () {
    for (const row of rows) yield* row.fields;
  };
  const marks = decimalMarks(fields());
  const place = new Map(columns.map((name, i) => [name, i]));
  const found = [
    ...(declared === null ? [] : ['the line sep= above the column names is ignored']),
    ...remarks,
    ...(marks.comma ? ['its numbers have decimal commas'] : []),
  ];
  return {
    columns,
    key,
    remarks: [...readingRemarks(decoding, separator), ...found],
    column,
    fault,
    rows: rows.map((record): UserRow => {
      const at = (name: string) => record.fields[place.get(name) ?? NaN] ?? '';
      const field = (name: string) => numberField(at(name), marks);
      const number = (name: string) => {
        const found = field(name);
        if (found.kind === 'number') return found.value;
        if (found.kind === 'missing') return NaN;
        throw fault(
          `found ${quoted(at(name))}, expected a number; ` +
            (found.kind === 'ambiguous'
              ? 'write a decimal point and no sign between thousands'
              : 'write missing values as --undefined--, NA or nothing'),
          record.line,
          name,
        );
      };
      return { line: record.line, ...misfit(record, columns), text: at, field, number };
    }),
  };
}

/** Quotes a text for messages. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

/** How a table was read. */
function readAs({ encoding, sheet }: Decoding, separator: Separator): string {
  const between = sheet === undefined ? `, ${separatorText(separator)} between columns` : '';
  return `read as ${encoding}${between}`;
}

/** How a table was read, unless as UTF-8 with commas, and what of a workbook was not. */
function readingRemarks(decoding: Decoding, separator: Separator): string[] {
  const { encoding, sheet } = decoding;
  if (sheet === undefined && encoding === 'UTF-8' && separator === ',') return [];
  const others = sheet?.others ?? [];
  const unread = others.length === 0 ? '' : `; not read: ${others.join(', ')}`;
  return sheet === undefined
    ? [`read as ${encoding}, with ${separatorText(separator)} between columns`]
    : [
        `read as ${encoding}${unread}`,
        ...(sheet.merged === 0 ? [] : ['a cell merged over several rows counts in each of them']),
      ];
}

function refuseTitle(
  head: TextRecord | undefined,
  below: readonly TextRecord[],
  isHeader: (fields: readonly string[]) => boolean,
  fault: UserTable['fault'],
): void {
  if (head === undefined) return;
  if (isHeader(head.fields)) {
    const again = below.at(0);
    if (again === undefined || !isHeader(again.fields.filter((name) => head.fields.includes(name)))) return;
    throw fault(
      `the names of the columns fill lines ${head.line} and ${again.line}, as ${quoted(again.fields.join(' '))} stands in the latter; ` +
        'write one line of names without merged cells',
      again.line,
    );
  }
  const names = below.slice(0, maxTitleRows).find(({ fields }) => fields.length > 1 && isHeader(fields));
  if (names === undefined) return;
  const lines = names.line === 2 ? 'line 1' : `lines 1 to ${names.line - 1}`;
  throw fault(
    `${quoted(head.fields.filter(Boolean).join(' '))} stands above the column names in line ${names.line}; delete ${lines}`,
    head.line,
  );
}

function columnFinder(columns: readonly string[], fault: UserTable['fault']): UserTable['column'] {
  const byKey = new Map<string, string[]>();
  for (const name of columns) byKey.set(headerKey(name), [...(byKey.get(headerKey(name)) ?? []), name]);
  return (...names) => {
    for (const name of names) {
      const found = byKey.get(headerKey(name)) ?? [];
      const exact = found.filter((one) => one === name);
      if (found.length > 1 && exact.length !== 1) {
        throw fault(
          `columns ${found.join(' and ')} may both be ${name}, or one is there twice; remove or rename one`,
        );
      }
      if (found.length > 0) return exact[0] ?? found[0];
    }
    return undefined;
  };
}

function misfit({ fields }: TextRecord, columns: readonly string[]): { misfit?: string } {
  if (fields.length === columns.length) return {};
  const names = columns.slice(0, 4).join(', ') + (columns.length > 4 ? ', …' : '');
  return { misfit: `${fields.length} fields, expected ${columns.length} (${names})` };
}
