import type { Part, Report } from '../../notebook/report';
import { plural } from '../../notebook/say';
import { leftOutReport, unreadable } from '../left-out';
import type { Study } from '../study';
import type { InterviewWindows } from './interview-windows';
import { predictInterviews } from './predict';
import { interviewQuality, type InterviewQuality } from './quality';
import { speechReport } from './speech';
import type { PredictedInterviews } from './predicted';

/** The windows of every interview, measured. */
export class MeasuredInterviews implements Report {
  readonly kind = 'report';
  /** What could not be used, and what was guessed or repaired. */
  readonly leftOut: Report;
  /** Where the interviewees speak, how they take turns, and the windows left out for want of speech. */
  readonly speech: Report;

  constructor(
    private readonly study: Study,
    private readonly measured: InterviewWindows,
  ) {
    const { corpus, windows, speech } = measured;
    this.speech = speechReport(measured);
    this.leftOut = leftOutReport(
      [
        ...corpus.skipped,
        ...unreadable(windows.skipped),
        ...speech.skipped.map((one) => ({ kind: 'recording not searched for speech (kept)', ...one })),
      ],
      [...corpus.remarks, ...windows.remarks],
    );
  }

  /** How many windows were measured or kept, and what was left out. */
  get parts(): readonly Part[] {
    const { reused, table } = this.measured.windows;
    const count = plural(table.segments.length, 'window');
    return [reused ? `Kept the stored table of ${count}.` : `Measured ${count}.`, this.speech, this.leftOut];
  }

  toJSON(): Readonly<Record<string, unknown>> {
    const { corpus, models, windowing, channel } = this.measured;
    return {
      corpus: {
        synthetic: corpus.places.synthetic,
        source: corpus.source,
        interviews: corpus.interviews.length,
        recorded: corpus.interviews.filter(({ files }) => files.length > 0).length,
      },
      settings: { ...windowing, channel, models: models.source, features: models.set },
      ...this.speech.toJSON?.(),
    };
  }

  /**
   * Applies the models to every window and stores the predictions for the next notebook. A feature that could not be
   * measured in a window gets its mean over the interview.
   *
   * @param quality where a recording asks for it, all are predicted by the models that learned from changed copies, too
   */
  predict(quality?: InterviewQuality): Promise<PredictedInterviews> {
    return predictInterviews(this.study, this.measured, quality);
  }

  /** How good each recording is, and what scores are worth there. */
  quality(): Promise<InterviewQuality> {
    return interviewQuality(this.study, this.measured);
  }
}
