import { InsufficientData } from '../stats/insufficient-data';
import type { Annotations, LayoutAxis, Shape } from 'plotly.js';
import { square } from '../stats/pow';
import { count, max, mean, standardDeviation } from '../stats/summary';
import { binCounts, roundBins } from './bins';
import type { Bins } from './bins';
import { PAGE_WIDTH, type Figure, type PlotlyTrace } from './figure';
import { panelAxes, panelGrid, panelHeading, type PanelGrid } from './panels';
import { axis, colours, themed } from './theme';
import type { Quantity } from './theme';
import { counted, decimals, sentenceParts, plain, plainText } from './words';

/** Values that share one panel. */
export interface HistogramGroup {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

export interface HistogramOptions {
  readonly title: string;
  /** What the values are, said below the title. */
  readonly note?: string;
  readonly quantity: Quantity;
  /** Where not given, round bins over the values of all groups. */
  readonly bins?: Bins;
  /** An upright line is drawn here, for example at an error of 0. */
  readonly mark?: number;
}

const CURVE_POINTS = 101;

/**
 * Histogram with the normal curve of the same mean and standard deviation (n-1). One panel per group, all on
 * the same axes, each saying its n, mean and SD. NaN is left out, and counted in the subtitle.
 *
 * @throws RangeError when there is no group, or no value at all and no bins are given
 */
export function histogram(groups: readonly HistogramGroup[], options: HistogramOptions): Figure {
  const { length } = groups;
  const columns = length === 1 ? 1 : length === 2 || length === 4 ? 2 : 3;
  const figure = panelled(groups, options, panels(length, columns, PAGE_WIDTH));
  if (length === 1) return figure;
  return { ...figure, narrow: () => panelled(groups, options, panels(length, 1, PAGE_WIDTH / 2)) };
}

function panelled(groups: readonly HistogramGroup[], options: HistogramOptions, grid: PanelGrid): Figure {
  if (groups.length === 0) throw new InsufficientData('a histogram needs at least one group of values');
  const { quantity } = options;
  const bins = options.bins ?? roundBins(groups.flatMap(({ values }) => Array.from(values)));
  const end = bins.start + bins.count * bins.width;
  const tallies = groups.map(({ values }) => binCounts(values, bins));
  const curves = groups.map(({ values }) => normalCurve(values, bins));
  const top = 1.08 * Math.max(1, ...tallies.map(max), ...curves.map(({ y }) => max(y) || 0));

  const data: PlotlyTrace[] = [];
  const annotations: Partial<Annotations>[] = [];
  const shapes: Partial<Shape>[] = [];
  const axes: Record<string, Partial<LayoutAxis>> = {};
  groups.forEach(({ name, values }, index) => {
    const panel = grid.panels[index];
    const centres = Array.from(tallies[index], (_, bin) => bins.start + (bin + 0.5) * bins.width);
    data.push(
      {
        type: 'bar',
        x: plain(centres),
        y: plain(tallies[index]),
        width: bins.width,
        marker: { color: '#9ecae1', line: { color: '#4d4d4d', width: 0.6 } },
        hovertemplate: '%{x}: %{y}<extra></extra>',
        xaxis: panel.x,
        yaxis: panel.y,
      },
      {
        type: 'scatter',
        mode: 'lines',
        ...curves[index],
        line: { color: colours.vermilion, width: 2 },
        hoverinfo: 'skip',
        xaxis: panel.x,
        yaxis: panel.y,
      },
    );
    const heading =
      name === ''
        ? ''
        : `<b>${plainText(name)}</b>${grid.panels.length > 1 && grid.columns > 1 ? '<br>' : '  '}`;
    annotations.push(panelHeading(panel, `${heading}${moments(values, quantity)}`));
    if (options.mark !== undefined) {
      const line = { color: colours.black, width: 1, dash: 'dash' as const };
      const span = { x0: options.mark, x1: options.mark, y0: 0, y1: 1 };
      shapes.push({
        type: 'line',
        ...span,
        xref: panel.x as 'x',
        yref: `${panel.y} domain` as 'y domain',
        line,
      });
    }
    const x = axis(quantity, { range: [bins.start, end], showgrid: false, showticklabels: panel.lowest });
    const y = axis(
      { name: 'count', unit: '' },
      { range: [0, top], nticks: 5, showticklabels: panel.leftmost },
    );
    if (!panel.lowest) delete x.title;
    if (!panel.leftmost) delete y.title;
    Object.assign(axes, panelAxes(panel, x, y));
  });
  const shown = groups.reduce((sum, { values }) => sum + count(values), 0);
  const missing = groups.reduce((sum, { values }) => sum + values.length, 0) - shown;
  return themed({
    title: options.title,
    subtitle: [
      ...(missing > 0 ? [`${counted(missing)} without a value left out`] : []),
      ...(options.note === undefined ? [] : [options.note]),
      'curve: normal distribution of the same mean and SD',
    ].join('; '),
    width: grid.width,
    height: grid.height,
    data,
    layout: { ...axes, margin: grid.margin, bargap: 0, annotations, shapes },
    alt: `${options.title}: histogram of ${quantity.name}. ${sentenceParts(
      groups.map(({ name, values }) => `${name === '' ? '' : `${name}: `}${moments(values, quantity)}`),
    )}.`,
  });
}

function panels(count: number, columns: number, width: number): PanelGrid {
  const margin = { l: 66, r: 24, t: columns === 1 ? 90 : 106, b: 58 };
  const gapX = 24;
  const panelWidth = (width - margin.l - margin.r - (columns - 1) * gapX) / columns;
  const panelHeight = count === 1 ? 250 : columns === 1 ? 84 : 140;
  return panelGrid(count, columns, { panelWidth, panelHeight, gapX, gapY: columns === 1 ? 50 : 72, margin });
}

/**
 * Histogram of predicted minus true, with a line at 0.
 *
 * @param options.quantity what the error is of, in the unit of the error: a rating from 1 to 5 errs by points
 * @throws RangeError when the two differ in length
 */
export function errorHistogram(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  { title, quantity, note }: Pick<HistogramOptions, 'title' | 'quantity' | 'note'>,
): Figure {
  if (truth.length !== predicted.length) {
    throw new RangeError(
      `${truth.length} true values but ${predicted.length} predictions; give one per value`,
    );
  }
  const errors = Float64Array.from(truth, (value, i) => predicted[i] - value);
  const error = { name: `${quantity.name}, predicted − true`, unit: quantity.unit };
  return histogram([{ name: '', values: errors }], { title, note, quantity: error, mark: 0 });
}

function moments(values: ArrayLike<number>, { unit }: Quantity): string {
  const digits = unit === 's' ? 1 : 2;
  const n = count(values);
  const spread = decimals(standardDeviation(values, 'n-1'), digits);
  return n === 0 ? 'n = 0' : `n = ${counted(n)}, mean ${decimals(mean(values), digits)}, SD ${spread}`;
}

/** The normal density scaled to counts: n times bin width times density; empty where there is no spread. */
function normalCurve(
  values: ArrayLike<number>,
  { start, width, count: binCount }: Bins,
): { x: number[]; y: number[] } {
  const centre = mean(values);
  const spread = standardDeviation(values, 'n-1');
  if (!(spread > 0)) return { x: [], y: [] };
  const scale = (count(values) * width) / (spread * Math.sqrt(2 * Math.PI));
  const x = Array.from(
    { length: CURVE_POINTS },
    (_, i) => start + (i / (CURVE_POINTS - 1)) * binCount * width,
  );
  const y = x.map((at) => scale * Math.exp(-0.5 * square((at - centre) / spread)));
  return { x: plain(x), y: plain(y) };
}
