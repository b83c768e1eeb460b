import { bar } from '../../notebook/bar';
import { reportOf, type Part, type Report } from '../../notebook/report';
import { plural } from '../../notebook/say';
import { attentionScores } from '../../study/interviews/attention';
import { leaveOnePersonOut } from '../../study/interviews/direct';
import { frameRows } from '../../study/interviews/relation';
import type { StepRunner } from '../add-part';
import type { InterviewScores } from './interview-scores';
import { notLearned, type Way } from './way';

/**
 * The human score learned by ridge regression from what is summed up of each interview's windows: share, means, medians,
 * quantiles, spread and trend. Each interview is predicted by a model trained without the person.
 */
export async function windowRidge(
  study: StepRunner,
  { each, persons, human, predictions, seed }: InterviewScores,
): Promise<Report & Way> {
  const rows = frameRows(idsOf(each), predictions);
  const parts: Part[] = [];
  const learned = await study.run(
    'learning from the windows',
    () => leaveOnePersonOut({ persons, rows }, [human], seed),
    parts,
  );
  if (learned !== null)
    parts.push(`Ridge regression learned from ${plural(rows.features.length, 'column')} per interview.`);
  return { ...reportOf(parts), scores: learned?.ridge[0] ?? notLearned(each.length) };
}

/**
 * The human score learned by attention over the windows in their order. Each interview is predicted by a network trained
 * without the person. Where that lacks data, or is not wanted, there are no scores.
 */
export async function windowAttention(
  study: StepRunner,
  { each, persons, human, predictions, seed }: InterviewScores,
  wanted: boolean,
): Promise<Report & Way> {
  if (!wanted) return { ...reportOf([]), scores: null };
  const parts: Part[] = [];
  const scores = await study.run(
    'attention over windows',
    () =>
      attentionScores(
        idsOf(each),
        persons,
        predictions,
        Array.from(human),
        seed,
        bar('attention over windows'),
      ),
    parts,
  );
  if (scores === null) return { ...reportOf(parts, { framesAttended: null }), scores };
  const found = scores.filter((score) => !Number.isNaN(score)).length;
  return {
    ...reportOf([`Attention over windows scores ${found} of ${plural(each.length, 'interview')}.`]),
    scores,
  };
}

function idsOf(each: InterviewScores['each']): string[] {
  return each.map(({ interview }) => interview.id);
}
