import type { Figure, PlotlyTrace } from './figure';
import { axis, colours, legendBelow, styles, themed } from './theme';
import { counted, decimals, sentenceParts, plain, plainText, withInterval } from './words';

/** One receiver operating characteristic; rates from 0 to 1, both rising. */
export interface RocLine {
  readonly name: string;
  readonly falsePositiveRate: ArrayLike<number>;
  readonly truePositiveRate: ArrayLike<number>;
  readonly area: number;
  /** 95 % interval of the area, where one was estimated. */
  readonly interval?: readonly [number, number];
  /** 95 % interval of the true positive rate at each of some false positive rates, ascending. */
  readonly band?: {
    readonly falsePositiveRate: ArrayLike<number>;
    readonly low: ArrayLike<number>;
    readonly high: ArrayLike<number>;
  };
}

export interface RocOptions {
  readonly title: string;
  readonly note?: string;
  /** How many cases were of either kind. */
  readonly positives: number;
  readonly negatives: number;
}

/**
 * ROC curves with their areas and the line of chance (Fawcett 2006), and their 95 % bands where given.
 *
 * @throws RangeError when a curve's two rates differ in length
 */
export function rocFigure(lines: readonly RocLine[], options: RocOptions): Figure {
  const { title, note, positives, negatives } = options;
  const areas = lines.map(({ area, interval }) =>
    interval === undefined ? decimals(area, 3) : withInterval(area, interval[0], interval[1], 3),
  );
  const data: PlotlyTrace[] = [
    {
      type: 'scatter',
      mode: 'lines',
      name: 'chance: area 0.500',
      x: [0, 1],
      y: [0, 1],
      line: { color: colours.grey, width: 1, dash: 'dot' },
      hoverinfo: 'skip',
    },
  ];
  const bands: PlotlyTrace[] = [];
  lines.forEach(({ name, falsePositiveRate, truePositiveRate, band }, index) => {
    if (falsePositiveRate.length !== truePositiveRate.length) {
      throw new RangeError(
        `${name}: ${falsePositiveRate.length} false-positive rates but ${truePositiveRate.length} true-positive rates`,
      );
    }
    const style = styles[index % styles.length];
    if (band !== undefined) {
      const places = Array.from(band.falsePositiveRate);
      bands.push({
        type: 'scatter',
        mode: 'lines',
        x: plain([...places, ...places.slice().reverse()]),
        y: plain([...Array.from(band.low), ...Array.from(band.high).reverse()]),
        fill: 'toself',
        fillcolor: style.colour,
        opacity: 0.16,
        line: { color: style.colour, width: 0.8, dash: style.dash },
        hoverinfo: 'skip',
        showlegend: false,
      });
    }
    data.push({
      type: 'scatter',
      mode: 'lines',
      name: `${plainText(name)}: area ${areas[index]}`,
      x: plain(falsePositiveRate),
      y: plain(truePositiveRate),
      line: { color: style.colour, width: 2.2, dash: style.dash },
      hovertemplate: 'false positives %{x:.3f}<br>true positives %{y:.3f}<extra></extra>',
    });
  });
  const range = [-0.01, 1.01];
  const below = 62 + 20 * data.length; // the legend has a line for each curve

  return themed({
    title,
    subtitle: [
      `n = ${counted(positives)} positive, ${counted(negatives)} negative`,
      ...(note === undefined ? [] : [note]),
      ...(lines.some(({ interval }) => interval !== undefined)
        ? [`brackets${bands.length > 0 ? ' and bands' : ''}: 95 % interval`]
        : []),
    ].join('; '),
    width: 480,
    height: 74 + 380 + below,
    data: [...bands, ...data],
    layout: {
      xaxis: axis({ name: 'false positive rate', unit: '' }, { range, dtick: 0.2, constrain: 'domain' }),
      yaxis: axis(
        { name: 'true positive rate', unit: '' },
        { range, dtick: 0.2, scaleanchor: 'x', constrain: 'domain' },
      ),
      showlegend: true,
      legend: { ...legendBelow, orientation: 'v' },
      margin: { l: 68, r: 24, t: 74, b: below },
    },
    alt: `${title}: ROC curve${lines.length === 1 ? '' : 's'} of ${counted(positives)} positive and ${counted(negatives)} negative cases. ${sentenceParts(
      lines.map(({ name }, index) => `${name}: area ${areas[index]}`),
    )}; chance is 0.5.`,
  });
}
