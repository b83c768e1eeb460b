import type { Figure } from '../plots/figure';
import { describe } from './describe';
import { displayWriter, type DisplayBundle, type DisplayWriter } from './display';
import { inOrder } from './displays';
import { playerBundle, type PlayerParts } from './player';
import { isReport, type Part, type Report } from './report';
import { looksLikeTable, type TableSource } from './table-source';
import { isTable, table, tableHtml, tableText, type Table, type TableOptions } from './tables';
import { valueText } from './value-text';

/**
 * Shows any value below the running cell: a report by its parts; a figure drawn; a table, rows of values, lists by name, a danfo frame, an Arrow
 * table or a feature table as a table; signals, contours, tracks and models in a line; everything else as text. Outside a
 * notebook it is printed.
 *
 * @param options of a table
 * @returns ends when it is shown; the kernel waits for that at the end of the cell, awaited or not
 * @throws TypeError when there is nothing to show, or options are given for what is no table
 */
export function showValue(value: unknown, options?: TableOptions): Promise<void> {
  // Taken before the first await, so that the output lands in this cell even when the next has started.
  const write = displayWriter();
  if (!isReport(value)) return inOrder(() => send(write, value, options));
  if (options !== undefined)
    throw new TypeError('a report takes no options; the step that makes it takes them');
  return inOrder(async () => {
    for (const part of partsOf(value))
      if (typeof part === 'string') sendMarkdown(write, part);
      else await send(write, part, undefined);
  });
}

/** The parts of a report and of the reports within it. */
function partsOf({ parts }: Report): Exclude<Part, Report>[] {
  return parts.flatMap((part) => (isReport(part) ? partsOf(part) : [part]));
}

/** Nothing is awaited but the drawing of a figure, so that everything else is there when `showValue` returns. */
function send(
  write: DisplayWriter | undefined,
  value: unknown,
  options: TableOptions | undefined,
): void | Promise<void> {
  if (isFigure(value)) {
    if (options !== undefined) throw new TypeError('a figure takes no options; its function takes them');
    if (write === undefined) console.log(value.alt);
    else return sendFigure(write, value);
    return;
  }
  if (isPlayer(value)) {
    if (write === undefined) console.log(value.figure.alt);
    else return sendBundle(write, playerBundle(value));
    return;
  }
  const { text, html } = contentOf(value, options);
  if (write === undefined) console.log(text);
  else write(bundle({ ...(html === undefined ? {} : { 'text/html': html }), 'text/plain': text }), false);
}

function sendMarkdown(write: DisplayWriter | undefined, markdown: string): void {
  if (write === undefined) console.log(markdown);
  else write(bundle({ 'text/markdown': markdown, 'text/plain': markdown }), false);
}

async function sendBundle(write: DisplayWriter, made: Promise<DisplayBundle>): Promise<void> {
  write(await made, false);
}

async function sendFigure(write: DisplayWriter, figure: Figure): Promise<void> {
  // Drawing takes jsdom and plotly, which nothing else needs.
  const { figureBundle } = await import('./figure-bundle');
  write(await figureBundle(figure), false);
}

function contentOf(value: unknown, options: TableOptions | undefined): { text: string; html?: string } {
  if (value === undefined)
    throw new TypeError(
      'show was given undefined: there is nothing to show. Does a function return nothing, or is a name misspelt?',
    );
  if (value instanceof Promise)
    throw new TypeError('show was given a promise: put `await` before the call that gives it');
  const shown = tableOf(value, options);
  if (shown !== undefined) return { text: tableText(shown), html: tableHtml(shown) };
  const line = typeof value === 'object' && value !== null ? describe(value) : undefined;
  return { text: line ?? valueText(value) };
}

function tableOf(value: unknown, options: TableOptions | undefined): Table | undefined {
  if (isTable(value)) return value;
  if (typeof value === 'object' && value !== null) {
    if (options !== undefined) return table(value as TableSource, options);
    if (looksLikeTable(value)) return table(value);
  } else if (options !== undefined)
    throw new TypeError(
      `show takes options for a table, and ${valueText(value)} is none; give rows as objects, lists of one length by ` +
        'column name, a data frame or a feature table',
    );
  return undefined;
}

function bundle(data: DisplayBundle['data']): DisplayBundle {
  return { data, metadata: {}, transient: {} };
}

function isFigure(value: unknown): value is Figure {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, data, layout } = value as Partial<Figure>;
  return kind === 'figure' && Array.isArray(data) && typeof layout === 'object';
}

function isPlayer(value: unknown): value is PlayerParts {
  if (typeof value !== 'object' || value === null) return false;
  const { figure, tracks, sound } = value as Partial<PlayerParts>;
  return isFigure(figure) && Array.isArray(tracks) && typeof sound === 'string';
}
