import type { Channel } from '../../audio/signal';
import type { OpenedInterviews } from '../../study/interviews/corpus';
import type { InterviewModels } from '../../study/interviews/models';
import type { SpeechOfInterviews } from '../../study/interviews/speech';
import type { MeasuredWindows, Windowing } from '../../study/interviews/windows';

/** Where the interviewees speak, and what that leaves out. */
export interface WindowSpeech extends SpeechOfInterviews {
  /** Share of a window, 0 to 1, that is the interviewee's speech at least. */
  readonly leastSpeech: number;
  /** Windows with less, or with another voice in a fifth of their speech, by their row. */
  readonly leftOut: readonly number[];
}

/** The measured windows of interviews, with all that predicting and showing them needs. */
export interface InterviewWindows {
  readonly corpus: OpenedInterviews;
  readonly models: InterviewModels;
  /** `silent` holds the windows with too little speech, too. */
  readonly windows: MeasuredWindows;
  readonly speech: WindowSpeech;
  readonly windowing: Windowing;
  /** Where the interviewee is heard. */
  readonly channel: Channel;
  /** What is known to be wrong with the models' predictions, as sentences. */
  readonly warnings: readonly string[];
}
