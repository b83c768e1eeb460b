import { pearson } from '../stats/correlation';
import type { Correlation } from '../stats/correlation';
import { confidenceAt, lineAt, linearFit } from '../stats/linear-fit';
import type { LinearFit } from '../stats/linear-fit';
import { max, min } from '../stats/summary';
import { emotionLook } from './emotions';
import type { Figure, PlotlyTrace } from './figure';
import { axis, colours, legendBelow, themed } from './theme';
import type { Quantity } from './theme';
import { depths, DRAWN, seenPlaces, THINNED } from './thin';
import { counted, decimals, listed, plain, plainText, pValue, withInterval } from './words';

export interface ScatterOptions {
  readonly title: string;
  readonly note?: string;
  readonly x: Quantity;
  readonly y: Quantity;
  /** Category of each point, an emotion or any other word; told apart by colour and symbol. */
  readonly groups?: readonly string[];
  /** What each point is, shown when it is pointed at. */
  readonly labels?: readonly string[];
}

const BAND_POINTS = 41;

/**
 * Points with the line of least squares, the 95 % confidence band of the line, and Pearson's r with p and
 * interval below the title. Pairs with a NaN are left out and counted.
 *
 * @throws RangeError when the columns differ in length
 */
export function scatterFigure(x: ArrayLike<number>, y: ArrayLike<number>, options: ScatterOptions): Figure {
  const correlation = pearson(x, y);
  const fit = linearFit(x, y);
  const left = x.length - correlation.n;
  const line = Number.isFinite(fit.slope) ? lineTraces(fit, min(x), max(x)) : [];
  const several = options.groups !== undefined;
  return themed({
    title: options.title,
    subtitle: [
      correlationText(correlation),
      ...(left > 0 ? [`${counted(left)} without both values left out`] : []),
      ...(x.length > DRAWN ? [THINNED] : []),
      ...(options.note === undefined ? [] : [options.note]),
    ].join('; '),
    width: 720,
    height: several ? 500 : 460,
    data: [...line, ...pointTraces(x, y, options)],
    layout: {
      xaxis: axis(options.x),
      yaxis: axis(options.y),
      showlegend: several,
      legend: legendBelow,
      margin: { l: 68, r: 24, t: 74, b: several ? 98 : 58 },
    },
    alt: `${options.title}: scatter of ${options.y.name} against ${options.x.name} with regression line of slope ${decimals(
      fit.slope,
      3,
    )}; ${correlationText(correlation)}.`,
  });
}

export interface PredictedOptions {
  readonly title: string;
  readonly quantity: Quantity;
  /** Ends of both axes, for example the rating scale. */
  readonly range: readonly [number, number];
  /** Scores computed elsewhere, as they shall be read: "CCC = 0.58 [0.53, 0.63]". */
  readonly scores: readonly string[];
  readonly groups?: readonly string[];
  readonly labels?: readonly string[];
}

/**
 * Predictions against the truth on equal axes, with the line of perfect agreement (dashed) and the line of
 * least squares.
 *
 * @throws RangeError when the columns differ in length
 */
export function predictedFigure(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  { title, quantity, range, scores, groups, labels }: PredictedOptions,
): Figure {
  const fit = linearFit(truth, predicted);
  const x = { name: `true ${quantity.name}`, unit: quantity.unit };
  const y = { name: `predicted ${quantity.name}`, unit: quantity.unit };
  const ends = [min([range[0], min(predicted)]), max([range[1], max(predicted)])];
  const pad = 0.04 * (ends[1] - ends[0]);
  const shared = { range: [ends[0] - pad, ends[1] + pad], constrain: 'domain' as const };
  const below = groups === undefined ? 58 : 98;
  return themed({
    title,
    subtitle: [`n = ${counted(fit.n)}`, ...scores, ...(truth.length > DRAWN ? [THINNED] : [])].join('; '),
    width: 480,
    height: 74 + 380 + below,
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        name: 'perfect',
        x: [...ends],
        y: [...ends],
        line: { color: colours.grey, width: 1.2, dash: 'dash' },
        hoverinfo: 'skip',
        showlegend: false,
      },
      ...(Number.isFinite(fit.slope) ? lineTraces(fit, min(truth), max(truth)) : []),
      ...pointTraces(truth, predicted, { x, y, groups, labels }),
    ],
    layout: {
      xaxis: axis(x, shared),
      yaxis: axis(y, { ...shared, scaleanchor: 'x' }),
      showlegend: groups !== undefined,
      legend: legendBelow,
      margin: { l: 68, r: 24, t: 74, b: below },
    },
    alt: `${title}: ${y.name} against ${x.name} for ${counted(fit.n)} cases${
      scores.length === 0 ? '' : `; ${listed(scores)}`
    }; regression line of slope ${decimals(fit.slope, 2)}, where 1 is perfect.`,
  });
}

/** "r = 0.59 [0.54, 0.64], p < .001, n = 600". */
export function correlationText({ r, p, ci95, n }: Correlation): string {
  return `r = ${withInterval(r, ci95[0], ci95[1], 2)}, ${pValue(p)}, n = ${counted(n)}`;
}

function lineTraces(fit: LinearFit, from: number, to: number): PlotlyTrace[] {
  const x = Array.from({ length: BAND_POINTS }, (_, i) => from + (i / (BAND_POINTS - 1)) * (to - from));
  const band = x.map((at) => confidenceAt(fit, at));
  const known = band.every(([low]) => Number.isFinite(low));
  const outline: PlotlyTrace = {
    type: 'scatter',
    mode: 'lines',
    x: plain([...x, ...[...x].reverse()]),
    y: plain([...band.map(([low]) => low), ...band.map(([, high]) => high).reverse()]),
    fill: 'toself',
    fillcolor: 'rgba(0,0,0,0.13)',
    line: { width: 0 },
    hoverinfo: 'skip',
    showlegend: false,
  };
  return [
    ...(known ? [outline] : []),
    {
      type: 'scatter',
      mode: 'lines',
      x: plain([from, to]),
      y: plain([lineAt(fit, from), lineAt(fit, to)]),
      line: { color: colours.black, width: 2 },
      hoverinfo: 'skip',
      showlegend: false,
    },
  ];
}

function pointTraces(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { groups, labels, ...quantities }: Pick<ScatterOptions, 'x' | 'y' | 'groups' | 'labels'>,
): PlotlyTrace[] {
  for (const column of [y, groups ?? x, labels ?? x]) {
    if (column.length === x.length) continue;
    throw new RangeError(
      `${column.length} values, groups or labels for ${x.length} points; give one per point`,
    );
  }
  const categories = groups === undefined ? [''] : [...new Set(groups)];
  const names = [quantities.x, quantities.y].map(({ name }) => plainText(name));
  const rowsOf = new Map(categories.map((category): [string, number[]] => [category, []]));
  for (let row = 0; row < x.length; row++) rowsOf.get(groups?.[row] ?? '')?.push(row);
  return [...rowsOf].map(([category, all], place): PlotlyTrace => {
    const { rows, counts } = seenPlaces(x, y, all, x.length);
    const thinned = rows.length < all.length && counts.some((count) => count > 1);
    const look = emotionLook(category, place);
    const each = all.length > 300 ? 0.45 : 0.75;
    const texts = rows.map((row, i) =>
      [
        ...(labels === undefined ? [] : [plainText(labels[row])]),
        ...(counts[i] > 1 ? [`and ${counted(counts[i] - 1)} near it`] : []),
      ].join(' '),
    );
    return {
      type: 'scatter',
      mode: 'markers',
      name: plainText(look.name),
      x: plain(rows.map((row) => x[row])),
      y: plain(rows.map((row) => y[row])),
      ...(labels === undefined && !thinned ? {} : { text: texts }),
      marker: {
        color: look.colour,
        symbol: look.symbol,
        size: thinned ? 5 : 7,
        opacity: thinned ? depths(counts) : each,
      },
      hovertemplate: `${labels === undefined && !thinned ? '' : '%{text}<br>'}${names[0]} %{x:.3g}<br>${names[1]} %{y:.3g}<extra></extra>`,
    };
  });
}
