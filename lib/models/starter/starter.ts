import type { RobustNormalizer } from '../data/normalizer';
import type { Ridge } from '../linear/ridge';
import type { NoveltyDetector } from '../selection/novelty';
import type { Fitted } from '../selection/recipes';
import type { ExpectedFeatures } from '../storage/read-model';

/*
 * The starter model of arousal, for those who have no corpus: made by scripts/starter.ts, described in docs/starter.md.
 */

/** A ridge regression on standardized columns, as it is stored. */
export interface StoredRidge {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly weights: readonly number[];
  readonly bias: number;
}

/** What `arousal.json` holds. */
export interface StarterFile {
  readonly format: typeof STARTER_FORMAT;
  readonly target: 'arousal';
  readonly features: { readonly name: string; readonly version: number; readonly columns: readonly string[] };
  /** Penalty of both ridge regressions. */
  readonly penalty: number;
  /** Of columns as measured. */
  readonly raw: StoredRidge;
  /** Of columns on each speaker's own scale. */
  readonly own: StoredRidge;
  /** Median and interquartile range of the training rows' columns, and the distance that 99 % of the rows do not reach. */
  readonly usual: {
    readonly median: readonly number[];
    readonly interquartileRange: readonly number[];
    readonly limit: number;
  };
  /** Recordings, protocol and scores, for people: see docs/starter.md. */
  readonly card: StarterCard;
}

/** A score with its 95 % interval, speakers resampled. */
export interface CardScore {
  readonly value: number;
  readonly ci95: readonly [low: number, high: number];
}

/** Correlation and concordance with the ratings. */
export interface CardScores {
  readonly r: CardScore;
  readonly ccc: CardScore;
}

/** Scores under one change of the recordings. */
export interface ChangeScores {
  readonly change: string;
  readonly raw: CardScores;
  readonly own: CardScores;
  /** As it is used: moments on the speaker's own scale, about the level of the columns as measured. */
  readonly together: CardScores;
}

/** How the starter model was made and how good it is. */
export interface StarterCard {
  readonly training: {
    readonly recordings: number;
    readonly speakers: number;
    readonly emotions: Readonly<Record<string, number>>;
  };
  readonly test: { readonly recordings: number; readonly speakers: number };
  readonly candidates: readonly { readonly name: string; readonly raw: number; readonly own: number }[];
  /** EmoDB, the speaker left out. */
  readonly leftOut: readonly ChangeScores[];
  readonly ravdess: readonly ChangeScores[];
}

/** The starter model, ready to predict. */
export interface Starter {
  /** Predicts from columns as measured. */
  readonly raw: Fitted<Ridge>;
  /** Predicts from columns on the speaker's own scale (`scaleBySpeaker`). */
  readonly own: Fitted<Ridge>;
  /** Knows what its training recordings measure. */
  readonly novelty: NoveltyDetector;
}

export const STARTER_FORMAT = 'sentiment-audio-analysis/starter/1';

/** What to do about a damaged file. */
export const STARTER_REMEDY: string = 'restore the file: git checkout lib/models/starter/arousal.json';

/**
 * The starter model of arousal, opened from what its file holds. Nothing of Node is used, so that a page can do it, too.
 *
 * @param value    the file's content, parsed as JSON
 * @param expected the feature set that will be measured
 * @param file     named in errors
 * @throws Error when it is damaged, or made for another version of the feature set
 */
export function openStarter(
  value: unknown,
  expected: ExpectedFeatures,
  file: string = 'arousal.json',
): Starter {
  const stored = withFormat(value, file);
  const wanted = `${expected.name} version ${expected.version}`;
  const found = `${stored.features?.name} version ${stored.features?.version}`;
  const features = expected.features;
  if (found !== wanted || stored.features?.columns?.join() !== features.join())
    throw new Error(
      `${file}: made for the feature set ${found}, and ${wanted} is measured; ${STARTER_REMEDY}`,
    );
  const numbers = (name: string, values: unknown): Float64Array => {
    if (Array.isArray(values) && values.length === features.length && values.every(Number.isFinite))
      return Float64Array.from(values as readonly number[]);
    throw new Error(`${file}: '${name}' is no list of ${features.length} numbers; ${STARTER_REMEDY}`);
  };
  const number = (name: string, value: unknown): number => {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw new Error(
      `${file}: '${name}' is ${JSON.stringify(value) ?? 'missing'}, expected a number; ${STARTER_REMEDY}`,
    );
  };
  const ridge = (name: 'raw' | 'own'): Fitted<Ridge> => {
    const part = stored[name];
    const of = (field: 'mean' | 'deviation' | 'weights') => numbers(`${name}.${field}`, part?.[field]);
    const bias = number(`${name}.bias`, part?.bias);
    const settings = { penalty: number('penalty', stored.penalty) };
    return {
      normalizer: { kind: 'standard', features, mean: of('mean'), deviation: of('deviation') },
      model: { kind: 'ridge', features, weights: of('weights'), bias, settings },
    };
  };
  const usual: RobustNormalizer = {
    kind: 'robust',
    features,
    median: numbers('usual.median', stored.usual?.median),
    interquartileRange: numbers('usual.interquartileRange', stored.usual?.interquartileRange),
  };
  const limit = number('usual.limit', stored.usual?.limit);
  return { raw: ridge('raw'), own: ridge('own'), novelty: { normalizer: usual, limit } };
}

/** What the file holds, with everything but its format unchecked. */
function withFormat(value: unknown, file: string): Unchecked<StarterFile> {
  const stored = (value ?? {}) as Unchecked<StarterFile>;
  if (stored.format === STARTER_FORMAT) return stored;
  const format = JSON.stringify(stored.format) ?? 'missing';
  throw new Error(`${file}: format is ${format}, this program reads ${STARTER_FORMAT}; ${STARTER_REMEDY}`);
}

/** A value from a file: any field may be missing. */
type Unchecked<T> = T extends object ? { readonly [K in keyof T]?: Unchecked<T[K]> } : T;
