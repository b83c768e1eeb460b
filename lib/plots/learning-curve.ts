import type { Figure, PlotlyTrace } from './figure';
import { axis, legendBelow, styles, themed } from './theme';
import type { Quantity } from './theme';
import { counted, decimals, plain, plainText, sentenceParts, withInterval } from './words';

/** A score as the amount of training data, or the number of epochs, grows. */
export interface LearningCurve {
  readonly name: string;
  /** Ascending. */
  readonly x: ArrayLike<number>;
  /** One score per x; NaN leaves a gap. */
  readonly values: ArrayLike<number>;
  /** Ends of the interval at each x, where one was estimated. */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
}

export interface LearningCurveOptions {
  readonly title: string;
  /** What the bands are, and of how many rows or repeats. */
  readonly note?: string;
  /** What grows: { name: 'training utterances', unit: '' }. */
  readonly x: Quantity;
  readonly quantity: Quantity;
}

/**
 * Scores against the size of the training set, one line each, with a band where intervals are given.
 *
 * @throws RangeError when a curve's columns differ in length, or there is no curve
 */
export function learningCurveFigure(
  curves: readonly LearningCurve[],
  { title, note, x, quantity }: LearningCurveOptions,
): Figure {
  if (curves.length === 0) throw new RangeError('a learning curve needs at least one line of scores');
  const bands: PlotlyTrace[] = [];
  const lines: PlotlyTrace[] = [];
  curves.forEach((curve, index) => {
    const { name, values, low, high } = curve;
    for (const column of [values, low ?? values, high ?? values]) {
      if (column.length === curve.x.length) continue;
      throw new RangeError(
        `${name}: ${column.length} scores or ends of intervals for ${curve.x.length} places; give one each`,
      );
    }
    const style = styles[index % styles.length];
    if (low !== undefined && high !== undefined) {
      const places = Array.from(curve.x);
      bands.push({
        type: 'scatter',
        mode: 'lines',
        x: plain([...places, ...places.slice().reverse()]),
        y: plain([...Array.from(low), ...Array.from(high).reverse()]),
        fill: 'toself',
        fillcolor: style.colour,
        opacity: 0.16,
        line: { color: style.colour, width: 0.8 },
        hoverinfo: 'skip',
        showlegend: false,
      });
    }
    lines.push({
      type: 'scatter',
      mode: 'lines+markers',
      name: plainText(name),
      x: plain(curve.x),
      y: plain(values),
      connectgaps: false,
      line: { color: style.colour, width: 2, dash: style.dash },
      marker: { color: style.colour, symbol: style.symbol, size: 8 },
      hovertemplate: `${plainText(name)}: %{y:.3f} at %{x}<extra></extra>`,
    });
  });
  return themed({
    title,
    subtitle: note ?? '',
    width: 560,
    height: 410,
    data: [...bands, ...lines],
    layout: {
      xaxis: axis(x, { rangemode: 'tozero' }),
      yaxis: axis(quantity),
      showlegend: true,
      legend: legendBelow,
      margin: { l: 68, r: 24, t: 74, b: 98 },
    },
    alt: `${title}: ${quantity.name} against ${x.name}. ${sentenceParts(curves.map(ends))}.`,
  });
}

/** "left out: 0.41 [0.30, 0.52] at 100, 0.58 at 480". */
function ends({ name, x, values, low, high }: LearningCurve): string {
  const at = (index: number): string => {
    const score =
      low === undefined || high === undefined
        ? decimals(values[index], 2)
        : withInterval(values[index], low[index], high[index], 2);
    return `${score} at ${counted(x[index])}`;
  };
  return `${name}: ${at(0)}${x.length > 1 ? `, ${at(x.length - 1)}` : ''}`;
}
