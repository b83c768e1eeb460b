import { PAGE_WIDTH, type Figure, type PlotlyTrace } from './figure';
import { axis, colours, legendBelow, styles, themed } from './theme';
import type { Quantity } from './theme';
import { decimals, listed, plain, plainText, sentenceParts, withInterval } from './words';

/** One bar per category, all in one look. */
export interface BarSeries {
  readonly name: string;
  /** One value per category; NaN leaves its place empty. */
  readonly values: ArrayLike<number>;
  /** Ends of the 95 % interval, where one was estimated. */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
}

export interface BarOptions {
  readonly title: string;
  /** Names n and what the whiskers are. */
  readonly note: string;
  readonly quantity: Quantity;
  /** Decimals of the number above each bar; 0 for counts. */
  readonly digits: number;
}

/**
 * Grouped bars with their values, and whiskers where intervals are given: scores of several measures under
 * two protocols, or counts by emotion.
 *
 * @throws RangeError when a series does not have one value per category
 */
export function barFigure(
  categories: readonly string[],
  series: readonly BarSeries[],
  options: BarOptions,
): Figure {
  const { title, note, quantity, digits } = options;
  const slot = 0.8 / series.length;
  const data: PlotlyTrace[] = [];
  series.forEach(({ name, values, low, high }, index) => {
    for (const numbers of [values, low ?? values, high ?? values]) {
      if (numbers.length === categories.length) continue;
      throw new RangeError(
        `${name}: ${numbers.length} numbers for ${categories.length} categories; give one each`,
      );
    }
    const style = styles[index % styles.length];
    const x = categories.map((_, place) => place + (index - (series.length - 1) / 2) * slot);
    const whiskers =
      low === undefined || high === undefined
        ? {}
        : {
            error_y: {
              type: 'data' as const,
              symmetric: false,
              array: plain(Array.from(high, (end, place) => end - values[place])),
              arrayminus: plain(Array.from(low, (end, place) => values[place] - end)),
              color: colours.black,
              thickness: 1.3,
              width: 4,
            },
          };
    data.push({
      type: 'bar',
      name: plainText(name),
      x: plain(x),
      y: plain(values),
      width: 0.92 * slot,
      marker: {
        color: style.colour,
        line: { color: colours.black, width: 0.6 },
        pattern: { shape: style.pattern, bgcolor: style.colour, fgcolor: '#ffffff', size: 6, solidity: 0.35 },
      },
      ...whiskers,
      hovertemplate: `${plainText(name)}: %{y}<extra></extra>`,
    });
    // Numbers stand above the whiskers, where plotly's own bar labels would be struck through by them.
    const tips = Array.from(values, (value, place) => Math.max(0, value, high?.[place] ?? value));
    data.push({
      type: 'scatter',
      mode: 'text',
      x: plain(x),
      y: plain(tips),
      text: Array.from(values, (value) => decimals(value, digits)),
      textposition: 'top center',
      textfont: { size: 11 },
      cliponaxis: false,
      hoverinfo: 'skip',
      showlegend: false,
    });
  });
  const several = series.length > 1;
  const perCategory = Math.max(100, 48 * series.length);
  return themed({
    title,
    subtitle: note,
    width: Math.min(PAGE_WIDTH, Math.max(440, 120 + categories.length * perCategory)),
    height: several ? 410 : 380,
    data,
    layout: {
      bargap: 0,
      barmode: 'overlay',
      xaxis: {
        ...axis({ name: '', unit: '' }, { showgrid: false, ticks: '' }),
        tickvals: categories.map((_, place) => place),
        ticktext: categories.map(plainText),
        range: [-0.55, categories.length - 0.45],
      },
      yaxis: axis(quantity, { rangemode: 'tozero' }),
      showlegend: several,
      legend: legendBelow,
      margin: { l: 68, r: 24, t: 78, b: several ? 76 : 48 },
    },
    alt: `${title}: bars of ${quantity.name}. ${sentenceParts(
      series.map(
        (one) =>
          `${one.name}: ${listed(categories.map((category, place) => `${category} ${score(one, place, digits)}`))}`,
      ),
    )}.`,
  });
}

function score({ values, low, high }: BarSeries, place: number, digits: number): string {
  return low === undefined || high === undefined
    ? decimals(values[place], digits)
    : withInterval(values[place], low[place], high[place], digits);
}
