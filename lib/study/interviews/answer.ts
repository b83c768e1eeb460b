import { holm } from '../../evaluation/compare';
import { correlationDifference, type CorrelationDifference } from '../../stats/correlation-difference';

/** Two ways of scoring interviews, compared on the same interviews. */
export interface Comparison extends CorrelationDifference {
  readonly first: string;
  readonly second: string;
  /** p after Holm's correction for all comparisons made. */
  readonly pHolm: number;
}

/**
 * Each pair of ways compared by r with the raters' scores, persons resampled; p corrected for the number of comparisons (Holm).
 *
 * @param ways  predictions by name, one per interview
 * @param pairs names of the ways to compare, [first, second]; the difference is r of the second less r of the first
 */
export function compareWays(
  ways: Readonly<Record<string, ArrayLike<number>>>,
  pairs: readonly (readonly [string, string])[],
  human: ArrayLike<number>,
  persons: readonly string[],
  seed: number,
): Comparison[] {
  const found = pairs.map(([first, second]) => ({
    first,
    second,
    ...correlationDifference(ways[first], ways[second], human, persons, { seed, repeats: 2000 }),
  }));
  const corrected = holm(found.map(({ p }) => p));
  return found.map((comparison, i) => ({ ...comparison, pHolm: corrected[i] }));
}

/**
 * The answer to the study's question in words, made from the numbers whichever way they fall.
 *
 * @param direct  r and 95 % interval of training on whole interviews
 * @param frames  the same of inferring them from windows
 * @param difference of direct against frames
 * @param study.ofTrait what the scores are of, as in `ChosenTrait`
 */
export function answerInWords(
  direct: { readonly pearson: number },
  frames: { readonly pearson: number },
  { difference, interval: [low, high], p }: CorrelationDifference,
  { interviews, persons, ofTrait }: { interviews: number; persons: number; ofTrait: string },
): string {
  if (Number.isNaN(difference) || Number.isNaN(low)) {
    return (
      `There is no answer here: the two ways cannot be compared (interviews: ${interviews}, persons: ${persons}; ` +
      'both ways must predict, and persons be three or more).'
    );
  }
  const numbers =
    `r = ${fixed(direct.pearson)} against r = ${fixed(frames.pearson)} with the human score${ofTrait}, ` +
    `difference ${fixed(difference)} (95 % interval ${fixed(low)} to ${fixed(high)}, p = ${p < 0.001 ? `${p.toExponential(0)}` : p.toFixed(3)})`;
  const negative =
    Math.min(direct.pearson, frames.pearson) < 0
      ? ' A way that has learned nothing shows as a negative r under this protocol.'
      : '';
  const where = `on these ${interviews} interviews of ${persons} persons`;
  if (low > 0) {
    return `Training directly on whole interviews does better than inferring them from windows ${where}: ${numbers}. The claim holds here.${negative}`;
  }
  if (high < 0) {
    return `Inferring interviews from their windows does better than training on whole interviews ${where}: ${numbers}. The claim does not hold here.${negative}`;
  }
  return `Training on whole interviews and inferring them from windows cannot be told apart ${where}: ${numbers}. The interval of the difference includes 0, so neither is shown to be better.${negative}`;
}

function fixed(value: number): string {
  return value.toFixed(2).replace('-', '−');
}
