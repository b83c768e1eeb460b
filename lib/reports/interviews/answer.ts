import { reportOf, type Report } from '../../notebook/report';
import { table } from '../../notebook/tables';
import { answerInWords, compareWays, type Comparison } from '../../study/interviews/answer';
import type { Relation } from '../../study/interviews/relation';
import { sameDigits } from '../words';
import type { InterviewScores } from './interview-scores';
import { nameOfWay } from './way';
import { warningReport } from './warnings';

/** Ways of scoring interviews, compared in pairs, and what that answers. */
export interface Answer extends Report {
  readonly comparisons: readonly Comparison[];
  /** Whether training on whole interviews does better than inferring them from windows; empty where these two are not compared. */
  readonly sentence: string;
}

/**
 * Compares pairs of ways on the same resampled persons, and answers the study's question from the pair `framesLearned`,
 * `direct`.
 *
 * @param scores    of each way, by key
 * @param relations of each way with the human score
 * @param speakers  of the interviews that the direct way learned from
 * @throws RangeError for the key of no way
 */
export function answerFrom(
  { human, persons, seed, ofTrait, warnings }: InterviewScores,
  scores: Readonly<Record<string, Float64Array>>,
  relations: Readonly<Record<string, Relation>>,
  pairs: readonly (readonly [string, string])[],
  speakers: readonly string[],
): Answer {
  for (const key of pairs.flat())
    if (!Object.hasOwn(scores, key))
      throw new RangeError(`there is no way ${key}; there are ${Object.keys(scores).join(', ')}`);
  const comparisons = compareWays(scores, pairs, human, persons, seed);
  const question = comparisons.find(({ first, second }) => first === 'framesLearned' && second === 'direct');
  const sentence =
    question === undefined
      ? ''
      : answerInWords(relations.direct, relations.framesLearned, question, {
          interviews: relations.direct.n,
          persons: new Set(speakers).size,
          ofTrait,
        });
  return {
    ...reportOf(
      [
        comparisonTable(comparisons),
        sentence === '' ? undefined : `**${sentence}**`,
        warningReport(warnings),
      ],
      { comparisons, answer: sentence },
    ),
    comparisons,
    sentence,
  };
}

function comparisonTable(comparisons: readonly Comparison[]): ReturnType<typeof table> {
  return table(
    comparisons.map(({ first, second, difference, interval, p, pHolm }) => ({
      first: nameOfWay(first),
      second: nameOfWay(second),
      'r second − first': difference,
      from: interval[0],
      to: interval[1],
      p,
      'p corrected': pHolm,
    })),
    {
      caption: 'Paired comparisons; 95 % intervals, persons resampled',
      digits: {
        ...sameDigits(3, 'r second − first', 'p', 'p corrected'),
        ...sameDigits(2, 'from', 'to'),
      },
    },
  );
}
