import { outsideWarning } from '../../study/interviews/novelty';
import { predictWindows, storePredictions } from '../../study/interviews/windows';
import type { Study } from '../study';
import type { InterviewWindows } from './interview-windows';
import { noveltyReport } from './novelty';
import type { InterviewQuality } from './quality';
import { PredictedInterviews } from './predicted';
import { warningReport } from './warnings';

/**
 * Applies the models to every window, compares the windows with the utterances that the models learned from, and stores the
 * predictions with their warnings. Where the quality of a recording asks for it, the models are those that learned from changed
 * copies, too, for all interviews, so that they can be compared. Predictions of the original project and, where no window was measured, those of an earlier
 * run are kept.
 */
export async function predictInterviews(
  study: Study,
  given: InterviewWindows,
  quality?: InterviewQuality,
): Promise<PredictedInterviews> {
  const measured = quality?.asksForCopies === true ? withRobustModels(given) : given;
  const { corpus, models, windows } = measured;
  const predicted = predictWindows(models, windows);
  const novelty = await noveltyReport(study, corpus.places, windows);
  const outside = outsideWarning(novelty.interviews);
  const warnings = warningReport([
    ...measured.warnings,
    ...(quality?.warnings ?? []),
    ...(outside === undefined ? [] : [outside]),
  ]);
  const kept = storePredictions(corpus.places, windows, models, predicted.predictions, warnings.sentences);
  return new PredictedInterviews(study, measured, predicted, { novelty, warnings, kept });
}

/** The same with each model that learned from changed copies in the place of the one that did not. */
function withRobustModels(measured: InterviewWindows): InterviewWindows {
  const { models } = measured;
  if (models.robust === null) return measured;
  const { valence, arousal, excited } = models.robust;
  return {
    ...measured,
    models: {
      ...models,
      learnedFrom: 'clean recordings and changed copies',
      valence: valence ?? models.valence,
      arousal: arousal ?? models.arousal,
      excited: excited ?? models.excited,
    },
  };
}
