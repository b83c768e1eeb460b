import { count, max, median, quantile, sorted } from '../stats/summary';
import type { Figure, PlotlyTrace } from './figure';
import { axis, colours, styles, themed } from './theme';
import type { Quantity } from './theme';
import { counted, decimals, sentenceParts, plain, plainText } from './words';

/** Values that share one box. */
export interface BoxGroup {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

export interface BoxOptions {
  readonly title: string;
  readonly note?: string;
  readonly quantity: Quantity;
  /** What the groups differ in, under the axis. */
  readonly groupedBy: string;
}

/**
 * Box plots with every value as a point beside its box: quartiles by linear interpolation, whiskers to
 * the last value within 1.5 interquartile ranges of the box (Tukey 1977), n below each. NaN is left out.
 *
 * @throws RangeError when there is no group
 */
export function boxPlot(
  groups: readonly BoxGroup[],
  { title, note, quantity, groupedBy }: BoxOptions,
): Figure {
  if (groups.length === 0) throw new RangeError('a box plot needs at least one group of values');
  const labels = groups.map(({ name, values }) => `${plainText(name)}<br>n = ${counted(count(values))}`);
  const data = groups.map(({ values }, index): PlotlyTrace => {
    const ascending = sorted(values);
    const [low, middle, high] = [0.25, 0.5, 0.75].map((p) => quantile(ascending, p));
    const reach = 1.5 * (high - low);
    const style = styles[index % styles.length];
    return {
      type: 'box',
      x: [labels[index]],
      q1: plain([low]),
      median: plain([middle]),
      q3: plain([high]),
      lowerfence: plain([ascending.find((value) => value >= low - reach) ?? NaN]),
      upperfence: plain([max(ascending.filter((value) => value <= high + reach))]),
      y: [plain(ascending)],
      boxpoints: 'all',
      jitter: 0.5,
      pointpos: -1.6,
      width: 0.35,
      fillcolor: '#f2f2f2',
      line: { color: colours.black, width: 1.5 },
      marker: { color: style.colour, symbol: style.symbol, size: 6, opacity: 0.75 },
      hoverinfo: 'y',
      name: plainText(groups[index].name),
    } as PlotlyTrace;
  });
  return themed({
    title,
    subtitle: [...(note === undefined ? [] : [note]), 'box: quartiles and median; points: every value'].join(
      '; ',
    ),
    width: Math.max(420, 160 + 150 * groups.length),
    height: 400,
    data,
    layout: {
      xaxis: axis({ name: groupedBy, unit: '' }, { showgrid: false, type: 'category' }),
      yaxis: axis(quantity),
    },
    alt: `${title}: box plots of ${quantity.name} by ${groupedBy}. ${sentenceParts(
      groups.map(({ name, values }) => {
        const quartiles = [0.25, 0.75].map((p) => decimals(quantile(values, p), 2));
        return `${name}: median ${decimals(median(values), 2)}, quartiles ${quartiles.join(' to ')}, n = ${counted(count(values))}`;
      }),
    )}.`,
  });
}
