import { openPredictions } from '../../legacy/artifacts';
import type { Quantity } from '../../plots/theme';
import { median } from '../../stats/summary';
import { chosenTrait, type OpenedInterviews } from '../../study/interviews/corpus';
import {
  aboveMedian,
  frameMeasures,
  isMissing,
  scoreInterviews,
  type FrameMeasure,
  type ScoredInterview,
} from '../../study/interviews/relation';
import type { WindowPrediction } from '../../tables/predictions';

/** The interviews of a corpus that have both predictions and a human score of one trait, and what the two say. */
export interface InterviewScores {
  /** The trait of the raters that is studied. */
  readonly trait: string;
  /** For a sentence: " of Excited", or nothing where the scores have no name. */
  readonly ofTrait: string;
  /** That another trait is studied than was asked for, or none. */
  readonly remark: string | undefined;
  /** Decides which persons share a fold, which splits are drawn, and which persons are resampled. */
  readonly seed: number;
  readonly each: readonly ScoredInterview[];
  /** Who speaks in each. */
  readonly persons: readonly string[];
  /** The raters' score of each. */
  readonly human: Float64Array;
  /** What that score is called, and its unit. */
  readonly score: Quantity;
  /** NaN where there is no interview. */
  readonly medianSplit: number;
  /** Whether each lies above the median. */
  readonly high: readonly boolean[];
  /** What the predictions of each interview's windows come to without learning: a share and two means. */
  readonly measures: Readonly<Record<FrameMeasure, Float64Array>>;
  /** Predictions of the windows of these and all other interviews. */
  readonly predictions: readonly WindowPrediction[];
  /** Whether the predictions are those of the original project. */
  readonly original: boolean;
  /** Warnings stored with the predictions. */
  readonly warnings: readonly string[];
  /** Windows of these interviews, and those of them in which nothing is predicted. */
  readonly windows: { readonly all: number; readonly missing: number };
  /** Interviews with a score and without a prediction. */
  readonly unpredicted: readonly string[];
}

/**
 * Reads the predictions of notebook 3 and puts them beside the raters' scores of a trait.
 *
 * @param choice.trait column of the raters' file; where the scores are of one trait alone, that one
 * @throws RangeError naming the traits there are
 * @throws Error when the predictions cannot be read
 */
export function readInterviewScores(
  corpus: OpenedInterviews,
  { trait, seed }: { readonly trait: string; readonly seed: number },
): InterviewScores {
  const { trait: studied, ofTrait, remark } = chosenTrait(corpus, trait);
  const { predictions, provenance } = openPredictions(corpus.places.predictions);
  const each = scoreInterviews(corpus.interviews, predictions, studied);
  const human = Float64Array.from(each, (one) => one.human);
  const ids = new Set(each.map(({ interview }) => interview.id));
  const windows = predictions.filter(({ interview }) => ids.has(interview));
  return {
    trait: studied,
    ofTrait,
    remark,
    seed,
    each,
    persons: each.map(({ interview }) => interview.person),
    human,
    score: { name: `human score${ofTrait}`, unit: corpus.source === 'own' ? '' : '1 to 7' },
    medianSplit: median(human),
    high: aboveMedian(human),
    measures: measuresOf(each),
    predictions,
    original: provenance === undefined,
    warnings: provenance?.warnings ?? [],
    windows: { all: windows.length, missing: windows.filter(isMissing).length },
    unpredicted: corpus.interviews
      .filter(({ id, ratings }) => Number.isFinite(ratings[studied]) && !ids.has(id))
      .map(({ id }) => id),
  };
}

function measuresOf(each: readonly ScoredInterview[]): Record<FrameMeasure, Float64Array> {
  const keys = Object.keys(frameMeasures) as FrameMeasure[];
  return Object.fromEntries(keys.map((key) => [key, Float64Array.from(each, (one) => one[key])])) as Record<
    FrameMeasure,
    Float64Array
  >;
}
