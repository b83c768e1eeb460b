import { InsufficientData } from '../stats/insufficient-data';
import type { Figure, PlotlyTrace } from './figure';
import { axis, legendBelow, styles, themed } from './theme';
import type { Quantity } from './theme';
import { decimals, listed, plain, plainText, sentenceParts } from './words';

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
  const ends = series.flatMap((one) => Array.from(one.x));
  const level: PlotlyTrace[] =
    mark === undefined
      ? []
      : [
          {
            type: 'scatter',
            mode: 'lines',
            name: plainText(mark.name),
            x: plain([Math.min(...ends), Math.max(...ends)]),
            y: plain([mark.value, mark.value]),
            line: { color: '#000000', width: 1.2, dash: 'dash' },
            hoverinfo: 'skip',
          },
        ];
  return themed({
    title,
    subtitle: note,
    width: 620,
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
      ...series.map(
        (one) =>
          `${one.name}: ${listed(
            Array.from(
              one.x,
              (at, i) => `${decimals(one.y[i], 2)} at ${String(at)}${x.unit === '' ? '' : ` ${x.unit}`}`,
            ),
          )}`,
      ),
    ])}.`,
  });
}

function seriesTraces(one: LineSeries, index: number): PlotlyTrace[] {
  const { name, x, y, low, high } = one;
  for (const numbers of [y, low ?? y, high ?? y]) {
    if (numbers.length === x.length) continue;
    throw new RangeError(`${name}: ${numbers.length} numbers for ${x.length} points; give one each`);
  }
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
      mode: 'lines+markers',
      name: plainText(name),
      x: plain(x),
      y: plain(y),
      line: { color: style.colour, width: 2, dash: style.dash },
      marker: { color: style.colour, symbol: style.symbol, size: 8 },
      hovertemplate: `${plainText(name)}<br>%{x}: %{y:.3f}<extra></extra>`,
    },
  ];
}
