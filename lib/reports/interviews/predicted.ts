import type { Frame } from '../../frames/frame';
import type { Sound } from '../../notebook/player';
import type { Part, Report } from '../../notebook/report';
import { plural } from '../../notebook/say';
import { mean, summary } from '../../stats/summary';
import { isMissing } from '../../study/interviews/relation';
import type { PredictedWindows } from '../../study/interviews/windows';
import type { WindowPrediction } from '../../tables/predictions';
import type { Study } from '../study';
import { percent } from '../words';
import { averagesReport, type AveragesReport } from './averages';
import type { InterviewWindows } from './interview-windows';
import { listenTo } from './listen';
import { findMoments, type MomentsReport } from './moments';
import type { NoveltyReport } from './novelty';
import type { WarningReport } from './warnings';
import { windowFrame } from './window-frame';

/** What predicting found beside the predictions. */
interface Around {
  readonly novelty: NoveltyReport;
  readonly warnings: WarningReport;
  /** Why stored predictions were kept rather than replaced; undefined where these are stored. */
  readonly kept: string | undefined;
}

/** What the models say of every window of every interview. */
export class PredictedInterviews implements Report {
  readonly kind = 'report';
  /** How far the recordings lie from what the models learned from. */
  readonly novelty: NoveltyReport;
  /** Warnings that are stored beside the predictions. */
  readonly warnings: WarningReport;
  readonly predictions: readonly WindowPrediction[];
  /** The interviews with a prediction, by their names. */
  readonly interviews: readonly string[];

  constructor(
    private readonly study: Study,
    private readonly measured: InterviewWindows,
    private readonly predicted: PredictedWindows,
    private readonly around: Around,
  ) {
    this.novelty = around.novelty;
    this.warnings = around.warnings;
    this.predictions = predicted.predictions;
    const present = new Set(this.predictions.flatMap((one) => (isMissing(one) ? [] : one.interview)));
    this.interviews = measured.corpus.interviews.flatMap(({ id }) => (present.has(id) ? id : []));
  }

  /** Gaps and missing windows, then what the predictions come to. */
  get parts(): readonly Part[] {
    const { kept } = this.around;
    return [...(kept === undefined ? [] : [`**Not stored:** ${kept}`]), this.gapsText(), this.scaleText()];
  }

  toJSON(): Readonly<Record<string, unknown>> {
    const values = (key: 'valence' | 'arousal' | 'probability') =>
      summary(this.predictions.map((prediction) => prediction[key]));
    return {
      windows: this.predictions.length,
      missing: this.missing,
      filled: this.predicted.filled,
      unmeasured: this.predicted.unmeasured,
      outsideScale: this.outsideScale,
      predicted: {
        valence: values('valence'),
        arousal: values('arousal'),
        probability: values('probability'),
      },
      excitedShare: this.excitedShare,
    };
  }

  /** A row per window: `interview`, `start` and `end` (s), `valence`, `arousal`, `probability` of excitement. */
  frame(): Frame {
    return windowFrame(this.predictions);
  }

  /** The averages over the windows of each interview. */
  averages(): AveragesReport {
    return averagesReport(this.predictions);
  }

  /**
   * The moments that move the mean arousal of each interview most, of which those of one are shown.
   *
   * @throws RangeError for an interview without a prediction
   */
  moments(interview: string | undefined = this.interviews[0]): Promise<MomentsReport> {
    this.check(interview);
    return findMoments(this.study, this.measured.models.arousal, this.predicted, interview);
  }

  /**
   * Predictions for every window of one interview, with moments marked, to be seen and heard. Its sound is put into the
   * notebook if it is synthetic.
   *
   * @throws RangeError for an interview without a prediction
   */
  listen(
    interview: string | undefined,
    moments?: MomentsReport,
    {
      sound = this.study.places.synthetic ? 'synthetic' : 'none',
    }: { /** 'recording' puts in that of a person, too. */ readonly sound?: Sound } = {},
  ): Promise<Report> {
    this.check(interview);
    const marks = moments?.moments.filter((moment) => moment.interview === interview) ?? [];
    return listenTo(this.study, this.measured, this.predictions, { interview, marks, sound });
  }

  /** Windows in which nothing is predicted. */
  private get missing(): number {
    return this.predictions.filter(isMissing).length;
  }

  private get outsideScale(): number {
    return this.predictions.filter(({ valence, arousal }) =>
      [valence, arousal].some((value) => value < 1 || value > 5),
    ).length;
  }

  /** Of the windows with a prediction of it; NaN where there is none. */
  private get excitedShare(): number {
    return mean(this.predictions.map(({ excited }) => Number(excited)));
  }

  private gapsText(): string {
    const { filled, predictions } = this.predicted;
    const gaps = `Windows with gaps that were filled: ${filled} of ${predictions.length}.`;
    if (this.missing === 0) return gaps;
    return (
      `${gaps} Windows in which nothing is predicted, as they hold too little speech or a feature is missing throughout ` +
      `their interview: ${this.missing} of ${predictions.length}. These are missing, not "not excited", and shares and means ` +
      'leave them out.'
    );
  }

  private scaleText(): string {
    const count = this.predictions.length - this.missing;
    const present = `${plural(count, 'window')} with a prediction`;
    const excited = Number.isNaN(this.excitedShare)
      ? 'There is no prediction of excited or not.'
      : `Called excited: ${percent(this.excitedShare, 1)} of ${present}.`;
    if (count === 0) return `${excited} There are no predicted ratings.`;
    if (this.outsideScale === 0) return `${excited} All predicted ratings lie on the scale from 1 to 5.`;
    return (
      `${excited} Placed outside the scale from 1 to 5: ${this.outsideScale} of ${present}. Nothing holds a linear model to ` +
      'the scale: where a recording differs from those it learned from, it goes on in a straight line.'
    );
  }

  private check(interview: string | undefined): void {
    if (interview === undefined || this.interviews.includes(interview)) return;
    throw new RangeError(
      `there is no prediction of an interview ${interview}; there are ${this.interviews.join(', ')}`,
    );
  }
}
