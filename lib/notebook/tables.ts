import type { FeatureTable } from '../tables/feature-table';
import { escapeHtml } from './display';
import { TABLE_SCRIPT } from './table-script';

/**
 * What can be shown as a table: rows as objects, columns by name, a data frame (danfo's, by its shape), or the features
 * of segments.
 */
export type TableSource =
  | readonly object[]
  | Readonly<Record<string, ArrayLike<unknown>>>
  | FrameLike
  | FeatureTable;

/** The part of a danfo DataFrame that a table needs; named here, because importing danfo takes seconds. */
export interface FrameLike {
  readonly columns: string[];
  readonly index: (string | number)[];
  readonly shape: number[];
  readonly values: unknown;
}

export interface TableOptions {
  readonly caption?: string;
  /** Unit by column name, shown in a row of its own. */
  readonly units?: Readonly<Record<string, string>>;
  /** Decimals by column name; where not given, as many as three significant digits of the largest value need. */
  readonly digits?: Readonly<Record<string, number>>;
  /** Rows shown; the others are counted below. */
  readonly limit?: number;
}

/** A table ready to be shown: its cells are text already. */
export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  /** Rows that were left out at the end. */
  readonly more: number;
}

export interface TableColumn {
  readonly name: string;
  readonly unit: string;
  readonly type: ColumnType;
  /** Numbers stand to the right, so that their decimals lie below each other. */
  readonly align: 'left' | 'right';
  readonly cells: readonly string[];
}

/** What the known values of a column are; 'empty' when there is none. */
export type ColumnType = 'number' | 'text' | 'yes or no' | 'time' | 'mixed' | 'empty';

const MISSING = '–';

/**
 * Rounds and lays out rows, columns or a data frame for reading: numbers with the same decimals down a
 * column, right-aligned; NaN, null and undefined as "–".
 *
 * @throws TypeError when the source is none of the four
 * @throws RangeError when columns differ in length
 */
export function table(source: TableSource, options: TableOptions = {}): Table {
  const { caption = '', units = {}, digits = {}, limit = 20 } = options;
  const columns = columnsOf(source);
  const rows = columns.length === 0 ? 0 : columns[0].values.length;
  for (const { name, values } of columns) {
    if (values.length === rows) continue;
    throw new RangeError(
      `column ${name} has ${values.length} values, ${columns[0].name} has ${rows}; give as many`,
    );
  }
  return {
    kind: 'table',
    caption,
    columns: columns.map(({ name, values }) => {
      const shown = values.slice(0, limit);
      const type = typeOf(values);
      const decimals = digits[name] ?? usefulDecimals(values);
      const cells = shown.map((value) => (isMissing(value) ? MISSING : cellText(value, decimals)));
      return { name, unit: units[name] ?? '', type, align: type === 'number' ? 'right' : 'left', cells };
    }),
    more: Math.max(0, rows - limit),
  };
}

/**
 * The table as HTML: escaped, readable without its style (GitHub drops styles); where scripts run, a click on a column's
 * name sorts the rows shown.
 */
export function tableHtml({ caption, columns, more }: Table): string {
  const cell = (tag: string, text: string, { type, align }: TableColumn): string =>
    `<${tag} class="${align}" align="${align}"${tag === 'th' ? ` scope="col" title="${type}"` : ''}>${escapeHtml(text)}</${tag}>`;
  const line = (tag: string, texts: readonly string[]): string =>
    `<tr>${texts.map((text, i) => cell(tag, text, columns[i])).join('')}</tr>`;
  const head = [
    line(
      'th',
      columns.map(({ name }) => name),
    ),
  ];
  if (columns.some(({ unit }) => unit !== ''))
    head.push(
      line(
        'td',
        columns.map(({ unit }) => unit),
      ),
    );
  const rows =
    columns[0]?.cells.map((_, row) =>
      line(
        'td',
        columns.map(({ cells }) => cells[row]),
      ),
    ) ?? [];
  return [
    `<style>${STYLE}</style>`,
    '<div class="saa-table"><table>',
    ...(caption === '' ? [] : [`<caption>${escapeHtml(caption)}</caption>`]),
    `<thead>${head.join('')}</thead>`,
    `<tbody>${rows.join('\n')}</tbody>`,
    '</table>',
    ...(more > 0 ? [`<p>${moreRows(more)}</p>`] : []),
    '</div>',
    ...(rows.length > 1 ? [`<script>${TABLE_SCRIPT}</script>`] : []),
  ].join('\n');
}

/** The table as text in columns, for places without HTML. */
export function tableText({ caption, columns, more }: Table): string {
  const units = columns.some(({ unit }) => unit !== '');
  const blocks = columns.map(({ name, unit, align, cells }) => {
    const texts = [name, ...(units ? [unit] : []), ...cells];
    const width = Math.max(...texts.map((text) => text.length));
    const padded = texts.map((text) => (align === 'right' ? text.padStart(width) : text.padEnd(width)));
    padded.splice(units ? 2 : 1, 0, '-'.repeat(width));
    return padded;
  });
  const lines = (blocks[0] ?? []).map((_, row) =>
    blocks
      .map((block) => block[row])
      .join('  ')
      .trimEnd(),
  );
  return [...(caption === '' ? [] : [caption]), ...lines, ...(more > 0 ? [moreRows(more)] : [])].join('\n');
}

const STYLE = [
  '.saa-table { overflow-x: auto; }',
  '.saa-table th button { all: unset; cursor: pointer; } .saa-table th button:focus-visible { outline: 2px solid #0072b2; }',
  '.saa-table th[aria-sort=ascending]::after { content: " ▲"; } .saa-table th[aria-sort=descending]::after { content: " ▼"; }',
  '.saa-table table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }',
  '.saa-table caption { caption-side: top; text-align: left; font-weight: bold; padding: 4px 8px; }',
  '.saa-table th, .saa-table td { padding: 3px 10px; border: none; }',
  '.saa-table .left { text-align: left; } .saa-table .right { text-align: right; }',
  '.saa-table thead { border-bottom: 1px solid #888; } .saa-table thead td { color: #6b6b6b; font-size: 12px; }',
  '.saa-table p { color: #6b6b6b; margin: 4px 10px; }',
].join(' ');

function moreRows(more: number): string {
  return `… ${more} more ${more === 1 ? 'row' : 'rows'}`;
}

interface RawColumn {
  readonly name: string;
  readonly values: readonly unknown[];
}

function columnsOf(source: TableSource): RawColumn[] {
  if (isRecords(source)) {
    const names = [...new Set(source.flatMap((record) => Object.keys(record)))];
    return names.map((name) => ({
      name,
      values: source.map((record) => (record as Record<string, unknown>)[name]),
    }));
  }
  if (isFrame(source)) {
    const rows = source.values as unknown[][];
    const numbered = source.index.every((label, row) => label === row);
    return [
      ...(numbered ? [] : [{ name: '', values: source.index }]),
      ...source.columns.map((name, column) => ({ name, values: rows.map((row) => row[column]) })),
    ];
  }
  if (isFeatureTable(source)) {
    const { segments, features, values } = source;
    return [
      { name: 'segment', values: segments.map(({ id }) => id) },
      ...features.map((name, column) => ({
        name,
        values: segments.map((_, row) => values[row * features.length + column]),
      })),
    ];
  }
  return Object.entries(source).map(([name, values]) => {
    if (typeof values?.length === 'number') return { name, values: Array.from(values) };
    throw new TypeError(
      `column ${name} is no list; give an array of rows, lists by column name, or a data frame`,
    );
  });
}

function isRecords(source: TableSource): source is readonly object[] {
  return Array.isArray(source);
}

function isFrame(source: TableSource): source is FrameLike {
  return 'shape' in source && 'columns' in source && 'index' in source && Array.isArray(source.shape);
}

function isFeatureTable(source: TableSource): source is FeatureTable {
  return 'segments' in source && 'features' in source && 'values' in source;
}

function typeOf(values: readonly unknown[]): ColumnType {
  const known = values.filter((value) => !isMissing(value));
  if (known.length === 0) return 'empty';
  if (known.every(isNumber)) return 'number';
  if (known.every((value) => typeof value === 'string')) return 'text';
  if (known.every((value) => typeof value === 'boolean')) return 'yes or no';
  return known.every((value) => value instanceof Date) ? 'time' : 'mixed';
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

/** 0 for whole numbers; else three significant digits of the largest, from one to three decimals. */
function usefulDecimals(values: readonly unknown[]): number {
  const numbers = values.flat().filter((value): value is number => Number.isFinite(value));
  if (numbers.every(Number.isInteger)) return 0;
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Math.min(3, Math.max(1, 3 - Math.ceil(Math.log10(largest))));
}

function cellText(value: unknown, decimals: number): string {
  if (typeof value === 'number') return numberText(value, decimals);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = Array.from(value as ArrayLike<unknown>);
    return `[${items.map((item) => (isMissing(item) ? MISSING : cellText(item, decimals))).join(', ')}]`;
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || typeof value === 'bigint') return String(value);
  return JSON.stringify(value) ?? typeof value;
}

function numberText(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const rounded = value.toFixed(decimals);
  // A small p-value is not 0, and a huge number is not read digit by digit.
  const text =
    (value !== 0 && Number(rounded) === 0) || Math.abs(value) >= 1e15 ? value.toExponential(1) : rounded;
  return text.replace('-', '−').replace('e+', 'e');
}
