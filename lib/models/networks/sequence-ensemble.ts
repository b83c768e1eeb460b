import type { Rows } from '../data/rows';
import { predictSequences, type SequenceModel, type Sequences } from './sequence-model';
import { MAX_EPOCHS, trainSequences, type SequenceOptions, type SequencePart } from './sequence-training';

/** Several sequence models whose predictions are averaged. */
export interface SequenceEnsemble {
  readonly kind: 'sequence-ensemble';
  readonly members: readonly SequenceModel[];
}

/**
 * Trains ensembles side by side, one per part, each of several sequence models on the same data; each member has
 * other initial weights and holds out another fifth of the speakers for early stopping. With few speakers that choice moves a
 * model's scores by several hundredths, and the mean of a few is better than most of them.
 *
 * @param options as for `trainSequences`; `members` at least 1, of which member k has the seed + k; `onDone` is told of the
 *   passes over the sequences, those that early stopping saves included
 * @throws RangeError as `trainSequences`
 *
 * L. Breiman (1996), "Bagging predictors", Machine Learning 24: 123-140.
 */
export async function trainSequenceEnsembles(
  parts: readonly SequencePart[],
  {
    members = 3,
    onDone,
    maxEpochs = MAX_EPOCHS,
    ...options
  }: SequenceOptions & { members?: number; onDone?: (done: number, total: number) => void },
): Promise<SequenceEnsemble[]> {
  if (!(Number.isInteger(members) && members >= 1)) {
    throw new RangeError(`an ensemble of ${members} members; take a whole number of at least 1`);
  }
  const trained: SequenceModel[][] = [];
  for (let k = 0; k < members; k++) {
    trained.push(
      await trainSequences(parts, {
        ...options,
        maxEpochs,
        seed: options.seed + k,
        innerPart: k,
        onEpoch: (epoch, concordance, model) => {
          options.onEpoch?.(epoch, concordance, model);
          onDone?.(k * maxEpochs + epoch, members * maxEpochs);
        },
      }),
    );
    onDone?.((k + 1) * maxEpochs, members * maxEpochs);
  }
  return parts.map((_, i) => ({ kind: 'sequence-ensemble', members: trained.map((models) => models[i]) }));
}

/** The mean of the members' predictions of each sequence: one row per sequence, a column per target. */
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
