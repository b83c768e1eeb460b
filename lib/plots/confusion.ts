import type { Annotations } from 'plotly.js';
import type { Confusion } from '../evaluation/classification';
import type { Figure } from './figure';
import { axis, themed } from './theme';
import { counted, decimals, sentenceParts, plain, plainText } from './words';
import { wrapped } from './wrap';

export interface ConfusionOptions {
  readonly title: string;
  readonly note?: string;
}

/**
 * Confusion matrix as a heat map: each cell shows its count and its share of the true class (row).
 *
 * @throws RangeError when counts is not classes × classes
 */
export function confusionFigure({ classes, counts }: Confusion, { title, note }: ConfusionOptions): Figure {
  const size = classes.length;
  if (counts.length !== size || counts.some((row) => row.length !== size)) {
    throw new RangeError(
      `${size} classes need ${size} rows of ${size} counts; found rows of ${counts.map((row) => row.length).join(', ')}`,
    );
  }
  const totals = counts.map((row) => Array.from(row).reduce((sum, value) => sum + value, 0));
  const n = totals.reduce((sum, value) => sum + value, 0);
  const percent = counts.map((row, truth) => Array.from(row, (value) => (100 * value) / totals[truth]));
  const names = classes.map(plainText);
  const rowNames = names.map((name, truth) => `${name}<br>n = ${counted(totals[truth])}`);
  const annotations = counts.flatMap((row, truth) =>
    Array.from(row, (value, predicted): Partial<Annotations> => ({
      x: predicted,
      y: truth,
      text: `<b>${counted(value)}</b><br>${decimals(percent[truth][predicted], 1)} %`,
      showarrow: false,
      font: { size: 13, color: percent[truth][predicted] > 70 ? '#ffffff' : '#1a1a1a' },
    })),
  );
  const cell = size <= 3 ? 110 : 84;
  const labels = classes.map((name) =>
    wrapped(name, 0.8 * cell, { size: 12 })
      .map(plainText)
      .join('<br>'),
  );
  const ticks = { tickvals: classes.map((_, index) => index), showgrid: false, ticks: '' as const };
  return themed({
    title,
    subtitle: [`n = ${counted(n)}`, 'per cent of the true class', ...(note === undefined ? [] : [note])].join(
      '; ',
    ),
    width: Math.max(430, 220 + cell * size),
    height: 150 + cell * size,
    data: [
      {
        type: 'heatmap',
        z: percent.map(plain),
        zmin: 0,
        zmax: 100,
        // One hue from white to dark blue: its order survives printing in grey.
        colorscale: [
          [0, '#ffffff'],
          [0.25, '#c6dbef'],
          [0.5, '#6baed6'],
          [0.75, '#2171b5'],
          [1, '#08306b'],
        ],
        colorbar: { title: { text: '%', side: 'top' }, thickness: 12, outlinewidth: 0.5, ticks: 'outside' },
        xgap: 2,
        ygap: 2,
        hovertemplate: 'true %{y}, predicted %{x}: %{z:.1f} %<extra></extra>',
      },
    ],
    layout: {
      xaxis: axis({ name: 'predicted', unit: '' }, { ...ticks, ticktext: labels, constrain: 'domain' }),
      yaxis: axis(
        { name: 'true', unit: '' },
        { ...ticks, ticktext: rowNames, autorange: 'reversed', scaleanchor: 'x', constrain: 'domain' },
      ),
      annotations,
    },
    alt: `${title}: confusion matrix of ${counted(n)} cases. ${sentenceParts(
      classes.map(
        (name, truth) => `${decimals(percent[truth][truth], 1)} % of ${counted(totals[truth])} ${name}`,
      ),
    )} were recognised.`,
  });
}
