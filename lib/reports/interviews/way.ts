import { frameMeasures } from '../../study/interviews/relation';

/** One way of scoring whole interviews, to be compared with others. */
export interface Way {
  /** One per interview, NaN where there is none; null where this way is left out altogether. */
  readonly scores: Float64Array | null;
  /** The speakers of the interviews it learned from, where these are not all. */
  readonly persons?: readonly string[];
  /** What the results file says of it beside its agreement with the human score. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A way, its scores, or several ways whose mean is taken: no weight is fitted. */
export type WaySource = Way | Float64Array | readonly number[] | readonly WaySource[];

/**
 * The scores of a way; null where it is left out, as the mean is of which one way is left out.
 *
 * @throws RangeError naming the way when it has not one score for each interview
 */
export function scoresOf(key: string, source: WaySource, interviews: number): Float64Array | null {
  const scores = isList(source)
    ? scoresOfList(key, source, interviews)
    : source instanceof Float64Array
      ? source
      : source.scores;
  if (scores !== null && scores.length !== interviews)
    throw new RangeError(
      `${key} has ${scores.length} scores for ${interviews} interviews; give one for each`,
    );
  return scores;
}

// One type for both kinds of list: TypeScript before 5.2, which a stock tslab has, finds no array methods on a union of arrays.
type List = readonly (number | WaySource)[];

function scoresOfList(key: string, list: List, interviews: number): Float64Array | null {
  if (isNumbers(list)) return Float64Array.from(list);
  const sum = new Float64Array(interviews);
  for (const source of list) {
    if (typeof source === 'number') throw new RangeError(`${key} mixes numbers with ways; give either`);
    const scores = scoresOf(key, source, interviews);
    if (scores === null) return null;
    scores.forEach((score, i) => (sum[i] += score));
  }
  return sum.map((total) => total / list.length);
}

function isList(source: WaySource): source is readonly number[] | readonly WaySource[] {
  return Array.isArray(source);
}

function isNumbers(list: List): list is readonly number[] {
  const items: readonly unknown[] = list; // of a union of lists TypeScript 5.0 finds no `every`
  return items.every((one) => typeof one === 'number');
}

/** Scores of a way that lacks data: NaN for each interview. */
export function notLearned(interviews: number): Float64Array {
  return new Float64Array(interviews).fill(NaN);
}

/** What the results file says of a way beside its agreement with the human score. */
export function detailsOf(source: WaySource): Way['details'] {
  return isWay(source) ? source.details : undefined;
}

/** The speakers of the interviews that a way learned from, where it says so. */
export function speakersOf(source: WaySource | undefined): Way['persons'] {
  return source !== undefined && isWay(source) ? source.persons : undefined;
}

/** What a way is called in tables and figures; without a name of its own, by its key. */
export function nameOfWay(key: string): string {
  return Object.hasOwn(names, key) ? names[key] : key;
}

const names: Readonly<Record<string, string>> = {
  ...frameMeasures,
  framesLearned: 'learned from windows',
  framesAttended: 'attention over windows',
  direct: 'learned from whole interviews',
  fused: 'both learned, averaged',
};

function isWay(source: WaySource): source is Way {
  return 'scores' in source;
}
