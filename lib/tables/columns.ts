import { featureSets } from '../features/sets';

/** What a column of a table says about itself. */
export interface ColumnInfo {
  /** Unit as printed on an axis: 'Hz', 'dB', 's', '1 to 5', '' for a pure number. */
  readonly unit: string;
  /** Decimals shown; where left out they follow from the values. */
  readonly digits?: number;
  /** One line: what the number says. */
  readonly meaning: string;
}

const rating = (meaning: string): ColumnInfo => ({ unit: '1 to 5', digits: 2, meaning });

const prediction = (scale: string): ColumnInfo => ({
  unit: '1 to 5',
  digits: 2,
  meaning: `${scale} as predicted by a model that has not heard the voice`,
});
const error = (scale: string): ColumnInfo => ({
  unit: 'scale points',
  digits: 2,
  meaning: `${scale}, predicted minus rated`,
});

/** Columns of labels and predictions; those of feature sets describe themselves. */
const known: Readonly<Record<string, ColumnInfo>> = {
  valence: rating('how pleasant an utterance sounds'),
  arousal: rating('how excited an utterance sounds'),
  dominance: rating('how dominant an utterance sounds'),
  arousal_predicted: prediction('arousal'),
  arousal_error: error('arousal'),
  valence_predicted: prediction('valence'),
  valence_error: error('valence'),
  agreement: { unit: '', digits: 2, meaning: 'share of annotators who named the emotion' },
  duration: { unit: 's', digits: 2, meaning: 'length' },
  length: { unit: 's', digits: 2, meaning: 'from begin to end of the utterance' },
  start: { unit: 's', digits: 2, meaning: 'begin within the recording' },
  end: { unit: 's', digits: 2, meaning: 'end within the recording' },
  time: { unit: 's', digits: 3, meaning: 'time within the recording' },
  excited: { unit: '', digits: 2, meaning: 'probability of excitement' },
  probability: { unit: '', digits: 2, meaning: 'probability of excitement' },
  n: { unit: '', digits: 0, meaning: 'number of rows' },
};

/** Descriptions that were given for one frame. */
const described = new WeakMap<object, Readonly<Record<string, ColumnInfo>>>();

/** Describes columns of a table; a description holds for this table alone. */
export function describeColumns(table: object, columns: Readonly<Record<string, ColumnInfo>>): void {
  described.set(table, { ...described.get(table), ...columns });
}

/**
 * What a column says about itself: as given for its table, else as its feature set or the labels describe the name, also
 * behind a suffix of a grouped column (`valence_mean`, `f0_mean_std`). Without a description unit and meaning are empty.
 */
export function columnInfo(table: object, name: string): ColumnInfo {
  const own = given(table, name) ?? named(name);
  if (own !== undefined) return own;
  const [, base, suffix] = /^(.+)_(mean|std|min|max|median|sum|count)$/.exec(name) ?? [];
  if (suffix === 'count') return { unit: '', digits: 0, meaning: `number of values of ${base}` };
  const info = base === undefined ? undefined : (given(table, base) ?? named(base));
  return info === undefined
    ? { unit: '', meaning: '' }
    : { ...info, meaning: `${suffix} of ${info.meaning}` };
}

function given(table: object, name: string): ColumnInfo | undefined {
  const columns = described.get(table);
  return columns !== undefined && Object.hasOwn(columns, name) ? columns[name] : undefined;
}

let features: Map<string, ColumnInfo> | undefined;

function named(name: string): ColumnInfo | undefined {
  if (Object.hasOwn(known, name)) return known[name];
  features ??= new Map(
    featureSets.flatMap((set) => set.features.map(({ name, unit, meaning }) => [name, { unit, meaning }])),
  );
  return features.get(name);
}

/** The part of a danfo DataFrame that figures and tables read; named here, because importing danfo takes seconds. */
export interface FrameLike {
  readonly columns: string[];
  readonly index: (string | number)[];
  readonly shape: number[];
  readonly values: unknown;
}

/**
 * The values of a column.
 *
 * @throws RangeError naming the nearest columns when there is none of that name
 */
export function columnValues(frame: FrameLike, name: string): unknown[] {
  checkFrame(frame);
  const column = frame.columns.indexOf(name);
  if (column < 0) {
    throw new RangeError(`there is no column ${name}; ${nearestNames(name, frame.columns)}`);
  }
  return (frame.values as unknown[]).map((row) => (Array.isArray(row) ? (row[column] as unknown) : row));
}

/** Whether a cell holds nothing: null, undefined or NaN. */
export function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

/** @throws TypeError when a value is no frame, a promise of one for instance */
export function checkFrame(frame: FrameLike): void {
  if (Array.isArray(frame.columns)) return;
  throw new TypeError(
    'then' in frame
      ? 'a frame is wanted, and this is a promise of one: put `await` before measure(…)'
      : 'a frame is wanted, as measure(…) and frame(…) give one',
  );
}

/** The values of a column of numbers; what is missing is NaN. */
export function numbersOf(frame: FrameLike, name: string): Float64Array {
  return Float64Array.from(columnValues(frame, name), (value) => {
    if (value === null || value === undefined) return NaN;
    if (typeof value === 'number') return value;
    throw new TypeError(
      `column ${name} holds ${JSON.stringify(value)}, which is no number; take another column`,
    );
  });
}

/** The values of a column as text; what is missing is empty. */
export function textsOf(frame: FrameLike, name: string): string[] {
  return columnValues(frame, name).map((value) =>
    value === null || value === undefined ? '' : String(value as string | number | boolean),
  );
}

const SHOWN = 12;

/** "did you mean loudness_sma3_amean or …? There are 88 columns": those that share most pieces of three letters. */
function nearestNames(name: string, names: readonly string[]): string {
  if (names.length <= SHOWN) return `there are ${names.join(', ')}`;
  const wanted = piecesOf(name);
  const likeness = (other: string): number => {
    const pieces = piecesOf(other);
    const shared = [...wanted].filter((piece) => pieces.has(piece)).length;
    return shared / Math.sqrt(Math.max(1, wanted.size) * Math.max(1, pieces.size));
  };
  const near = names
    .map((other) => ({ other, likeness: likeness(other) }))
    .filter((one) => one.likeness > 0.3)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, 3)
    .map(({ other }) => other);
  const meant =
    near.length === 0
      ? `there are ${names.slice(0, SHOWN).join(', ')}`
      : `did you mean ${near.join(' or ')}?`;
  return near.length === 0
    ? `${meant} and ${names.length - SHOWN} more`
    : `${meant} There are ${names.length} columns`;
}

function piecesOf(name: string): Set<string> {
  const word = ` ${name.toLowerCase()} `;
  return new Set(Array.from({ length: Math.max(0, word.length - 2) }, (_, i) => word.slice(i, i + 3)));
}
