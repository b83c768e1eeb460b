import type { Channel } from '../../audio/signal';
import type { OpenedInterviews } from '../../study/interviews/corpus';
import type { InterviewModels } from '../../study/interviews/models';
import type { MeasuredWindows, Windowing } from '../../study/interviews/windows';

/** The measured windows of interviews, with all that predicting and showing them needs. */
export interface InterviewWindows {
  readonly corpus: OpenedInterviews;
  readonly models: InterviewModels;
  readonly windows: MeasuredWindows;
  readonly windowing: Windowing;
  /** Where the interviewee is heard. */
  readonly channel: Channel;
  /** What is known to be wrong with the models' predictions, as sentences. */
  readonly warnings: readonly string[];
}
