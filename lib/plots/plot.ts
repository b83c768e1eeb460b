import { valueCounts } from '../stats/value-counts';
import { columnInfo, numbersOf, textsOf, type FrameLike } from '../tables/columns';
import { barFigure } from './bars';
import { boxPlot } from './box';
import { emotionPlane } from './emotion-plane';
import { emotionName } from './emotions';
import type { Figure } from './figure';
import { histogram as histogramOf } from './histogram';
import { lineFigure } from './lines';
import { scatterFigure } from './scatter';
import type { Quantity } from './theme';
import { counted, listed } from './words';

export { beside } from './beside';
export { contour, spectrogram, waveform } from './sound';

/** What every figure of a frame takes. */
export interface PlotOptions {
  /** Where left out, it names the columns. */
  readonly title?: string;
  /** A line below the title. */
  readonly note?: string;
  /** A column whose values tell groups apart. */
  readonly by?: string;
}

/**
 * One column against another, with the line of least squares and Pearson's r.
 *
 * @example
 * show(plot.scatter(table, 'loudness_sma3_amean', 'jitterLocal_sma3nz_amean', { by: 'speaker' }));
 */
export function scatter(
  frame: FrameLike,
  x: string,
  y: string,
  {
    title,
    note,
    by,
    labels,
  }: PlotOptions & { /** A column that names the points. */ readonly labels?: string } = {},
): Figure {
  return scatterFigure(numbersOf(frame, x), numbersOf(frame, y), {
    title: title ?? `${y} by ${x}`,
    note,
    x: quantityOf(frame, x),
    y: quantityOf(frame, y),
    ...(by === undefined ? {} : { groups: fewGroups(textsOf(frame, by)) }),
    ...(labels === undefined ? {} : { labels: textsOf(frame, labels) }),
  });
}

/**
 * Columns over another one, which rises: predictions over time, a score over a setting.
 *
 * @example
 * show(plot.line(frame({ time: [2, 4, 6], arousal: [2, 3, 2.5] }), 'time', 'arousal'));
 */
export function line(
  frame: FrameLike,
  x: string,
  y: string | readonly string[],
  { title, note = '' }: Omit<PlotOptions, 'by'> = {},
): Figure {
  const columns = typeof y === 'string' ? [y] : y;
  const at = numbersOf(frame, x);
  return lineFigure(
    columns.map((name) => ({ name, x: at, y: numbersOf(frame, name) })),
    {
      title: title ?? `${columns.join(', ')} over ${x}`,
      note,
      x: quantityOf(frame, x),
      y:
        columns.length === 1
          ? quantityOf(frame, columns[0])
          : { name: columns.join(', '), unit: quantityOf(frame, columns[0]).unit },
    },
  );
}

/**
 * Distribution of a column, or of several of one unit, with the normal curve of the same mean and SD: a panel for each column
 * and, with `by`, for each group.
 *
 * @throws RangeError for columns of different units, and for a column that is not there
 *
 * @example
 * show(plot.histogram(table, 'loudness_sma3_amean'));
 */
export function histogram(
  frame: FrameLike,
  column: string | readonly string[],
  { title, note, by }: PlotOptions = {},
): Figure {
  const columns = typeof column === 'string' ? [column] : column;
  const units = new Set(columns.map((name) => columnInfo(frame, name).unit));
  if (units.size > 1)
    throw new RangeError(`${listed(columns)} have different units; draw a histogram of each`);
  const name = listed(columns);
  return histogramOf(
    columns.flatMap((one) =>
      groupsOf(frame, one, by).map((group) =>
        columns.length === 1 ? group : { ...group, name: [one, group.name].filter(Boolean).join(', ') },
      ),
    ),
    {
      title: title ?? (by === undefined ? name : `${name} by ${by}`),
      note,
      quantity: { name, unit: [...units].join() },
    },
  );
}

/**
 * A column by group: boxes, every value, and the shape of the distribution.
 *
 * @example
 * show(plot.box(table, 'loudness_sma3_amean', { by: 'speaker' }));
 */
export function box(
  frame: FrameLike,
  column: string,
  { title, note, by }: PlotOptions & { readonly by: string },
): Figure {
  return boxPlot(groupsOf(frame, column, by), {
    title: title ?? titleOf(frame, column),
    note,
    quantity: quantityOf(frame, column),
    groupedBy: by,
  });
}

/**
 * How many rows have each value of a column.
 *
 * @example
 * show(plot.count(table, 'speaker'));
 */
export function count(frame: FrameLike, column: string, { title, note }: PlotOptions = {}): Figure {
  const values = textsOf(frame, column);
  const groups = fewGroups(values);
  const rest = groups.find((name, row) => name !== values[row]);
  // The others, which may be many, come last.
  const counts = new Map(
    [...valueCounts(groups)].sort(([a], [b]) => Number(a === rest) - Number(b === rest)),
  );
  return barFigure([...counts.keys()].map(emotionName), [{ name: 'rows', values: [...counts.values()] }], {
    title: title ?? `Rows by ${column}`,
    note: note ?? `n = ${counted(values.length)}`,
    quantity: { name: 'rows', unit: '' },
    digits: 0,
  });
}

/**
 * Rows in the plane of `valence` and `arousal`, told apart by `emotion`.
 *
 * @example
 * show(plot.plane(frame([{ valence: 2, arousal: 4, emotion: 'ang' }, { valence: 4, arousal: 3.5, emotion: 'hap' }])));
 */
export function plane(frame: FrameLike, { title, note }: PlotOptions = {}): Figure {
  const panel = {
    name: 'rated',
    valence: numbersOf(frame, 'valence'),
    arousal: numbersOf(frame, 'arousal'),
    emotions: textsOf(frame, 'emotion'),
    jitter: 0.08,
  };
  return emotionPlane([panel], { title: title ?? 'Valence and arousal', note, density: true });
}

function groupsOf(frame: FrameLike, column: string, by: string | undefined) {
  const values = numbersOf(frame, column);
  if (by === undefined) return [{ name: '', values }];
  const rows = new Map<string, number[]>();
  fewGroups(textsOf(frame, by)).forEach((name, row) => {
    const group = rows.get(name);
    if (group === undefined) rows.set(name, [row]);
    else group.push(row);
  });
  return [...rows].map(([name, own]) => ({ name: emotionName(name), values: own.map((row) => values[row]) }));
}

/** As many groups as a figure has looks and room for. */
const GROUPS = 8;

/** The group of each row; of more than eight the seven largest keep their names, the others are one. */
function fewGroups(names: readonly string[]): readonly string[] {
  const counts = valueCounts(names);
  if (counts.size <= GROUPS) return names;
  const kept = new Set([...counts.keys()].slice(0, GROUPS - 1));
  const others = `${counted(counts.size - kept.size)} others`;
  return names.map((name) => (kept.has(name) ? name : others));
}

function quantityOf(frame: FrameLike, column: string): Quantity {
  return { name: column, unit: columnInfo(frame, column).unit };
}

/** "f0_mean: mean of pitch". */
function titleOf(frame: FrameLike, column: string): string {
  const { meaning } = columnInfo(frame, column);
  return meaning === '' ? column : `${column}: ${meaning}`;
}
