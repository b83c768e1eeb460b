import { InsufficientData } from '../stats/insufficient-data';
import type { Annotations, LayoutAxis, Shape } from 'plotly.js';
import { count, max, mean, min } from '../stats/summary';
import { PAGE_WIDTH, type PlotlyTrace } from './figure';
import { momentMarks, momentText, type Moment, type TimedFigure } from './moments';
import { panelAxes, panelGrid, panelHeading } from './panels';
import { axis, axisTitle, colours, styles, themed } from './theme';
import type { Quantity } from './theme';
import { counted, decimals, listed, plain, plainText, sentenceParts } from './words';

/** One measure over time. */
export interface TimelineTrack {
  readonly quantity: Quantity;
  /** One value per time; NaN leaves a gap. */
  readonly values: ArrayLike<number>;
  readonly range?: readonly [number, number];
  /** A line is drawn here, and points on it or above are filled. */
  readonly threshold?: number;
}

export interface TimelineOptions {
  readonly title: string;
  readonly note?: string;
  /** Stretches worth a look, drawn as numbered bands. */
  readonly moments?: readonly Moment[];
  /** Windows without a value as nobody speaks in them, drawn as grey lines at the bottom of the panels. */
  readonly leftOut?: readonly { readonly start: number; readonly end: number }[];
  /** Length of the recording, s, for an axis from 0 to its end; where not given, the axis ends with the values. */
  readonly duration?: number;
}

/** More values than this are drawn small, so that they can be told apart. */
const MANY = 300;

/**
 * Measures of one recording over time, one panel each on a common time axis: for an interview, its valence,
 * arousal and excitement. Dotted lines are means; with a threshold, filled points reach it.
 *
 * @param times seconds, one per value: the middle of each window
 * @throws RangeError when there is no track, or one whose length differs from `times`, or a moment lies outside
 */
export function timeline(
  times: ArrayLike<number>,
  tracks: readonly TimelineTrack[],
  { title, note, moments = [], leftOut = [], duration }: TimelineOptions,
): TimedFigure {
  if (tracks.length === 0) throw new InsufficientData('a timeline needs at least one track of values');
  const margin = { l: 56, r: 24, t: 92, b: 56 };
  const grid = panelGrid(tracks.length, 1, {
    panelWidth: PAGE_WIDTH - margin.l - margin.r,
    panelHeight: 120,
    gapX: 0,
    gapY: 34,
    margin,
  });
  const data: PlotlyTrace[] = [];
  const annotations: Partial<Annotations>[] = [];
  const shapes: Partial<Shape>[] = [];
  const axes: Record<string, Partial<LayoutAxis>> = {};
  const first = min(times);
  const last = max(times);
  const many = times.length > MANY;
  const pad = 0.015 * (last - first || 1);
  const [from, to] = duration === undefined ? [first - pad, last + pad] : [0, duration];
  tracks.forEach(({ quantity, values, range, threshold }, index) => {
    if (values.length !== times.length) {
      throw new RangeError(
        `${quantity.name}: ${values.length} values for ${times.length} times; give one per time`,
      );
    }
    const panel = grid.panels[index];
    const style = styles[index % styles.length];
    const filled = Array.from(values, (value) =>
      threshold === undefined || value >= threshold ? style.colour : '#ffffff',
    );
    data.push({
      type: 'scatter',
      mode: 'lines+markers',
      x: plain(times),
      y: plain(values),
      connectgaps: false,
      line: { color: style.colour, width: many ? 0.8 : 1.5 },
      marker: {
        color: filled,
        symbol: style.symbol,
        size: many ? 3 : 6,
        line: { color: style.colour, width: many ? 0.5 : 1.3 },
      },
      hovertemplate: `%{x:.1f} s: %{y:.2f}<extra>${plainText(quantity.name)}</extra>`,
      xaxis: panel.x,
      yaxis: panel.y,
    });
    const across = {
      type: 'line' as const,
      x0: 0,
      x1: 1,
      xref: `${panel.x} domain` as 'x domain',
      yref: panel.y as 'y',
    };
    const average = mean(values);
    if (Number.isFinite(average)) {
      shapes.push({
        ...across,
        y0: average,
        y1: average,
        line: { color: style.colour, width: 1, dash: 'dot' },
      });
    }
    if (threshold !== undefined) {
      shapes.push({
        ...across,
        y0: threshold,
        y1: threshold,
        line: { color: colours.grey, width: 1, dash: 'dash' },
      });
    }
    annotations.push(
      panelHeading(panel, `<b>${axisTitle(quantity)}</b>  ${plainText(digest(tracks[index]))}`),
    );
    const x = axis(
      { name: 'time', unit: 's' },
      { range: [from, to], automargin: false, showticklabels: panel.lowest },
    );
    if (!panel.lowest) delete x.title;
    const y = axis(
      { name: '', unit: '' },
      { nticks: 5, automargin: false, ...(range === undefined ? {} : { range: [...range] }) },
    );
    Object.assign(axes, panelAxes(panel, x, y));
  });
  const marks = moments.length > 0 ? momentMarks(moments, grid.panels, to) : { shapes: [], annotations: [] };
  const windows = `${counted(times.length)} window${times.length === 1 ? '' : 's'}`;
  const figure = themed({
    title,
    subtitle: [
      `n = ${windows}`,
      ...(note === undefined ? [] : [note]),
      'dotted: mean',
      ...(tracks.some(({ threshold }) => threshold !== undefined)
        ? ['dashed: threshold, filled points reach it']
        : []),
      ...(moments.length > 0 ? ['bands: numbered moments'] : []),
      ...(leftOut.length > 0 ? [`grey, at the bottom: ${leftOutText(leftOut.length)}`] : []),
    ].join('; '),
    width: grid.width,
    height: grid.height,
    data,
    layout: {
      ...axes,
      margin,
      annotations: [...annotations, ...marks.annotations],
      shapes: [...marks.shapes, ...shapes, ...leftOutMarks(leftOut, grid.panels)],
    },
    alt: `${title}: ${listed(tracks.map((track) => `${track.quantity.name} (${digest(track)})`))} in ${windows} from ${decimals(first, 1)} to ${decimals(last, 1)} seconds.${
      moments.length > 0 ? ` Moments: ${sentenceParts(moments.map(momentText))}.` : ''
    }${leftOut.length > 0 ? ` ${capitalized(leftOutText(leftOut.length))}.` : ''}`,
  });
  const top = figure.layout.margin?.t ?? margin.t;
  return {
    ...figure,
    timeAxis: {
      left: margin.l,
      right: grid.width - margin.r,
      top,
      bottom: figure.layout.height - margin.b,
      from,
      to,
    },
  };
}

const leftOutText = (count: number): string =>
  `${counted(count)} window${count === 1 ? '' : 's'} left out for want of speech`;

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Grey lines along the lower edge of every panel, from the first quarter to the last of each window. */
function leftOutMarks(
  leftOut: readonly { readonly start: number; readonly end: number }[],
  panels: ReturnType<typeof panelGrid>['panels'],
): Partial<Shape>[] {
  return leftOut.flatMap(({ start, end }) =>
    panels.map((panel): Partial<Shape> => ({
      type: 'line',
      x0: start + (end - start) / 4,
      x1: end - (end - start) / 4,
      y0: 0,
      y1: 0,
      xref: panel.x as 'x',
      yref: `${panel.y} domain` as 'y domain',
      line: { color: colours.grey, width: 5 },
    })),
  );
}

function digest({ values, threshold }: TimelineTrack): string {
  const known = count(values);
  const gaps = values.length - known;
  const parts = [
    `mean ${decimals(mean(values), 2)}, from ${decimals(min(values), 2)} to ${decimals(max(values), 2)}`,
  ];
  if (threshold !== undefined) {
    const above = Array.from(values).filter((value) => value >= threshold).length;
    parts.push(`${counted(above)} of ${counted(known)} at ${decimals(threshold, 2)} or above`);
  }
  if (gaps > 0) parts.push(`${counted(gaps)} without a value`);
  return parts.join('; ');
}
