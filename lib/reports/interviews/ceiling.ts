import { reportOf, type Part, type Report } from '../../notebook/report';
import { table, type Table } from '../../notebook/tables';
import { InsufficientData } from '../../stats/insufficient-data';
import { ratersCeiling, type Ceiling } from '../../study/interviews/ceiling';
import type { StepRunner } from '../add-part';
import { fixed, sameDigits } from '../words';
import type { ScoredInterviews } from './scored';

/** How far raters agree, and what that allows a prediction to reach. */
export interface CeilingReport extends Report {
  /** The largest r with the raters' mean that can be expected; NaN where it is unknown. */
  readonly r: number;
}

type TraitCeiling = Ceiling & { readonly trait: string };

/** The reliability of the raters, of the trait that is studied in words and of all traits in a table. */
export async function raterCeiling(
  study: StepRunner,
  { each, traits, trait: studied, ofTrait, seed }: ScoredInterviews,
): Promise<CeilingReport> {
  const interviews = each.map(({ interview }) => interview);
  const ceilings = traits.map((trait) => ({ trait, ...ratersCeiling(interviews, trait, seed) }));
  const parts: Part[] = [];
  const ceiling = await study.run(
    'the ceiling',
    () => {
      const found = ceilings.find(({ trait }) => trait === studied);
      if (found === undefined || Number.isNaN(found.single))
        throw new InsufficientData(
          'the reliability of raters needs two interviews or more with two raters each',
        );
      return found;
    },
    parts,
  );
  if (ceiling !== null) parts.push(ceilingText(ceiling, ofTrait), ceilingTable(ceilings));
  return {
    ...reportOf(parts, {
      ceiling: ceiling === null ? null : plainCeiling(ceiling),
      ceilings: ceilings.map(plainCeiling),
    }),
    r: ceiling?.ceiling ?? NaN,
  };
}

/** For the results file, which holds no undefined. */
function plainCeiling(one: TraitCeiling): Record<string, unknown> {
  return { ...one, crossed: one.crossed ?? null };
}

function ceilingText(one: Ceiling, ofTrait: string): string {
  const crossed = one.crossed === undefined ? '' : `; ICC(2,k) ${fixed(one.crossed.average)}`;
  const limit = Number.isNaN(one.ceiling)
    ? 'raters agree no more than by chance, so there is no ceiling to compare with'
    : `no prediction can be expected to go beyond r = ${fixed(one.ceiling)}`;
  return (
    `${one.interviews} interviews with ${fixed(one.raters, 1)} ratings each. One rating${ofTrait} is reliable to ${fixed(one.single)}, ` +
    `their mean to ${fixed(one.average)} (halves: ${fixed(one.splitHalf)}${crossed}): ${limit}. ` +
    `Weighting raters by agreement moves a score by at most ${fixed(one.weightedFarthest)} points ` +
    `(r with the plain mean ${fixed(one.weightedWithMean, 3)}, with the common score ${fixed(one.weightedWithTruth, 3)}).`
  );
}

function ceilingTable(ceilings: readonly TraitCeiling[]): Table {
  return table(
    ceilings.map((one) => ({
      trait: one.trait,
      'ICC(1,1)': one.single,
      'ICC(1,k)': one.average,
      'ICC(2,k)': one.crossed?.average,
      halves: one.splitHalf,
      ceiling: one.ceiling,
      'r mean, common': one.meanWithTruth,
      'r weighted, common': one.weightedWithTruth,
    })),
    {
      caption: 'Reliability of the raters, by trait',
      digits: {
        ...sameDigits(2, 'ICC(1,1)', 'ICC(1,k)', 'ICC(2,k)', 'halves', 'ceiling'),
        ...sameDigits(3, 'r mean, common', 'r weighted, common'),
      },
      limit: 30,
    },
  );
}
