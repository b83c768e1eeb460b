import { InsufficientData } from '../stats/insufficient-data';
import { PAGE_WIDTH, type Figure } from './figure';
import { axis, colours, themed } from './theme';
import type { Quantity } from './theme';
import { counted, decimals, plain, plainText, sentenceParts, withInterval } from './words';
import { wrapped } from './wrap';

/** How much one cue, or one group of features, counts. */
export interface CueImportance {
  readonly name: string;
  /** For example how much a score falls without it. */
  readonly value: number;
  /** Ends of the 95 % interval, where one was estimated. */
  readonly low?: number;
  readonly high?: number;
}

export interface ImportanceOptions {
  readonly title: string;
  /** n, and how importance was found. */
  readonly note?: string;
  readonly quantity: Quantity;
  /** Cues shown; the others are counted below the title. */
  readonly limit?: number;
}

/**
 * Importance by cue: a point per cue with its interval, those that count most above, and a line at 0. Cues without a
 * value are left out.
 *
 * @throws RangeError when no cue has a value
 */
export function importanceFigure(
  cues: readonly CueImportance[],
  { title, note, quantity, limit = 20 }: ImportanceOptions,
): Figure {
  const known = cues
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  if (known.length === 0) throw new InsufficientData('no cue has an importance; leave this figure out');
  const shown = known.slice(0, limit);
  const left = cues.length - shown.length;
  const whiskers = shown.some(({ low, high }) => low !== undefined && high !== undefined);
  const names = shown.map(({ name }) => wrapped(name, 320, { size: 12 }).map(plainText));
  const lines = names.reduce((sum, broken) => sum + broken.length, 0);
  // A line per cue from 0 to its point, with breaks between: as bars, but reading well in black and white.
  const stems = shown.flatMap(({ value }, place) => [
    [0, place],
    [value, place],
    [NaN, NaN],
  ]);
  return themed({
    title,
    subtitle: [
      ...(note === undefined ? [] : [note]),
      ...(whiskers ? ['whiskers: 95 % interval'] : []),
      ...(left > 0 ? [`${counted(left)} more that count less`] : []),
    ].join('; '),
    width: PAGE_WIDTH,
    height: 74 + 58 + Math.max(190, 10 * shown.length + 15 * lines),
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        x: plain(stems.map(([x]) => x)),
        y: plain(stems.map(([, y]) => y)),
        line: { color: '#9ecae1', width: 5 },
        hoverinfo: 'skip',
      },
      {
        type: 'scatter',
        mode: 'markers',
        x: plain(shown.map(({ value }) => value)),
        y: shown.map((_, place) => place),
        text: names.map((broken) => broken.join(' ')),
        error_x: {
          type: 'data',
          symmetric: false,
          array: plain(shown.map(({ value, high }) => (high ?? value) - value)),
          arrayminus: plain(shown.map(({ value, low }) => value - (low ?? value))),
          color: colours.black,
          thickness: 1.3,
          width: whiskers ? 4 : 0,
        },
        marker: { color: colours.blue, symbol: 'circle', size: 8 },
        hovertemplate: '%{text}: %{x:.3g}<extra></extra>',
      },
    ],
    layout: {
      xaxis: axis(quantity, { zeroline: true, zerolinecolor: colours.black, zerolinewidth: 1 }),
      yaxis: {
        ...axis({ name: '', unit: '' }, { ticks: '', showgrid: false }),
        tickvals: shown.map((_, place) => place),
        ticktext: names.map((broken) => broken.join('<br>')),
        tickfont: { size: 12 },
        range: [shown.length - 0.4, -0.6],
      },
    },
    alt: `${title}: ${quantity.name} of ${counted(shown.length)} of ${counted(cues.length)} cues, largest first. ${sentenceParts(
      shown.map(
        ({ name, value, low, high }) =>
          `${name} ${low === undefined || high === undefined ? decimals(value, 3) : withInterval(value, low, high, 3)}`,
      ),
    )}.`,
  });
}
