import { frame, type Frame } from '../../frames/frame';
import type { Label } from '../../tables/labels';
import type { TestedRegression } from './regression-scores';

/**
 * A row per utterance: arousal and valence as rated, as predicted, and the error, predicted minus rated; NaN where nothing
 * was predicted.
 */
export function predictionFrame(
  labels: readonly Label[],
  arousal: TestedRegression | null,
  valence: TestedRegression | null,
): Frame {
  const [arousals, valences] = [arousal, valence].map(predictionsById);
  const rows = labels.map((label) => {
    const predicted = { arousal: arousals.get(label.id) ?? NaN, valence: valences.get(label.id) ?? NaN };
    return {
      id: label.id,
      speaker: label.speaker,
      emotion: label.emotion,
      arousal: label.arousal,
      arousal_predicted: predicted.arousal,
      arousal_error: predicted.arousal - label.arousal,
      valence: label.valence,
      valence_predicted: predicted.valence,
      valence_error: predicted.valence - label.valence,
    };
  });
  return frame(rows);
}

function predictionsById(tested: TestedRegression | null): Map<string, number> {
  return new Map(tested?.labels.map(({ id }, i) => [id, tested.predicted[i]]));
}
