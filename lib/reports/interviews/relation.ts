import type { Channel } from '../../audio/signal';
import type { Report } from '../../notebook/report';
import { openInterviews, type OpenedInterviews } from '../../study/interviews/corpus';
import type { Places } from '../../study/places';
import { mergedResults } from '../results';
import { Study } from '../study';
import { raterCeiling, type CeilingReport } from './ceiling';
import { scoreIntervals } from './certainty';
import { learnDirectly, type DirectScores } from './direct';
import { endsOfTheScale } from './ends';
import { windowAttention, windowRidge } from './from-windows';
import { inResultOrder } from './result-order';
import { scoredInterviews, type ScoredInterviews } from './scored';
import { speechRelation, type SpeechOptions, type SpeechRelation } from './speech-relation';
import { interviewsUnlikeOthers } from './unlike-others';
import type { Way, WaySource } from './way';
import { relateWays, type Ways } from './ways';
import { wholeInterviews, type WholeInterviews } from './whole';

/** What notebook 4 may be opened with; each has a default. */
export interface RelationStudyOptions {
  /** Folder of recordings and CSV of scores for recordings of one's own; both empty for those of the data folder. */
  readonly recordings?: string;
  readonly scores?: string;
  /** Decides which persons share a fold, which splits are drawn, and which persons are resampled. */
  readonly seed?: number;
}

/** Notebook 4: how predictions of windows, and models of whole interviews, relate to what raters said of the interviews. */
export class RelationStudy extends Study {
  constructor(
    private readonly corpus: OpenedInterviews,
    private readonly seed: number,
  ) {
    super('analyzing_relationship_frame_and_interview_level', corpus.places);
  }

  /**
   * The interviews that have both predictions and a human score.
   *
   * @param trait column of the raters' file; where the scores are of one trait alone, that one
   * @throws RangeError naming the traits there are
   * @throws Error when the predictions of notebook 3 cannot be read
   */
  interviews(trait: string): ScoredInterviews {
    return scoredInterviews(this.corpus, { trait, seed: this.seed });
  }

  /** Learns the human score from a summary of each interview's windows, by ridge regression. */
  learnFromWindows(interviews: ScoredInterviews): Promise<Report & Way> {
    return windowRidge(this, interviews);
  }

  /** Learns the human score from the windows in their order, by attention; where that is not wanted, this way is left out. */
  learnByAttention(
    interviews: ScoredInterviews,
    { wanted }: { readonly wanted: boolean },
  ): Promise<Report & Way> {
    return windowAttention(this, interviews, wanted);
  }

  /**
   * Relates how the interviewees speak and take turns to the human score: shares of speech, pauses, turns, answers.
   *
   * @param options.channel     where the interviewee is heard
   * @param options.interviewee who of two voices in one track it is: who speaks more unless given, `'A'` (heard first), `'B'`, a
   *   recording of the interviewee alone, or a folder with one of each participant
   * @throws Error where there is no such recording or folder
   */
  speech(interviews: ScoredInterviews, options: SpeechOptions): Promise<SpeechRelation> {
    return speechRelation(this.places, interviews, options);
  }

  /**
   * Measures each interview as a whole, beside the columns of any table in `data_interview/Features/`.
   *
   * @param measuring.set     feature set by name
   * @param measuring.channel where the interviewee is heard: `'left'`, `'right'`, `'mix'` or the number of a channel from 0
   * @param measuring.speech  whose columns stand beside those of the set; none unless given
   * @throws Error naming file, line and column when a table cannot be read
   */
  measureWhole(
    interviews: ScoredInterviews,
    measuring: {
      readonly set: string;
      readonly channel: Channel;
      readonly speech?: SpeechRelation | undefined;
    },
  ): Promise<WholeInterviews> {
    return wholeInterviews(this.places, interviews, measuring);
  }

  /**
   * Learns every trait from whole interviews, persons left out one by one and in random 80/20 splits.
   *
   * @param options.splits how many random splits
   */
  learnFromWhole(whole: WholeInterviews, options: { readonly splits: number }): Promise<DirectScores> {
    return learnDirectly(this, whole, options);
  }

  /** How reliable the raters are, and the largest r with their mean that a prediction can be expected to reach. */
  ceiling(interviews: ScoredInterviews): Promise<CeilingReport> {
    return raterCeiling(this, interviews);
  }

  /**
   * Relates ways of scoring interviews to the human score.
   *
   * @param ways by key: what a step has learned, a score for each interview, or a list of these, whose mean is taken
   * @throws RangeError naming a way that has not one score for each interview
   */
  relate<Key extends string>(
    interviews: ScoredInterviews,
    ways: Readonly<Record<Key, WaySource>>,
    { ceiling }: { readonly ceiling?: CeilingReport } = {},
  ): Ways<Key> {
    return relateWays(interviews, ways, ceiling?.r ?? NaN);
  }

  /** The interviews that raters scored lowest and highest, to be heard where the voices are synthetic. */
  ends(whole: WholeInterviews): Promise<Report> {
    return endsOfTheScale(this.places, whole);
  }

  /**
   * Intervals of single scores predicted from whole interviews.
   *
   * @param options.level probability with which an interval is to hold the human score
   */
  intervals(whole: WholeInterviews, options: { readonly level: number }): Promise<Report> {
    return scoreIntervals(this, whole, options);
  }

  /** Interviews that lie outside those of the other persons. */
  unlikeOthers(whole: WholeInterviews): Promise<Report> {
    return interviewsUnlikeOthers(this, whole);
  }

  override save(...reports: readonly Report[]): void {
    const results = inResultOrder(mergedResults(reports.map((report) => report.toJSON?.() ?? {})));
    super.save({ kind: 'report', parts: [], toJSON: () => results });
  }
}

/**
 * Opens notebook 4 on the interviews of the data folder or on recordings of one's own.
 *
 * @throws Error when `recordings` is given without `scores`, or one of them is not there
 */
export async function openRelationStudy(
  places: Places,
  { recordings = '', scores = '', seed = 42 }: RelationStudyOptions = {},
): Promise<RelationStudy> {
  return new RelationStudy(await openInterviews(places, { recordings, scores }), seed);
}
