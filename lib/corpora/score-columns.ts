import { declaredScale } from '../text/header';
import type { UserTable } from '../text/user-table';

/** A column of scores. */
export interface ScoreColumn {
  readonly column: string;
  /** What is scored: `score`, or what the column says beside the rater. */
  readonly trait: string;
  /** Whose scores they are; undefined where they are everybody's, or where the row says whose. */
  readonly rater: string | undefined;
}

/** The trait of scores without a name. */
const ownTrait = 'score';

/** What `rater …` may say of raters other than which one. */
const aboutRaters = /^(?:id|no|nr|number|name|code|count|mean|average|sd|icc|agreement|age|sex|gender)$/i;

/**
 * The columns of scores: `score`, and those of single raters: `rater1`, `Rater B`, `rater_anna`, `score 2`. With the name of a
 * trait, `excited_rater1` or `rater1 excited`, that trait is scored; the column `excited` then holds what all raters said
 * together. A column of words, as a rater's comments, is none.
 */
export function scoreColumns({ columns, rows, column }: UserTable): ScoreColumn[] {
  const single = columns.flatMap((name): ScoreColumn[] => {
    const found = raterAndTrait(name);
    if (found === undefined) return [];
    const isSure = found.trait === ownTrait && /^(?:\d+|\p{L})$/u.test(found.rater);
    return isSure || rows.some((row) => row.field(name).kind === 'number')
      ? [{ column: name, ...found }]
      : [];
  });
  const traits = new Map<string, string>();
  for (const trait of [ownTrait, ...single.map((one) => one.trait)]) {
    if (!traits.has(trait.toLowerCase())) traits.set(trait.toLowerCase(), trait);
  }
  const spelled = single.map((one) => ({ ...one, trait: traits.get(one.trait.toLowerCase()) ?? one.trait }));
  const common = [...traits.values()].flatMap((trait): ScoreColumn[] => {
    const name = column(trait);
    return name === undefined ? [] : [{ column: name, trait, rater: undefined }];
  });
  return [...common, ...spelled];
}

function raterAndTrait(column: string): { rater: string; trait: string } | undefined {
  const name = words(column);
  const numbered = /^(?:score|rating) (\d{1,3}|\p{L})$/iu.exec(name);
  if (numbered !== null) return { rater: numbered[1], trait: ownTrait };
  const before = /^rater (\d{1,3}|\p{L}) (.+)$/iu.exec(name);
  if (before !== null) return { rater: before[1], trait: before[2] };
  const after = /^(?:(.+) )?rater (.+)$/iu.exec(name);
  if (after === null || aboutRaters.test(after[2])) return undefined;
  return { rater: after[2], trait: after[1] ?? ownTrait };
}

/** The words and numbers of a column's name, without the ends of a scale: `excited rater 1` for `excitedRater1 (1-7)`. */
function words(column: string): string {
  return column
    .normalize('NFKC')
    .replace(/[([{][^)\]}]*[)\]}]/gu, (part) =>
      declaredScale(part) === undefined ? ` ${part.slice(1, -1)} ` : ' ',
    )
    .replace(/(?<=\p{Ll})(?=[\p{Lu}\d])/gu, ' ')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
