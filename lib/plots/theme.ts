import type { LayoutAxis } from 'plotly.js';
import type { Figure, FigureDesign, FigureLayout, FigureParts } from './figure';
import { fittedAxes } from './fit';
import { plainText } from './words';
import { wrapped } from './wrap';

/** Colours that stay apart for colour-blind readers (Okabe & Ito 2008), darkest first where it matters. */
export const colours = {
  black: '#000000',
  blue: '#0072b2',
  vermilion: '#d55e00',
  green: '#009e73',
  purple: '#cc79a7',
  orange: '#e69f00',
  sky: '#56b4e9',
  brown: '#7f4f24',
  grey: '#6b6b6b',
  pale: '#d9d9d9',
} as const;

/** DejaVu Sans is what static pictures use; the others are as wide, for browsers without it. */
export const fontFamily = '"DejaVu Sans", Verdana, Arial, sans-serif';

export type MarkerSymbol =
  | 'circle'
  | 'square'
  | 'diamond'
  | 'triangle-up'
  | 'triangle-down'
  | 'cross'
  | 'x'
  | 'star'
  | 'pentagon'
  | 'hexagon'
  | 'hourglass';
export type LineDash = 'solid' | 'dash' | 'dot' | 'dashdot' | 'longdash' | 'longdashdot';
export type BarPattern = '' | '/' | '.' | 'x' | '-' | '|' | '+' | '\\';

/** How a group looks. Colour, symbol, dash and pattern all differ, so that black and white suffices. */
export interface Style {
  readonly colour: string;
  readonly symbol: MarkerSymbol;
  readonly dash: LineDash;
  readonly pattern: BarPattern;
}

/** A pattern of dashes and gaps, which plotly draws and its types do not know. */
const dashes = (...pixels: readonly number[]) => pixels.map((length) => `${length}px`).join() as LineDash;

/** Looks for groups in order of appearance; the ninth starts again. */
export const styles: readonly Style[] = [
  { colour: colours.blue, symbol: 'circle', dash: 'solid', pattern: '' },
  { colour: colours.vermilion, symbol: 'triangle-up', dash: 'dash', pattern: '/' },
  { colour: colours.green, symbol: 'square', dash: 'dot', pattern: '.' },
  { colour: colours.purple, symbol: 'diamond', dash: 'dashdot', pattern: 'x' },
  { colour: colours.orange, symbol: 'triangle-down', dash: 'longdash', pattern: '-' },
  { colour: colours.sky, symbol: 'star', dash: 'longdashdot', pattern: '|' },
  { colour: colours.black, symbol: 'pentagon', dash: dashes(2, 2, 8, 2), pattern: '+' },
  { colour: colours.brown, symbol: 'hexagon', dash: dashes(14, 3, 3, 3, 3, 3), pattern: '\\' },
];

/** What an axis measures; the unit is empty for a pure number. */
export interface Quantity {
  readonly name: string;
  readonly unit: string;
}

/** What all figures share. */
export const look: Pick<FigureLayout, 'font' | 'paper_bgcolor' | 'plot_bgcolor' | 'hovermode'> = {
  font: { family: fontFamily, size: 13, color: '#1a1a1a' },
  paper_bgcolor: '#ffffff',
  plot_bgcolor: '#ffffff',
  hovermode: 'closest',
};

/** Of a figure that states no others, px. */
export const defaultMargin = { l: 68, r: 24, t: 74, b: 58 } as const;

const TITLE = { size: 15, bold: true };
const SUBTITLE = { size: 12 };
const LINE_HEIGHT = 1.3 * TITLE.size; // plotly's, for all lines of a text

/** Title and subtitle as one text: plotly's own subtitle overlaps the title when it has two lines. */
export function headingText(
  { title, subtitle }: FigureDesign,
  width: number,
): { text: string; lines: number } {
  const titleLines = wrapped(title, width - 28, TITLE);
  const subtitleLines = wrapped(subtitle, width - 28, SUBTITLE);
  const text = [
    ...titleLines.map((line) => `<b>${plainText(line)}</b>`),
    ...subtitleLines.map(
      (line) => `<span style="font-size:${SUBTITLE.size}px;color:${colours.grey}">${plainText(line)}</span>`,
    ),
  ].join('<br>');
  return { text, lines: titleLines.length + subtitleLines.length };
}

/**
 * A figure in the project's look: white ground, title and subtitle at the left. Long ones, and long titles of axes, are
 * broken into lines, for which the figure grows.
 */
export function themed(parts: FigureParts): Figure {
  const { data, alt, ...design } = parts;
  const { width, layout } = design;
  const heading = headingText(design, width);
  const growth = Math.ceil((heading.lines - 2) * LINE_HEIGHT);
  const margin = { ...defaultMargin, ...layout.margin };
  const inner = { width: width - margin.l - margin.r, height: parts.height - margin.t - margin.b };
  const { axes, left, bottom } = fittedAxes(layout, inner);
  const height = parts.height + growth + bottom;
  return {
    kind: 'figure',
    data,
    layout: {
      width,
      height,
      ...look,
      showlegend: false,
      ...layout,
      ...axes,
      margin: { ...margin, l: margin.l + left, t: margin.t + growth, b: margin.b + bottom },
      title: {
        text: heading.text,
        font: { size: TITLE.size },
        x: 0,
        xref: 'container',
        xanchor: 'left',
        // The first line stands here. An anchor at the top is ignored for text of several lines.
        y: 1 - 26 / height,
        yref: 'container',
        yanchor: 'bottom',
        pad: { l: 14 },
      },
    },
    alt,
    design,
  };
}

/** An axis with its name and unit, a line, ticks and a faint grid. */
export function axis(quantity: Quantity, more: Partial<LayoutAxis> = {}): Partial<LayoutAxis> {
  return {
    title: { text: axisTitle(quantity), font: { size: 13 }, standoff: 10 },
    showline: true,
    linecolor: '#4d4d4d',
    ticks: 'outside',
    ticklen: 4,
    tickcolor: '#4d4d4d',
    gridcolor: '#ececec',
    zeroline: false,
    automargin: true,
    ...more,
  };
}

/** "Arousal (1–5)", or the name alone for a pure number. */
export function axisTitle({ name, unit }: Quantity): string {
  return plainText(unit === '' ? name : `${name} (${unit})`);
}

/** A legend in one row below the axes. */
export const legendBelow: FigureLayout['legend'] = {
  orientation: 'h',
  x: 0,
  xanchor: 'left',
  y: 0,
  yref: 'container',
  yanchor: 'bottom',
  font: { size: 12 },
};
