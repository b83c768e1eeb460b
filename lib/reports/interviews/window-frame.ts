import { frame, type Frame } from '../../frames/frame';
import type { WindowPrediction } from '../../tables/predictions';

/**
 * A row per window: `interview`, `start` and `end` (s), predicted `valence` and `arousal`, `probability` of excitement; NaN
 * where nothing is predicted.
 */
export function windowFrame(predictions: readonly WindowPrediction[]): Frame {
  return frame(
    {
      interview: predictions.map(({ interview }) => interview),
      start: predictions.map(({ start }) => start),
      end: predictions.map(({ end }) => end),
      valence: predictions.map(({ valence }) => valence),
      arousal: predictions.map(({ arousal }) => arousal),
      probability: predictions.map(({ probability }) => probability),
    },
    {
      valence: { unit: '1 to 5', digits: 2, meaning: 'predicted valence' },
      arousal: { unit: '1 to 5', digits: 2, meaning: 'predicted arousal' },
    },
  );
}
