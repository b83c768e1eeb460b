import { comparePaired, type Score } from '../../evaluation/compare';
import { selectValues } from '../../models/data/rows';
import type { Tested } from './models';
import { speakersOf } from './protocols';

/** Increase of a score when the same speakers are in training and test rows. */
export interface Leakage {
  readonly name: string;
  /** Five random folds. */
  readonly random: number;
  /** Sessions left out, same rows. */
  readonly independent: number;
  readonly difference: number;
  readonly ci95: readonly [number, number];
  readonly p: number;
}

/** The same model under random folds and under splits that keep speakers apart: both predict every row once. */
export function leakage(
  name: string,
  score: Score,
  random: Tested<unknown>,
  independent: Tested<unknown>,
  seed: number,
): Leakage {
  // Both hold the same utterances in the order of their own splits.
  const place = new Map(random.labels.map(({ id }, i) => [id, i]));
  const order = independent.labels.map(({ id }) => {
    const found = place.get(id);
    if (found === undefined)
      throw new RangeError(`${id} is tested by one protocol alone; give the same utterances`);
    return found;
  });
  const mixed = selectValues(random.predicted, order);
  const options = { groups: speakersOf(independent.labels), seed, repeats: 1000 };
  const found = comparePaired(score, independent.truth, mixed, independent.predicted, options);
  return {
    name,
    random: score(independent.truth, mixed),
    independent: score(independent.truth, independent.predicted),
    ...found,
  };
}
