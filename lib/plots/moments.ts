import type { Annotations, Shape } from 'plotly.js';
import type { Figure } from './figure';
import type { Panel } from './panels';
import { colours } from './theme';
import { decimals, plainText } from './words';

/** A stretch of a recording worth a look. */
export interface Moment {
  readonly start: number; // s
  readonly end: number; // s
  /** What happens, as text from anywhere: it is shown as it is. */
  readonly label: string;
  /** What made it count: "pitch 1.8 SD above the speaker's mean". */
  readonly cue?: string;
}

/** A figure whose panels share one time axis, and where that lies in it. */
export interface TimedFigure extends Figure {
  readonly timeAxis: {
    /** Ends of the axis, px from the left edge of the figure. */
    readonly left: number;
    readonly right: number;
    /** Uppermost and lowest edge of the panels, px from the top. */
    readonly top: number;
    readonly bottom: number;
    /** Times at the ends, s. */
    readonly from: number;
    readonly to: number;
  };
}

/** Pale bands behind all panels for the moments, each with its number above the first panel. */
export function momentMarks(
  moments: readonly Moment[],
  panels: readonly Panel[],
): { shapes: Partial<Shape>[]; annotations: Partial<Annotations>[] } {
  const shapes = moments.flatMap(({ start, end }) =>
    panels.map(
      (panel): Partial<Shape> => ({
        type: 'rect',
        x0: start,
        x1: end,
        y0: 0,
        y1: 1,
        xref: panel.x as 'x',
        yref: `${panel.y} domain` as 'y domain',
        fillcolor: 'rgba(230,159,0,0.22)',
        line: { color: colours.black, width: 0.8, dash: 'dot' },
        layer: 'below',
      }),
    ),
  );
  const annotations = moments.map(
    (moment, index): Partial<Annotations> => ({
      text: `<b>${index + 1}</b>`,
      hovertext: plainText(momentText(moment, index)),
      x: (moment.start + moment.end) / 2,
      y: 1,
      xref: panels[0].x as 'x',
      yref: `${panels[0].y} domain` as 'y domain',
      yanchor: 'top',
      yshift: -1,
      showarrow: false,
      font: { size: 11 },
    }),
  );
  return { shapes, annotations };
}

/** "1 (12.0–16.0 s): laughs, pitch 1.8 SD above the mean". */
export function momentText({ start, end, label, cue }: Moment, index: number): string {
  const when = `${decimals(start, 1)}–${decimals(end, 1)} s`;
  return `${index + 1} (${when}): ${label}${cue === undefined ? '' : `, ${cue}`}`;
}
