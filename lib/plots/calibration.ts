import type { Figure } from './figure';
import { axis, colours, themed } from './theme';
import { counted, decimals, plain, sentenceParts } from './words';

/** Rows whose predicted probability is about the same. */
export interface CalibrationBin {
  /** Mean predicted probability. */
  readonly predicted: number;
  /** Share of positives. */
  readonly observed: number;
  /** Ends of the 95 % interval of that share. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

export interface CalibrationOptions {
  readonly title: string;
  readonly note?: string;
}

const LEFT = 68;
const SIDE = 360; // of the upper panel
const GAP = 22;
const COUNTS = 76; // height of the lower panel

/**
 * Reliability diagram: share of positives against predicted probability, with 95 % intervals and the line of perfect
 * calibration; below it, how many rows each point stands for. Bins without rows are left out.
 *
 * M. H. DeGroot, S. E. Fienberg (1983), "The comparison and evaluation of forecasters", The Statistician 32: 12-22.
 */
export function calibrationFigure(
  bins: readonly CalibrationBin[],
  { title, note }: CalibrationOptions,
): Figure {
  const filled = bins.filter(({ count }) => count > 0);
  const n = filled.reduce((sum, { count }) => sum + count, 0);
  const x = plain(filled.map(({ predicted }) => predicted));
  const inner = SIDE + GAP + COUNTS;
  const range = [-0.02, 1.02];
  return themed({
    title,
    subtitle: [
      `n = ${counted(n)}`,
      'whiskers: 95 % interval; dashed: perfect calibration',
      ...(note === undefined ? [] : [note]),
    ].join('; '),
    width: LEFT + SIDE + 24,
    height: 74 + inner + 58,
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        x: [0, 1],
        y: [0, 1],
        line: { color: colours.grey, width: 1.2, dash: 'dash' },
        hoverinfo: 'skip',
      },
      {
        type: 'scatter',
        mode: 'lines+markers',
        x,
        y: plain(filled.map(({ observed }) => observed)),
        error_y: {
          type: 'data',
          symmetric: false,
          array: plain(filled.map(({ observed, high }) => high - observed)),
          arrayminus: plain(filled.map(({ observed, low }) => observed - low)),
          color: colours.black,
          thickness: 1.3,
          width: 4,
        },
        line: { color: colours.blue, width: 1.5 },
        marker: { color: colours.blue, symbol: 'circle', size: 8 },
        customdata: filled.map(({ count }) => count),
        hovertemplate: 'predicted %{x:.2f}, observed %{y:.2f}, n = %{customdata}<extra></extra>',
      },
      {
        type: 'bar',
        x,
        y: plain(filled.map(({ count }) => count)),
        width: 0.03,
        marker: { color: '#9ecae1', line: { color: '#4d4d4d', width: 0.6 } },
        hovertemplate: '%{y} at %{x:.2f}<extra></extra>',
        yaxis: 'y2',
      },
    ],
    layout: {
      xaxis: axis({ name: 'predicted probability', unit: '' }, { range, dtick: 0.2, anchor: 'y2' }),
      yaxis: axis(
        { name: 'share of positives', unit: '' },
        { range, dtick: 0.2, domain: [(GAP + COUNTS) / inner, 1] },
      ),
      yaxis2: axis({ name: 'count', unit: '' }, { domain: [0, COUNTS / inner], nticks: 3 }),
      margin: { l: LEFT, r: 24, t: 74, b: 58 },
    },
    alt: `${title}: calibration of ${counted(n)} predictions. ${sentenceParts(
      filled.map(
        ({ predicted, observed, low, high, count }) =>
          `predicted ${decimals(predicted, 2)}, observed ${decimals(observed, 2)} [${decimals(low, 2)}, ${decimals(high, 2)}], n = ${counted(count)}`,
      ),
    )}.`,
  });
}
