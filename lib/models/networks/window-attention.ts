import type { SequenceModel } from './sequence-model';
import { trainSequences, type SequenceOptions, type SequencePart } from './sequence-training';

/**
 * Predicts one score from the windows of an interview: attention pooling over window predictions or features, then a linear
 * output.
 *
 * The same training as `trainSequences` without convolution and recurrence, and with a strong penalty: few columns (three
 * predictions per window, say) and some dozens of interviews are what it is for. With no more than a dozen persons, the
 * part held out for early stopping is two or three of them, and the result is often no better than the mean of the training
 * scores; compare before using it.
 *
 * @param parts training data of each model, such as a fold's: a sequence per interview, a frame per window, no column
 *   missing; one row of targets per interview; as groups the persons, whose interviews stay together
 * @throws RangeError as `trainSequences`
 */
export function trainWindowAttention(
  parts: readonly SequencePart[],
  options: Pick<SequenceOptions, 'seed' | 'onEpoch'>,
): Promise<SequenceModel[]> {
  return trainSequences(parts, {
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
