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

/**
 * Pale bands behind all panels for the moments, each with its number in the first panel.
 *
 * @param duration of the recording, s
 * @throws RangeError when a moment is no stretch of the recording
 */
export function momentMarks(
  moments: readonly Moment[],
  panels: readonly Panel[],
  duration: number,
): { shapes: Partial<Shape>[]; annotations: Partial<Annotations>[] } {
  for (const { start, end, label } of moments) {
    // Windows may end a hair behind the recording.
    if (start >= 0 && start <= end && end <= duration + 0.05) continue;
    throw new RangeError(
      `moment '${label}' from ${start} to ${end} s; take a stretch between 0 and ${duration.toFixed(2)} s`,
    );
  }
  const shapes = moments.flatMap(({ start, end }) =>
    panels.map((panel): Partial<Shape> => ({
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
    })),
  );
  const annotations = moments.map((moment, index): Partial<Annotations> => ({
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
  }));
  return { shapes, annotations };
}

/** "1 (12.0–16.0 s): laughs, pitch 1.8 SD above the mean". */
export function momentText({ start, end, label, cue }: Moment, index: number): string {
  const when = `${decimals(start, 1)}–${decimals(end, 1)} s`;
  return `${index + 1} (${when}): ${label}${cue === undefined ? '' : `, ${cue}`}`;
}
