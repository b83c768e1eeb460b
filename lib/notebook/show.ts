import type { Figure } from '../plots/figure';
import type { PlayerParts } from './player';
import type { Report } from './report';
// A notebook that imports `show` will draw, so what that takes is loaded while its kernel waits.
import './picture';
import { showValue } from './show-value';
import type { Table, TableOptions, TableSource } from './tables';

/**
 * Shows a report, a figure, a table or any other value below the running cell: a report by its parts; a figure live where plotly is (JupyterLab), as a
 * picture elsewhere (GitHub, exports), as a sentence where neither is; a table as HTML or as text; other values as text.
 * Outside a notebook the sentence or the text is printed. Several appear in the order of their calls, also without `await`.
 *
 * @param options of a table: its caption, the units and decimals of its columns, how many rows are shown
 * @throws TypeError for undefined, and for options with what is no table
 *
 * @example
 * show(sound);
 * show(table, { caption: 'Features', limit: 5 });
 */
export function show(item: Report | Figure | Table | PlayerParts): Promise<void>;
export function show(source: TableSource, options?: TableOptions): Promise<void>;
export function show(value: unknown): Promise<void>;
export function show(value: unknown, options?: TableOptions): Promise<void> {
  return showValue(value, options);
}
