import { InsufficientData } from '../stats/insufficient-data';
import { PAGE_WIDTH, type Figure, type FigureDesign, type FigureLayout, type PlotlyTrace } from './figure';
import { axesOf, labelSize } from './fit';
import { axisNumber, marginOf, placedIn, type Margin, type TraceInRow } from './placed';
import { defaultMargin, look, themed } from './theme';
import { textWidth } from './wrap';

const MOST = 4;
/** Of a legend in one line, px. */
const LEGEND = 24;

/**
 * Two to four figures that are compared, in one row as wide as the page: one figure, so that it stays a row wherever a
 * picture is shown. Each keeps its title, axes and legend; their plot areas stand at one height.
 *
 * @param figures one alone stays as it is
 * @throws InsufficientData when there is none
 * @throws RangeError for more than four, or a row within the row
 *
 * @example
 * show(plot.beside(['loudness_sma3_amean', 'jitterLocal_sma3nz_amean'].map((column) => plot.histogram(table, column))));
 */
export function beside(figures: readonly Figure[]): Figure {
  if (figures.length === 0) throw new InsufficientData('a row of figures needs at least one figure');
  if (figures.length > MOST)
    throw new RangeError(
      `${figures.length} figures for one row; give at most ${MOST}, and the others in a row of their own`,
    );
  if (figures.length === 1) return figures[0];
  const narrow = figures.map((figure) => figure.narrow?.() ?? figure);
  const scale = Math.min(1, PAGE_WIDTH / narrow.reduce((sum, { layout }) => sum + layout.width, 0));
  const cells = narrow.map((figure) => resized(figure, scale));
  const margins = cells.map(marginOf);
  const top = Math.max(...margins.map(({ t }) => t));
  const bottom = Math.max(...margins.map(({ b }) => b));
  const inner = Math.max(...cells.map(({ layout }, i) => layout.height - margins[i].t - margins[i].b));
  const page = {
    width: cells.reduce((sum, { layout }) => sum + layout.width, 0),
    height: top + inner + bottom,
  };
  const layouts: Partial<FigureLayout>[] = [];
  const data: PlotlyTrace[] = [];
  let left = 0;
  let firstAxis = 0;
  cells.forEach((cell, place) => {
    const placed = placedIn(cell, { page, left, top, inner, place, firstAxis });
    data.push(...placed.data);
    layouts.push(placed.layout);
    left += cell.layout.width;
    firstAxis += Math.max(...axesOf(cell.layout).map(([key]) => axisNumber(key.slice(5))));
  });
  return {
    kind: 'figure',
    data,
    layout: {
      ...layouts.reduce((all, one) => ({ ...all, ...one }), {}),
      ...page,
      ...look,
      showlegend: cells.some(({ layout }) => layout.showlegend),
      margin: { l: 0, r: 0, t: 0, b: 0 },
      annotations: layouts.flatMap(({ annotations = [] }) => annotations),
      shapes: layouts.flatMap(({ shapes = [] }) => shapes),
    },
    alt: figures.map(({ alt }) => alt).join(' '),
  };
}

/** The figure at another width; one whose only plot area would stand upright is made lower. */
function resized(figure: Figure, scale: number): Figure {
  const { design, data, alt } = figure;
  if (design === undefined)
    throw new RangeError('a row of figures cannot stand in a row; give its figures instead');
  const width = Math.floor(scale * design.width);
  const margin = marginWithLabels(design, data);
  const legend = legendIn(figure, width - margin.l);
  const room = width - margin.l - margin.r;
  const inner = design.height - margin.t - margin.b;
  const lower = axesOf(design.layout).length > 2 ? inner : Math.min(inner, Math.max(room, 200));
  const layout = { ...design.layout, ...legend.layout, margin: { ...margin, b: margin.b + legend.growth } };
  return themed({ ...design, data, alt, layout, width, height: lower + margin.t + margin.b + legend.growth });
}

/** A legend that is wider than its figure stands upright, below the axes. */
function legendIn(
  { design, data }: Figure,
  width: number,
): { layout: Pick<FigureLayout, 'legend'>; growth: number } {
  const { showlegend, legend } = design?.layout ?? {};
  if (!showlegend || legend?.orientation !== 'h') return { layout: {}, growth: 0 };
  const names = (data as Partial<TraceInRow>[]).flatMap(({ name, showlegend: shown }) =>
    name === undefined || shown === false ? [] : [name],
  );
  const wanted = names.reduce((sum, name) => sum + 48 + textWidth(name, { size: 12 }), 0);
  if (wanted <= width) return { layout: {}, growth: 0 };
  return { layout: { legend: { ...legend, orientation: 'v' } }, growth: 20 * (names.length - 1) };
}

/** In a row the labels of axes and colours make no room for themselves. */
function marginWithLabels({ layout }: FigureDesign, data: readonly PlotlyTrace[]): Margin {
  const scaled = data.some((trace) => 'colorbar' in trace);
  const { l, r, t, b } = { ...defaultMargin, ...layout.margin };
  const sizes = axesOf(layout).map(([key, axis]) => ({ upright: key.startsWith('y'), ...labelSize(axis) }));
  const wide = Math.max(...sizes.map(({ upright, width }) => (upright ? width : 0)));
  const high = Math.max(...sizes.map(({ upright, height }) => (upright ? 0 : height)));
  const legend = layout.showlegend === true && layout.legend?.orientation === 'h' ? LEGEND : 0;
  return {
    l: wide === 0 ? l : Math.max(l, wide + 40),
    r: scaled ? Math.max(r, 84) : r,
    t,
    b: Math.max(b, high + 42 + legend),
  };
}
