import type { PlotData, ViolinData } from 'plotly.js';
import { InsufficientData } from '../stats/insufficient-data';
import { pow } from '../stats/pow';
import { count, max, median, quantile, quantileOfSorted, sorted, standardDeviation } from '../stats/summary';
import { PAGE_WIDTH, type Figure, type PlotlyTrace } from './figure';
import { evenRanks } from './thin';
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

/** Fewer values than this say nothing of a distribution's shape. */
const ENOUGH = 10;

/**
 * Box plots with every value as a point to the left of its box and, from ten values on, half a violin (kernel density)
 * to the right: quartiles by linear interpolation, whiskers to the last value within 1.5 interquartile ranges of
 * the box (Tukey 1977), n below each. NaN is left out.
 *
 * @throws RangeError when there is no group
 */
export function boxPlot(
  groups: readonly BoxGroup[],
  { title, note, quantity, groupedBy }: BoxOptions,
): Figure {
  if (groups.length === 0) throw new InsufficientData('a box plot needs at least one group of values');
  const labels = groups.map(({ name, values }) => `${plainText(name)}<br>n = ${counted(count(values))}`);
  const data = groups.map(({ values }, index): PlotlyTrace => {
    const ascending = sorted(values);
    const [low, middle, high] = [0.25, 0.5, 0.75].map((p) => quantile(ascending, p));
    const reach = 1.5 * (high - low);
    const style = styles[index % styles.length];
    const points = evenRanks(ascending);
    return {
      type: 'box',
      x: [index],
      q1: plain([low]),
      median: plain([middle]),
      q3: plain([high]),
      lowerfence: plain([ascending.find((value) => value >= low - reach) ?? NaN]),
      upperfence: plain([max(ascending.filter((value) => value <= high + reach))]),
      y: [plain(points)],
      boxpoints: 'all',
      jitter: 0.6,
      pointpos: -1.85,
      width: 0.24,
      fillcolor: '#f2f2f2',
      line: { color: colours.black, width: 1.5 },
      marker: {
        color: style.colour,
        symbol: style.symbol,
        size: points.length > 60 ? 4 : 6,
        opacity: points.length > 60 ? 0.5 : 0.75,
      },
      hoverinfo: 'y',
      name: plainText(groups[index].name),
    } as PlotlyTrace;
  });
  const violins = groups.flatMap(({ values }, index) =>
    count(values) < ENOUGH ? [] : violin(sorted(values), index),
  );
  const thinned = groups.some(({ values }) => evenRanks(values).length < values.length);
  return themed({
    title,
    subtitle: [
      ...(note === undefined ? [] : [note]),
      `box: quartiles and median; points: ${thinned ? 'values at even ranks' : 'every value'}`,
      ...(violins.length > 0 ? ['shape: density'] : []),
    ].join('; '),
    width: Math.min(PAGE_WIDTH, Math.max(420, 160 + 150 * groups.length)),
    height: 400,
    data: [...data, ...violins],
    layout: {
      xaxis: {
        ...axis({ name: groupedBy, unit: '' }, { showgrid: false }),
        tickvals: groups.map((_, index) => index),
        ticktext: labels,
        range: [-0.55, groups.length - 0.45],
      },
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

/** Half a violin beside the box, from the least value to the largest; none where all values are the same. */
function violin(ascending: ArrayLike<number>, index: number): PlotlyTrace[] {
  if (ascending[0] === ascending[ascending.length - 1]) return [];
  const style = styles[index % styles.length];
  const points = evenRanks(ascending);
  // plotly takes as narrow a kernel as its number of points allows; these stand for more.
  const bandwidth = points.length < ascending.length ? { bandwidth: silverman(ascending) } : {};
  const half: Partial<ViolinData> & Pick<PlotData, 'hoverinfo'> = {
    type: 'violin',
    x0: index + 0.16,
    y: plain(points),
    ...bandwidth,
    side: 'positive',
    width: 0.52,
    scalemode: 'width',
    spanmode: 'hard',
    points: false,
    fillcolor: '#e3e3e3',
    line: { color: style.colour, width: 1.2 },
    hoverinfo: 'skip',
  };
  return [half];
}

/** Width of a Gaussian kernel by Silverman's rule (1986, equation 3.31), as plotly takes it. */
function silverman(ascending: ArrayLike<number>): number {
  const range = quantileOfSorted(ascending, 0.75) - quantileOfSorted(ascending, 0.25);
  const spread = Math.min(standardDeviation(ascending, 'n-1'), range / 1.349 || Infinity);
  return 1.059 * spread * pow(ascending.length, -0.2);
}
