import { frame, type Frame } from '../../frames/frame';
import type { ColumnInfo } from '../../tables/columns';
import { measureQuantities } from './measures';
import type { InterviewScores } from './interview-scores';

/**
 * A row per interview: `interview`, `person`, `take` (1 or 2: which interview of the person), `human` (the raters' score), the
 * measures of its windows, and further columns.
 *
 * @param more   a value per interview for each further column
 * @param others descriptions of these columns
 */
export function interviewFrame(
  { each, measures, score }: Pick<InterviewScores, 'each' | 'measures' | 'score'>,
  more: Readonly<Record<string, Float64Array>> = {},
  others: Readonly<Record<string, ColumnInfo>> = {},
): Frame {
  const described = Object.fromEntries(
    Object.entries(measureQuantities).map(([key, { name, unit }]) => [
      key,
      { unit, digits: 2, meaning: name },
    ]),
  );
  return frame(
    {
      interview: each.map(({ interview }) => interview.id),
      person: each.map(({ interview }) => interview.person),
      take: each.map(({ interview }) => interview.take),
      human: each.map(({ human }) => human),
      ...measures,
      ...more,
    },
    { human: { unit: score.unit, digits: 2, meaning: score.name }, ...described, ...others },
  );
}
