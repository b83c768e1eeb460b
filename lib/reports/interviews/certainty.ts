import { bar } from '../../notebook/bar';
import { reportOf, type Part, type Report } from '../../notebook/report';
import { table } from '../../notebook/tables';
import { conformalCoverage, type Coverage } from '../../study/interviews/direct';
import type { StepRunner } from '../add-part';
import { fixed, percent, sameDigits } from '../words';
import type { WholeInterviews } from './whole';

/**
 * Conformal intervals of single predicted scores, and how many human scores they hold.
 *
 * @param level probability with which an interval is to hold the score
 */
export async function scoreIntervals(
  study: StepRunner,
  { scored, persons, rows, interviews }: WholeInterviews,
  { level }: { readonly level: number },
): Promise<Report> {
  const { trait, ofTrait, seed } = scored;
  const parts: Part[] = [];
  const target = Float64Array.from(interviews, ({ ratings }) => ratings[trait]);
  const found = await study.run(
    'intervals of single scores',
    () => conformalCoverage({ persons, rows }, target, { level, seed }, bar('intervals')),
    parts,
  );
  if (found === null) return reportOf(parts, { intervals: null });
  const { intervals, covered, width } = found;
  return reportOf(
    [
      coverageText(found, level, interviews.length),
      table(
        interviews.map(({ id, ratings }, i) => ({
          interview: id,
          predicted: intervals[i].prediction,
          low: intervals[i].low,
          high: intervals[i].high,
          human: ratings[trait],
        })),
        {
          caption: `Predicted scores${ofTrait} with their intervals`,
          digits: sameDigits(2, 'predicted', 'low', 'high', 'human'),
          limit: 12,
        },
      ),
    ],
    {
      intervals: {
        level: found.level,
        covered,
        width,
        each: interviews.map(({ id }, i) => ({ interview: id, ...intervals[i] })),
      },
    },
  );
}

function coverageText({ level, covered, width }: Coverage, wanted: number, interviews: number): string {
  const few = level < wanted ? ` (for ${percent(wanted)} there are too few persons)` : '';
  return `${percent(level)} intervals${few} are ${fixed(width)} points wide on average and held the human score of ${percent(covered)} of ${interviews} interviews.`;
}
