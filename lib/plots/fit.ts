import type { LayoutAxis } from 'plotly.js';
import type { FigureDesign } from './figure';
import { plainText } from './words';
import { textWidth, wrapped } from './wrap';

const TITLE = { size: 13 };
const TICK = { size: 13 }; // as the font of all figures (theme.ts)
const TITLE_LINE = 17; // px
const TICK_LINE = 17; // px

/** Axes whose texts fit their sides, and the room that further lines of them take, px. */
export interface FittedAxes {
  readonly axes: Readonly<Record<string, Partial<LayoutAxis>>>;
  /** For titles of y axes and of x axes with their tick labels. */
  readonly left: number;
  readonly bottom: number;
}

/** The axes of a layout by their key: 'xaxis', 'yaxis2'. */
export function axesOf(layout: FigureDesign['layout']): [string, Partial<LayoutAxis>][] {
  return Object.entries(layout).filter(([key]) => /^[xy]axis\d*$/.test(key)) as [
    string,
    Partial<LayoutAxis>,
  ][];
}

/**
 * Breaks the titles of axes, and the labels of categories below an x axis, into lines that are no longer than their side.
 *
 * @param inner size of the area within the margins, px
 */
export function fittedAxes(
  layout: FigureDesign['layout'],
  inner: { readonly width: number; readonly height: number },
): FittedAxes {
  let [left, bottom] = [0, 0];
  const axes = axesOf(layout).map(([key, axis]): [string, Partial<LayoutAxis>] => {
    const [from, to] = axis.domain ?? [0, 1];
    const upright = key.startsWith('y');
    const room = (to - from) * (upright ? inner.height : inner.width);
    const title = brokenText(withWholeUnit(axis.title?.text ?? ''), room, TITLE);
    const ticks = upright ? [] : (axis.ticktext ?? []).map(String);
    const labels = ticks.map((text) => brokenText(text, (0.94 * room) / ticks.length, TICK));
    const further = TITLE_LINE * (title.lines - 1);
    if (upright) left = Math.max(left, further);
    else
      bottom = Math.max(bottom, further + TICK_LINE * (mostLines(labels) - mostLines(ticks.map(lineCount))));
    return [
      key,
      {
        ...axis,
        ...(axis.title?.text === undefined ? {} : { title: { ...axis.title, text: title.text } }),
        ...(ticks.length === 0 ? {} : { ticktext: labels.map(({ text }) => text), tickangle: 0 }),
      },
    ];
  });
  return { axes: Object.fromEntries(axes), left, bottom };
}

/** Size of the largest label of categories, px; 0 for an axis of numbers. */
export function labelSize({ ticktext = [] }: Partial<LayoutAxis>): { width: number; height: number } {
  const labels = ticktext.map((text) => String(text).split('<br>').map(unescaped));
  return {
    width: Math.max(0, ...labels.flat().map((line) => textWidth(line, TICK))),
    height: TICK_LINE * Math.max(0, ...labels.map((lines) => lines.length)),
  };
}

interface Lines {
  readonly text: string;
  readonly lines: number;
}

/** A label as plotly reads it, broken further. */
function brokenText(label: string, room: number, style: { readonly size: number }): Lines {
  const lines = label.split('<br>').flatMap((line) => wrapped(unescaped(line), room, style));
  return {
    text: lines
      .map(plainText)
      .join('<br>')
      .replace(/\u00a0/g, ' '),
    lines: lines.length,
  };
}

/** "arousal (1 to 5)" breaks before its unit, not within. */
function withWholeUnit(title: string): string {
  return title.replace(/\([^()]*\)$/, (unit) => unit.replace(/ /g, '\u00a0'));
}

const lineCount = (text: string): Lines => ({ text, lines: text.split('<br>').length });

function mostLines(labels: readonly Lines[]): number {
  return Math.max(1, ...labels.map(({ lines }) => lines));
}

/** The text that `plainText` has made safe. */
function unescaped(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}
