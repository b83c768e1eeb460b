import { outsideWarning } from '../../study/interviews/novelty';
import { predictWindows, storePredictions } from '../../study/interviews/windows';
import type { Study } from '../study';
import type { InterviewWindows } from './interview-windows';
import { noveltyReport } from './novelty';
import { PredictedInterviews } from './predicted';
import { warningReport } from './warnings';

/**
 * Applies the models to every window, compares the windows with the utterances that the models learned from, and stores the
 * predictions with their warnings. Predictions of the original project and, where no window was measured, those of an earlier
 * run are kept.
 */
export async function predictInterviews(
  study: Study,
  measured: InterviewWindows,
): Promise<PredictedInterviews> {
  const { corpus, models, windows } = measured;
  const predicted = predictWindows(models, windows);
  const novelty = await noveltyReport(study, corpus.places, windows);
  const outside = outsideWarning(novelty.interviews);
  const warnings = warningReport([...measured.warnings, ...(outside === undefined ? [] : [outside])]);
  const kept = storePredictions(corpus.places, windows, models, predicted.predictions, warnings.sentences);
  return new PredictedInterviews(study, measured, predicted, { novelty, warnings, kept });
}
