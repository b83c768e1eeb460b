import type { Frame } from '../../frames/frame';
import { reportOf, type Report } from '../../notebook/report';
import type { Figure } from '../../plots/figure';
import { linearFit } from '../../stats/linear-fit';
import { relate, type Relation } from '../../study/interviews/relation';
import type { ColumnInfo } from '../../tables/columns';
import { answerFrom, type Answer } from './answer';
import { interviewFrame } from './interview-frame';
import type { InterviewScores } from './interview-scores';
import { relationBars, relationCurves, relationTable } from './relation-figures';
import { detailsOf, nameOfWay, scoresOf, speakersOf, type WaySource } from './way';

/** Ways of scoring interviews, each related to the human score. */
export interface Ways<Key extends string = string> extends Report {
  /** By key; without those that are left out. */
  readonly scores: Readonly<Partial<Record<Key, Float64Array>>>;
  readonly relations: Readonly<Partial<Record<Key, Relation>>>;
  /** r of each way with the human score, with its interval. */
  bars(): Figure;
  /** Telling interviews above the median from the others. */
  roc(): Figure;
  /** A row per interview: `interview`, `person`, `take`, `human` (the raters' score), and the score of each way. */
  frame(): Frame;
  /**
   * Pairs of ways compared by their r with the human score, on the same resampled persons, and the answer in words to the
   * study's question, which is the pair `framesLearned`, `direct`. Pairs with a way that is left out are not compared.
   *
   * @param pairs keys of two ways each; the difference is r of the second less r of the first
   * @throws RangeError for the key of no way
   */
  compare(pairs: readonly (readonly [Key, Key])[]): Answer;
}

/**
 * Relates ways of scoring interviews to the human score: correlation, area under the ROC curve for interviews above the
 * median, their intervals with persons resampled, and the share of the ceiling that is reached.
 *
 * @param sources ways by key; several in a list stand for the mean of their scores
 * @param ceiling the largest r that can be expected, NaN where it is unknown
 * @throws RangeError naming a way that has not one score for each interview
 */
export function relateWays<Key extends string>(
  interviews: InterviewScores,
  sources: Readonly<Record<Key, WaySource>>,
  ceiling: number,
): Ways<Key> {
  const { human, persons, seed, ofTrait } = interviews;
  const given: Readonly<Record<string, WaySource>> = sources;
  const scores: Record<string, Float64Array> = {};
  for (const [key, source] of Object.entries(given)) {
    const found = scoresOf(key, source, human.length);
    if (found !== null) scores[key] = found;
  }
  const keys = Object.keys(scores);
  const relations = Object.fromEntries(keys.map((key) => [key, relate(scores[key], human, persons, seed)]));
  return {
    ...reportOf([relationTable(relations, ceiling, ofTrait)], {
      ...Object.fromEntries(
        keys.map((key) => [
          key,
          { ...relations[key], ofCeiling: relations[key].pearson / ceiling, ...detailsOf(given[key]) },
        ]),
      ),
      slopes: Object.fromEntries(keys.map((key) => [key, linearFit(scores[key], human).slope])),
    }),
    scores: scores as Ways<Key>['scores'],
    relations: relations as Ways<Key>['relations'],
    bars: () => relationBars(relations, interviews),
    roc: () => relationCurves(relations, scores, interviews),
    frame: () => interviewFrame(interviews, scores, described(keys, interviews)),
    compare: (pairs) => {
      const left = new Set(Object.keys(given).filter((key) => !Object.hasOwn(scores, key)));
      const kept = pairs.filter((pair) => !pair.some((key) => left.has(key)));
      return answerFrom(interviews, scores, relations, kept, speakersOf(given.direct) ?? persons);
    },
  };
}

/** What the columns of the learned ways are; the measures describe themselves. */
function described(
  keys: readonly string[],
  { measures, score }: InterviewScores,
): Record<string, ColumnInfo> {
  return Object.fromEntries(
    keys
      .filter((key) => !Object.hasOwn(measures, key))
      .map((key) => [key, { unit: score.unit, digits: 2, meaning: `${score.name}, ${nameOfWay(key)}` }]),
  );
}
