import type { Annotations, Shape } from 'plotly.js';
import type { Figure, FigureLayout, PlotlyTrace } from './figure';
import { axesOf } from './fit';
import { defaultMargin, headingText } from './theme';

/** px */
export interface Margin {
  readonly l: number;
  readonly r: number;
  readonly t: number;
  readonly b: number;
}

export function marginOf({ layout: { margin } }: Figure): Margin {
  return { ...defaultMargin, ...margin };
}

/** Where a figure stands in the row. */
export interface Place {
  readonly page: { readonly width: number; readonly height: number };
  /** Of the figure, px. */
  readonly left: number;
  /** Upper edge and height of all plot areas, px. */
  readonly top: number;
  readonly inner: number;
  /** Which one of the row it is, from 0. */
  readonly place: number;
  /** How many pairs of axes stand before its own. */
  readonly firstAxis: number;
}

/** What a trace says of its place; the types of plotly's traces differ in it. */
export interface TraceInRow {
  xaxis: string;
  yaxis: string;
  colorbar: object;
  name: string;
  showlegend: boolean;
}

/** The figure's traces and layout, moved to its place in the row. */
export function placedIn(cell: Figure, place: Place): { data: PlotlyTrace[]; layout: Partial<FigureLayout> } {
  const { layout, design } = cell;
  const { page, left, top, inner, firstAxis } = place;
  const { l, r } = marginOf(cell);
  const x = (part: number): number => (left + l + part * (layout.width - l - r)) / page.width;
  const y = (part: number): number => 1 - (top + (1 - part) * inner) / page.height;
  const renamed = (reference: string): string => movedAxis(reference, firstAxis);
  const legend = place.place === 0 ? 'legend' : `legend${place.place + 1}`;
  const data = cell.data.map((trace) => {
    const { xaxis = 'x', yaxis = 'y', showlegend = true, colorbar }: Partial<TraceInRow> = trace;
    return {
      ...trace,
      xaxis: renamed(xaxis),
      yaxis: renamed(yaxis),
      legend,
      showlegend: showlegend && layout.showlegend === true,
      ...(colorbar === undefined
        ? {}
        : { colorbar: { ...colorbar, x: x(1.02), y: y(0.5), len: inner / page.height } }),
    };
  });
  const axes = axesOf(layout).map(([key, axis]): [string, object] => {
    const { domain = [0, 1], anchor, scaleanchor, overlaying, matches } = axis;
    const at = key.startsWith('x') ? x : y;
    const references = Object.entries({
      anchor: anchor ?? (key.startsWith('x') ? 'y' : 'x'),
      scaleanchor,
      overlaying,
      matches,
    })
      .filter(([, reference]) => typeof reference === 'string')
      .map(([name, reference]): [string, string] => [name, renamed(String(reference))]);
    const moved = { ...axis, ...Object.fromEntries(references), domain: domain.map(at), automargin: false };
    return [`${key.slice(0, 5)}${renamed(key[0] + key.slice(5)).slice(1)}`, moved];
  });
  const heading: Partial<Annotations> = {
    text: design === undefined ? '' : headingText(design, layout.width).text,
    ...{ x: (left + 14) / page.width, y: 1 - 10 / page.height, xref: 'paper', yref: 'paper' },
    ...{ xanchor: 'left', yanchor: 'top', align: 'left', showarrow: false, font: { size: 15 } },
  };
  const annotations = (layout.annotations ?? []).map((annotation): Partial<Annotations> => ({
    ...annotation,
    ...inPage(annotation.xref ?? 'x', ['x'], annotation, x, renamed),
    ...inPage(annotation.yref ?? 'y', ['y'], annotation, y, renamed),
  }));
  const shapes = (layout.shapes ?? []).map((shape): Partial<Shape> => ({
    ...shape,
    ...inPage(shape.xref ?? 'x', ['x0', 'x1'], shape, x, renamed),
    ...inPage(shape.yref ?? 'y', ['y0', 'y1'], shape, y, renamed),
  }));
  const { bargap, barmode } = layout;
  return {
    data,
    layout: {
      ...(bargap === undefined ? {} : { bargap }),
      ...(barmode === undefined ? {} : { barmode }),
      ...Object.fromEntries(axes),
      [legend]: { ...layout.legend, x: (left + 14) / page.width, xref: 'paper', y: 0, yref: 'paper' },
      annotations: [heading, ...annotations],
      shapes,
    },
  };
}

/** A reference to an axis and the coordinates that go with it; those of the paper are moved to the figure's own part of it. */
function inPage(
  reference: string,
  names: readonly string[],
  from: object,
  at: (part: number) => number,
  renamed: (reference: string) => string,
): Record<string, unknown> {
  const key = `${names[0][0]}ref`;
  if (reference !== 'paper') return { [key]: renamed(reference) };
  const coordinates = from as Readonly<Record<string, unknown>>;
  return {
    [key]: reference,
    ...Object.fromEntries(names.map((name) => [name, at(Number(coordinates[name] ?? 0))])),
  };
}

/** 'xaxis' is the first, 'xaxis2' the second. */
export function axisNumber(digits: string): number {
  return digits === '' ? 1 : Number(digits);
}

/** 'x2 domain' behind three other axes is 'x5 domain'. */
function movedAxis(reference: string, before: number): string {
  return reference.replace(/^([xy])(\d*)/, (_, letter: string, digits: string) => {
    const number = axisNumber(digits) + before;
    return number === 1 ? letter : `${letter}${number}`;
  });
}
