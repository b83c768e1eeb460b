import type { TimeDomain } from '../frames';
import { header, lines, type Lines, type TextForm } from './lines';
import { ValueReader } from './values';

/** Praat's TextGrid: an annotation in tiers. Times in s; names are Praat's. */
export interface TextGrid extends TimeDomain {
  readonly tiers: readonly Tier[];
}

export type Tier = IntervalTier | PointTier;

/** A tier of labelled intervals; a label may be empty. */
export interface IntervalTier extends TimeDomain {
  readonly class: 'IntervalTier';
  readonly name: string;
  readonly intervals: readonly Interval[];
}

/** A tier of labelled points in time. */
export interface PointTier extends TimeDomain {
  readonly class: 'TextTier';
  readonly name: string;
  readonly points: readonly Point[];
}

export interface Interval extends TimeDomain {
  readonly text: string;
}

export interface Point {
  /** s */
  readonly number: number;
  readonly mark: string;
}

/**
 * Reads a TextGrid: long or short text. It keeps intervals and points as in the file, also gaps and overlaps.
 *
 * @param source text, or bytes in UTF-8 or in UTF-16 with a byte order mark
 * @param file name of the file in errors
 * @throws Error naming the file, the line, what was found and what was expected
 *
 * Praat manual, "TextGrid file formats". Compared with Praat in test/reference/praat-files.json.
 */
export function readTextGrid(source: string | Uint8Array, file: string): TextGrid {
  const values = new ValueReader(source, file, 'TextGrid');
  const domain = values.domain();
  const size = values.exists() ? values.count('size') : 0;
  const tiers = Array.from({ length: size }, () => readTier(values));
  values.end();
  return { ...domain, tiers };
}

function readTier(values: ValueReader): Tier {
  const tierClass = values.text('class');
  if (tierClass !== 'IntervalTier' && tierClass !== 'TextTier') {
    values.fail(`"${tierClass}"`, 'the class of a tier, "IntervalTier" or "TextTier"');
  }
  const name = values.text('name');
  const domain = values.domain();
  const size = values.count('size');
  if (tierClass === 'IntervalTier') {
    const intervals = Array.from({ length: size }, () => ({ ...values.domain(), text: values.text('text') }));
    return { class: tierClass, name, ...domain, intervals };
  }
  const points = Array.from({ length: size }, () => ({
    number: values.number('number', 'time'), // "time" in files of before 2010
    mark: values.text('mark'),
  }));
  return { class: tierClass, name, ...domain, points };
}

/**
 * The text file of a TextGrid, in pieces, as Praat writes it.
 *
 * @throws RangeError for what Praat does not read back: an interval that does not end after its start, two points at one
 *   time, an interval tier without intervals; and for times that are not finite
 */
export function* textGridText(grid: TextGrid, form: TextForm = 'text'): Generator<string> {
  const line = lines[form];
  yield header('TextGrid') + domain(line, 0, grid) + line.flag('tiers?', 'exists');
  yield line.number(0, 'size', grid.tiers.length) + line.heading(0, 'item []: ');
  for (const [i, tier] of grid.tiers.entries()) {
    yield line.heading(1, `item [${i + 1}]:`);
    yield line.text(2, 'class', tier.class) + line.text(2, 'name', tier.name) + domain(line, 2, tier);
    yield* tier.class === 'IntervalTier' ? intervalLines(line, tier) : pointLines(line, tier);
  }
}

function* intervalLines(line: Lines, { name, intervals }: IntervalTier): Generator<string> {
  if (intervals.length === 0) {
    throw new RangeError(
      `tier "${name}" has no intervals; give it one with an empty text over the whole time`,
    );
  }
  yield line.number(2, 'intervals: size', intervals.length);
  for (const [i, interval] of intervals.entries()) {
    if (!(interval.xmin < interval.xmax)) {
      throw new RangeError(
        `tier "${name}": interval ${i + 1} from ${interval.xmin} to ${interval.xmax} s; it must end after it begins`,
      );
    }
    yield (
      line.heading(2, `intervals [${i + 1}]:`) +
      domain(line, 3, interval) +
      line.text(3, 'text', interval.text)
    );
  }
}

function* pointLines(line: Lines, { name, points }: PointTier): Generator<string> {
  yield line.number(2, 'points: size', points.length);
  const taken = new Set<number>();
  for (const [i, { number, mark }] of points.entries()) {
    if (taken.has(number)) {
      throw new RangeError(`tier "${name}": two points at ${number} s; move one, or join their marks`);
    }
    taken.add(number);
    yield (
      line.heading(2, `points [${i + 1}]:`) +
      line.number(3, 'number', finite(number)) +
      line.text(3, 'mark', mark)
    );
  }
}

function domain(line: Lines, depth: number, { xmin, xmax }: TimeDomain): string {
  return line.number(depth, 'xmin', finite(xmin)) + line.number(depth, 'xmax', finite(xmax));
}

function finite(time: number): number {
  if (Number.isFinite(time)) return time;
  throw new RangeError(`time ${time} s in a TextGrid; give a finite one`);
}
