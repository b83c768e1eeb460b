import type { Rows } from './rows';
import { trainSequence, type SequenceModel, type SequenceOptions, type Sequences } from './sequence';

/**
 * Learns which windows of an interview count, and one score from their weighted mean: attention pooling over window
 * predictions or features, then a linear output.
 *
 * The same training as `trainSequence` without convolution and recurrence, and with a strong penalty: few columns (three
 * predictions per window, say) and some dozens of interviews are what it is for. With no more than a dozen persons, the
 * inner part that ends training is two or three of them, and the result is often no better than the mean of the training
 * scores; compare before using it.
 *
 * @param windows a sequence per interview, a frame per window; no column may be missing
 * @param targets one row per interview
 * @param persons who speaks; a person's interviews stay together
 * @throws RangeError as `trainSequence`
 */
export function trainWindowAttention(
  windows: Sequences,
  targets: Rows,
  persons: readonly string[],
  options: Pick<SequenceOptions, 'seed' | 'onEpoch' | 'signal'>,
): Promise<SequenceModel> {
  return trainSequence(windows, targets, persons, {
    ...options,
    shape: { convolutions: [], recurrent: 0, attention: 4 },
    penalty: 0.02,
    dropout: 0.2,
    masking: 0,
    rate: 1e-2,
    maxEpochs: 150,
    patience: 30,
  });
}
