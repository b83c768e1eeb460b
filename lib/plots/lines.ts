import { InsufficientData } from '../stats/insufficient-data';
import { PAGE_WIDTH, type Figure, type PlotlyTrace } from './figure';
import { axis, legendBelow, styles, themed } from './theme';
import type { Quantity } from './theme';
import { max, mean, min } from '../stats/summary';
import { seenPoints } from './thin';
import { counted, decimals, listed, plain, plainText, sentenceParts } from './words';

/** Values over one quantity, with an interval where one was estimated. */
export interface LineSeries {
  readonly name: string;
  readonly x: ArrayLike<number>;
  /** One value per x; NaN leaves a gap. */
  readonly y: ArrayLike<number>;
  /** Ends of the 95 % interval. */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
}

export interface LineOptions {
  readonly title: string;
  /** Names n and what the bands are. */
  readonly note: string;
  readonly x: Quantity;
  readonly y: Quantity;
  /** A dashed level line, such as the score without any change. */
  readonly mark?: { readonly name: string; readonly value: number };
}

/**
 * Lines through points, each with a pale band for its interval: a score against the signal-to-noise ratio, or a
 * learning curve, the score against the number of training rows or epochs.
 *
 * @throws RangeError when there is no series, or one whose numbers differ in count
 */
export function lineFigure(series: readonly LineSeries[], { title, note, x, y, mark }: LineOptions): Figure {
  if (series.length === 0) throw new InsufficientData('a figure of lines needs at least one series');
  const level: PlotlyTrace[] =
    mark === undefined
      ? []
      : [
          {
            type: 'scatter',
            mode: 'lines',
            name: plainText(mark.name),
            x: plain([min(series.map((one) => min(one.x))), max(series.map((one) => max(one.x)))]),
            y: plain([mark.value, mark.value]),
            line: { color: '#000000', width: 1.2, dash: 'dash' },
            hoverinfo: 'skip',
          },
        ];
  return themed({
    title,
    subtitle: note,
    width: PAGE_WIDTH,
    height: 450,
    data: [...level, ...series.flatMap(seriesTraces)],
    layout: {
      xaxis: axis(x),
      yaxis: axis(y),
      showlegend: series.length + level.length > 1,
      legend: legendBelow,
      margin: { l: 68, r: 24, t: 74, b: 92 },
    },
    alt: `${title}: lines of ${y.name} against ${x.name}. ${sentenceParts([
      ...(mark === undefined ? [] : [`${mark.name}: ${decimals(mark.value, 2)}`]),
      ...series.map((one) => `${one.name}: ${valuesText(one, x)}`),
    ])}.`,
  });
}

/** More points than this are a curve without markers. */
const MARKED = 100;
/** More points than this are told by their range. */
const TOLD = 24;

function valuesText({ x, y }: LineSeries, { unit }: Quantity): string {
  const at = (value: number): string => `${String(value)}${unit === '' ? '' : ` ${unit}`}`;
  if (x.length <= TOLD) return listed(Array.from(x, (value, i) => `${decimals(y[i], 2)} at ${at(value)}`));
  const [from, to] = [min(x), max(x)].map((end) => at(Number(end.toPrecision(4))));
  return `${counted(x.length)} points from ${from} to ${to}, between ${decimals(min(y), 2)} and ${decimals(max(y), 2)}, mean ${decimals(mean(y), 2)}`;
}

/** The points of a series that are seen at the width of a page. */
function seenPart(one: LineSeries): LineSeries {
  const points = seenPoints(one.y);
  const part = (values: ArrayLike<number>): number[] => points.map((i) => values[i]);
  const { name, x, y, low, high } = one;
  return {
    name,
    x: part(x),
    y: part(y),
    ...(low === undefined ? {} : { low: part(low) }),
    ...(high === undefined ? {} : { high: part(high) }),
  };
}

function seriesTraces(one: LineSeries, index: number): PlotlyTrace[] {
  for (const numbers of [one.y, one.low ?? one.y, one.high ?? one.y]) {
    if (numbers.length === one.x.length) continue;
    throw new RangeError(`${one.name}: ${numbers.length} numbers for ${one.x.length} points; give one each`);
  }
  const { name, x, y, low, high } = seenPart(one);
  const style = styles[index % styles.length];
  const band: PlotlyTrace[] =
    low === undefined || high === undefined
      ? []
      : [
          {
            type: 'scatter',
            mode: 'lines',
            x: plain([...Array.from(x), ...Array.from(x).reverse()]),
            y: plain([...Array.from(low), ...Array.from(high).reverse()]),
            fill: 'toself',
            fillcolor: `${style.colour}22`,
            line: { width: 0 },
            hoverinfo: 'skip',
            showlegend: false,
          },
        ];
  return [
    ...band,
    {
      type: 'scatter',
      mode: x.length > MARKED ? 'lines' : 'lines+markers',
      name: plainText(name),
      x: plain(x),
      y: plain(y),
      line: { color: style.colour, width: 2, dash: style.dash },
      marker: { color: style.colour, symbol: style.symbol, size: 8 },
      hovertemplate: `${plainText(name)}<br>%{x}: %{y:.3f}<extra></extra>`,
    },
  ];
}
