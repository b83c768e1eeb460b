import type { Sound } from '../../notebook/player';
import { reportOf, type Part, type Report } from '../../notebook/report';
import { interviewParts } from '../../notebook/interview-player';
import type { Moment } from '../../plots/moments';
import { needed } from '../../stats/insufficient-data';
import { interviewSound } from '../../study/interviews/sound';
import type { WindowPrediction } from '../../tables/predictions';
import { addPart, type StepRunner } from '../add-part';
import type { InterviewWindows } from './interview-windows';

/** What of the interviews is shown. */
interface Shown {
  /** undefined where nothing is predicted of any. */
  readonly interview: string | undefined;
  readonly marks: readonly Moment[];
  readonly sound: Sound;
}

/**
 * The predictions for every window of one interview over time, beside its recording.
 *
 * @throws Error when its recording cannot be read any more
 */
export async function listenTo(
  study: StepRunner,
  { corpus, channel, windowing, speech, windows }: InterviewWindows,
  predictions: readonly WindowPrediction[],
  { interview, marks, sound }: Shown,
): Promise<Report> {
  const parts: Part[] = [];
  await addPart(study, parts, 'one interview, to be seen and heard', async () => {
    const name = needed(interview, 'an interview of which something is predicted');
    const measured = new Set(windows.table.segments.map(({ file }) => file));
    const recordings = [...windows.recordings].filter(
      ([file, recording]) => recording.interview === name && measured.has(file),
    );
    const recording = await interviewSound(corpus.places.data, recordings, channel);
    const own = predictions.filter((prediction) => prediction.interview === name);
    return interviewParts(recording, own, {
      title: `Interview ${name}`,
      note: `windows of ${windowing.length} s, one every ${windowing.hop} s`,
      moments: marks,
      leftOut: speech.leftOut.flatMap((row) => (windows.interviews[row] === name ? windows.times[row] : [])),
      sound,
    });
  });
  return reportOf(parts);
}
