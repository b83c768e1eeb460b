import type { Rows } from './rows';
import {
  predictSequences,
  trainSequence,
  type SequenceModel,
  type SequenceOptions,
  type Sequences,
} from './sequence';

/** Several sequence models whose predictions are averaged. */
export interface SequenceEnsemble {
  readonly kind: 'sequence-ensemble';
  readonly members: readonly SequenceModel[];
}

/**
 * Trains several sequence models on the same data; each begins elsewhere and keeps another fifth of the speakers apart to
 * know when to stop. With few speakers that choice moves a model's scores by several hundredths, and the mean of a few is
 * better than most of them.
 *
 * @param options as for `trainSequence`; `members` at least 1, of which member k has the seed + k
 * @throws RangeError as `trainSequence`
 *
 * L. Breiman (1996), "Bagging predictors", Machine Learning 24: 123-140.
 */
export async function trainSequenceEnsemble(
  sequences: Sequences,
  targets: Rows,
  groups: readonly string[],
  { members = 3, ...options }: SequenceOptions & { members?: number },
): Promise<SequenceEnsemble> {
  if (!(Number.isInteger(members) && members >= 1)) {
    throw new RangeError(`an ensemble of ${members} members; take a whole number of at least 1`);
  }
  const trained: SequenceModel[] = [];
  for (let k = 0; k < members; k++) {
    trained.push(
      await trainSequence(sequences, targets, groups, { ...options, seed: options.seed + k, innerPart: k }),
    );
  }
  return { kind: 'sequence-ensemble', members: trained };
}

/** The mean of what the members say of each sequence: one row per sequence, a column per target. */
export async function predictSequenceEnsemble(
  { members }: SequenceEnsemble,
  sequences: Sequences,
): Promise<Rows> {
  const rows: Rows[] = [];
  for (const member of members) rows.push(await predictSequences(member, sequences));
  const values = rows[0].values.map(
    (_, k) => rows.reduce((sum, row) => sum + row.values[k], 0) / rows.length,
  );
  return { features: rows[0].features, values };
}
