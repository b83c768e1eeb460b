import type { Figure } from '../plots/figure';
import { displayWriter } from './display';
import type { DisplayBundle } from './display';
import { picture } from './picture';
import { table, tableHtml, tableText } from './tables';
import type { Table, TableOptions, TableSource } from './tables';

/**
 * Shows a figure or a table below the running cell: a figure live where plotly is (JupyterLab), as a picture
 * elsewhere (GitHub, exports), as a sentence where neither is; a table as HTML or as text. Outside a notebook
 * the sentence or the text is printed.
 *
 * @param options of a table: its caption, the units and decimals of its columns, how many rows are shown
 */
export function show(item: Figure | Table): Promise<void>;
export function show(source: TableSource, options?: TableOptions): Promise<void>;
export async function show(item: Figure | Table | TableSource, options?: TableOptions): Promise<void> {
  // Taken before the first await, so that the output lands in this cell even when the next has started.
  const write = displayWriter();
  if (isFigure(item)) {
    if (write === undefined) console.log(item.alt);
    else write(await figureBundle(item), false);
    return;
  }
  const shown = isTable(item) ? item : table(item, options);
  if (write === undefined) console.log(tableText(shown));
  else write(tableBundle(shown), false);
}

/** The figure in the three formats that between them show everywhere. */
export async function figureBundle(figure: Figure): Promise<DisplayBundle> {
  const { data, layout, alt } = figure;
  const { width, height } = layout;
  const png = await picture(figure);
  return {
    data: {
      'application/vnd.plotly.v1+json': { data, layout, config: { displaylogo: false } },
      'image/png': png.toString('base64'),
      'text/plain': alt,
    },
    // The picture has twice the pixels; this keeps it at the figure's size.
    metadata: { 'image/png': { width, height } },
    transient: {},
  };
}

function tableBundle(shown: Table): DisplayBundle {
  return {
    data: { 'text/html': tableHtml(shown), 'text/plain': tableText(shown) },
    metadata: {},
    transient: {},
  };
}

function isFigure(item: Figure | Table | TableSource): item is Figure {
  return 'kind' in item && item.kind === 'figure';
}

function isTable(item: Figure | Table | TableSource): item is Table {
  return 'kind' in item && item.kind === 'table';
}
