import type { OnDone } from '../../jobs/measured-table';
import type { OpenedInterviews } from '../../study/interviews/corpus';
import { interviewSpeech, windowsWithoutSpeech, type SpeechSettings } from '../../study/interviews/speech';
import type { MeasuredWindows } from '../../study/interviews/windows';
import type { WindowSpeech } from './interview-windows';

/**
 * Finds where the interviewees speak, and lets windows with too little of it go without a prediction, as silent ones do. Where
 * every window holds speech, the windows are as they were.
 */
export async function withSpeech(
  { places, interviews }: OpenedInterviews,
  windows: MeasuredWindows,
  settings: SpeechSettings & { readonly leastSpeech: number },
  onDone: OnDone,
): Promise<{ windows: MeasuredWindows; found: WindowSpeech }> {
  const { leastSpeech } = settings;
  const measured = new Set(windows.interviews);
  const heard = await interviewSpeech(
    places,
    interviews.filter(({ id }) => measured.has(id)),
    settings,
    onDone,
  );
  const recordings = new Map([...heard.interviews.values()].flatMap((one) => [...one.recordings]));
  const leftOut = windowsWithoutSpeech(windows.table.segments, recordings, leastSpeech);
  const found = { ...heard, leastSpeech, leftOut };
  if (leftOut.length === 0) return { windows, found };
  const { provenance } = windows;
  return {
    windows: {
      ...windows,
      silent: [...new Set([...windows.silent, ...leftOut])].sort((a, b) => a - b),
      provenance: { ...provenance, settings: { ...provenance.settings, leastSpeech } },
    },
    found,
  };
}
