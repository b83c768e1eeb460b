import { bar } from '../../notebook/bar';
import { reportOf, type Part, type Report } from '../../notebook/report';
import { scatterFigure } from '../../plots/scatter';
import {
  directModel,
  directModels,
  leaveOnePersonOut,
  protocolTable,
  randomSplits,
  type ProtocolRow,
} from '../../study/interviews/direct';
import { ratedByAll } from '../../study/interviews/whole';
import type { StepRunner } from '../add-part';
import { studiedTraitTable, traitsTable } from './protocol-tables';
import { notLearned, type Way } from './way';
import type { WholeInterviews } from './whole';

/** The human score learned from whole interviews, and how well every trait is learned. */
export interface DirectScores extends Report, Way {
  readonly scores: Float64Array;
  readonly persons: readonly string[];
  /** A row per trait and model; none where nothing was learned. */
  readonly protocols: readonly ProtocolRow[];
  /** Every trait and model under both protocols. */
  traits(): Report;
  /** The scores against the human score. */
  scatter(): Report;
}

/**
 * Learns each trait's human score from whole interviews by lasso, ridge, linear support vectors and their mean, under two
 * protocols: persons left out one by one (`scores` of the trait that is studied are the lasso's under this one), and random
 * 80/20 splits as in Naim et al. (2015).
 *
 * @param options.splits how many random splits
 */
export async function learnDirectly(
  study: StepRunner,
  whole: WholeInterviews,
  { splits }: { readonly splits: number },
): Promise<DirectScores> {
  const { scored, persons, rows, interviews } = whole;
  const { trait, traits: all, seed, ofTrait } = scored;
  const known = { persons, rows };
  const traits = ratedByAll(interviews, all);
  const targets = traits.map((name) => Float64Array.from(interviews, ({ ratings }) => ratings[name]));
  const parts: Part[] = [];
  const unrated = all.filter((name) => !traits.includes(name));
  if (unrated.length > 0)
    parts.push(`Left out, as not every interview has a score of them: ${unrated.join(', ')}.`);
  const fair = await study.run(
    'training on whole interviews',
    () => leaveOnePersonOut(known, targets, seed, bar('one person left out')),
    parts,
  );
  const protocols =
    fair === null
      ? []
      : protocolTable(
          traits,
          targets,
          persons,
          fair,
          await randomSplits(known, targets, { seed, splits }, bar('random splits')),
          seed,
        );
  if (fair !== null) parts.push(studiedTraitTable(protocols, trait));
  const found = fair?.[directModel][traits.indexOf(trait)];
  const scores = notLearned(scored.each.length).map(
    (_, i) => found?.[interviews.indexOf(scored.each[i].interview)] ?? NaN,
  );
  return {
    ...reportOf(parts, { settings: { splits }, protocols }),
    scores,
    persons,
    protocols,
    details: {
      protocol: 'leave one person out',
      model: directModels[directModel],
      columns: rows.features.length,
      recordings: whole.heard,
      tables: whole.files,
      ...(fair === null ? { lacks: 'recordings or features of at least three persons' } : {}),
    },
    traits: () => reportOf(fair === null ? [] : [traitsTable(protocols, traits)]),
    scatter: () =>
      reportOf(
        fair === null
          ? []
          : [
              scatterFigure(scores, scored.human, {
                title: 'Trained on whole interviews',
                x: { name: `predicted score${ofTrait}`, unit: scored.score.unit },
                y: scored.score,
                labels: scored.each.map(({ interview }) => interview.id),
              }),
            ],
      ),
  };
}
