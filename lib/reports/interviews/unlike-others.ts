import { reportOf, type Part, type Report } from '../../notebook/report';
import { plural } from '../../notebook/say';
import { table } from '../../notebook/tables';
import {
  noveltyAmongInterviews,
  unusualColumnsText,
  type InterviewNovelty,
} from '../../study/interviews/novelty';
import type { StepRunner } from '../add-part';
import type { WholeInterviews } from './whole';

/** Which whole interviews lie farther from those of the other persons than these do among themselves. */
export async function interviewsUnlikeOthers(
  study: StepRunner,
  { rows, interviews, persons }: WholeInterviews,
): Promise<Report> {
  const parts: Part[] = [];
  const novelty = await study.run(
    'interviews unlike the others',
    () =>
      noveltyAmongInterviews(
        rows,
        interviews.map(({ id }) => id),
        persons,
      ),
    parts,
  );
  if (novelty !== null) parts.push(...warningParts(novelty));
  return reportOf(parts, { outsideTraining: novelty ?? [] });
}

function warningParts(novelty: readonly InterviewNovelty[]): Part[] {
  const outside = novelty.filter((one) => one.outside);
  if (outside.length === 0) return ['No interview lies outside those of the other persons.'];
  return [
    `**Warning: of ${plural(novelty.length, 'interview')} ${outside.length} ${outside.length === 1 ? 'lies' : 'lie'} farther from the other persons' interviews than 99 % of these do among themselves**, and what is predicted there is a guess along a straight line. One in a hundred does so by chance, and with few persons more do.`,
    table(
      outside.map(({ interview, columns }) => ({
        interview,
        'farthest columns': unusualColumnsText(columns),
      })),
      { caption: 'Interviews outside the others', limit: 10 },
    ),
  ];
}
