import { cellText, numberFormat } from './cell-text';
import { escapeHtml } from './display';
import { TABLE_SCRIPT } from './table-script';
import { isMissing, type ColumnInfo } from '../tables/columns';
import { columnsOf, type TableSource } from './table-source';

export type { TableSource } from './table-source';

export interface TableOptions {
  readonly caption?: string;
  /** Unit by column name, shown in a row of its own; columns of frames and feature tables bring theirs. */
  readonly units?: Readonly<Record<string, string>>;
  /** Decimals by column name; where neither given nor brought, `numberFormat` finds them. */
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
  /** What the numbers say, shown when the name is pointed at; empty where nothing describes the column. */
  readonly meaning: string;
  readonly type: ColumnType;
  /** Numbers stand to the right, so that their decimals lie below each other; so do "12 %" and "0.3 to 0.5". */
  readonly align: 'left' | 'right';
  readonly cells: readonly string[];
}

/** What the known values of a column are; 'empty' when there is none. */
export type ColumnType = 'number' | 'text' | 'yes or no' | 'time' | 'mixed' | 'empty';

/** A path longer than a column should be, by its end. */
function shortPath(text: string): string {
  if (text.length <= ONE_LINE || /\s/.test(text) || !text.includes('/')) return text;
  return `…/${text.slice(text.lastIndexOf('/') + 1)}`;
}

const undescribed: ColumnInfo = { unit: '', meaning: '' };

/**
 * Rounds and lays out rows, columns or a data frame for reading: the numbers of a column in one format, to the right; text
 * to the left; NaN, null and undefined as "–".
 *
 * @throws TypeError when the source is no source of a table
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
    columns: columns.map(({ name, values, info = undescribed }) => {
      const shown = values.slice(0, limit);
      const type = typeOf(values);
      const format = numberFormat(name, values, digits[name] ?? info.digits);
      const cells = shown.map((value) => shortPath(cellText(value, format)));
      const align = type === 'number' || (type === 'text' && amounts(values)) ? 'right' : 'left';
      return { name, unit: units[name] ?? info.unit, meaning: info.meaning, type, align, cells };
    }),
    more: Math.max(0, rows - limit),
  };
}

/**
 * The table as HTML: escaped, readable without its style (GitHub drops styles); where scripts run, a click on a column's
 * name sorts the rows shown.
 */
export function tableHtml({ caption, columns, more }: Table): string {
  const cell = (tag: string, text: string, { type, align, meaning }: TableColumn): string => {
    const whole = isWhole(text) ? { class: ' whole', attribute: ' nowrap' } : { class: '', attribute: '' };
    const head = tag === 'th' ? ` scope="col" title="${escapeHtml(meaning === '' ? type : meaning)}"` : '';
    return `<${tag} class="${align}${whole.class}" align="${align}"${whole.attribute}${head}>${escapeHtml(text)}</${tag}>`;
  };
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

/** Characters of a line of text; further columns are counted. */
const TEXT_WIDTH = 240;

/** The table as text in columns, for places without HTML; as many columns as a line holds, one at least. */
export function tableText({ caption, columns, more }: Table): string {
  const units = columns.some(({ unit }) => unit !== '');
  const blocks = columns.map(({ name, unit, align, cells }) => {
    const texts = [name, ...(units ? [unit] : []), ...cells];
    const width = Math.max(...texts.map((text) => text.length));
    const padded = texts.map((text) => (align === 'right' ? text.padStart(width) : text.padEnd(width)));
    padded.splice(units ? 2 : 1, 0, '-'.repeat(width));
    return padded;
  });
  let width = 0;
  const fit = blocks.findIndex(([head]) => (width += head.length + 2) > TEXT_WIDTH);
  const shown = fit < 0 ? blocks : blocks.slice(0, Math.max(1, fit));
  const hidden = blocks.length - shown.length;
  const lines = (shown[0] ?? []).map((_, row) =>
    shown
      .map((block) => block[row])
      .join('  ')
      .trimEnd(),
  );
  return [
    ...(caption === '' ? [] : [caption]),
    ...lines,
    ...(more > 0 ? [moreRows(more)] : []),
    ...(hidden > 0 ? [`… ${hidden} more ${hidden === 1 ? 'column' : 'columns'}`] : []),
  ].join('\n');
}

/** Longest text of several words that stays in one line: an interval, a label; a name without spaces always does. */
const ONE_LINE = 40;

function isWhole(text: string): boolean {
  return text.length <= ONE_LINE || !/\s/.test(text);
}

// JupyterLab's own rules for tables name two classes; these name three.
const CELL = '.saa-table.saa-table';
const STYLE = [
  '.saa-table { overflow-x: auto; }',
  '.saa-table th button { all: unset; cursor: pointer; } .saa-table th button:focus-visible { outline: 2px solid #0072b2; }',
  '.saa-table th[aria-sort=ascending]::after { content: " ▲"; } .saa-table th[aria-sort=descending]::after { content: " ▼"; }',
  '.saa-table table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }',
  '.saa-table caption { caption-side: top; text-align: left; font-weight: bold; padding: 4px 8px; }',
  `${CELL} th, ${CELL} td { padding: 3px 8px; border: none; vertical-align: top; white-space: normal; min-width: 10em; max-width: 40em; }`,
  `${CELL} tr .whole { white-space: nowrap; min-width: 0; max-width: none; }`,
  `${CELL} tr .left { text-align: left; } ${CELL} tr .right { text-align: right; }`,
  '.saa-table thead { border-bottom: 1px solid #888; } .saa-table thead td { color: var(--jp-content-font-color2, #6b6b6b); font-size: 12px; }',
  '.saa-table p { color: var(--jp-content-font-color2, #6b6b6b); margin: 4px 10px; }',
].join(' ');

function moreRows(more: number): string {
  return `… ${more} more ${more === 1 ? 'row' : 'rows'}`;
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

const NUMBER = '[<−-]?\\d*\\.?\\d+(?:e[−-]?\\d+)?';
const AMOUNT = new RegExp(`^${NUMBER}(?: to ${NUMBER})? ?\\D{0,3}$`);

/** Whether every text is a number or an interval, with at most a short unit. */
function amounts(values: readonly unknown[]): boolean {
  return values.every((value) => isMissing(value) || AMOUNT.test(String(value)));
}

/** Whether a value is a table that `table` has made. */
export function isTable(value: unknown): value is Table {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, columns } = value as Partial<Table>;
  return kind === 'table' && Array.isArray(columns);
}
