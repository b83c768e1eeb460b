import type { SampleReader } from '../../audio/sample-reader';
import type { Answer, Calls, Contours, Question } from '../calls';
import type { MicrophoneQuestion } from '../microphone-question';
import { blobSource } from './blob-source';
import { codingOf } from './coding';
import { contours, contoursCsv } from './contours';
import { spectrogram } from './levels';
import { startLive, type Live } from './live';
import { outliner, type Outliner } from './outline';
import { stretchReport } from './report';
import { openSound, stretch } from './sound';
import { textGrid } from './text-grid';

/*
 * The program of the page's workers: each opens a recording and answers questions about it, or measures a microphone.
 */

type Progress = (share: number) => void;

let sound: SampleReader | undefined;
let outlines: Outliner | undefined;
let measured: Contours | undefined;
let live: Live | undefined;

function opened(): SampleReader {
  if (sound === undefined) throw new Error('no recording is open; open one first');
  return sound;
}

function allContours(progress: Progress): Contours {
  return (measured ??= contours(opened(), progress));
}

const answers: {
  readonly [Name in keyof Calls]: (
    given: Parameters<Calls[Name]>[0],
    progress: Progress,
  ) => ReturnType<Calls[Name]>;
} = {
  coding: ({ file, name }) => codingOf(blobSource(file), name),
  open: ({ file, name, channel }) => {
    const { info, reader } = openSound(file, name, channel);
    sound = reader;
    outlines = measured = undefined;
    return info;
  },
  outline: ({ columns, ...view }) => (outlines ??= outliner(opened()))(view, columns),
  spectrogram: ({ columns, ...view }) => spectrogram(opened(), view, columns),
  contours: (_, progress) => allContours(progress),
  report: (span) => stretchReport(stretch(opened(), span)),
  csv: (_, progress) => contoursCsv(allContours(progress)),
  textGrid: ({ selection }) => textGrid(opened(), selection),
};

function answer({ id, call, given }: Question): Answer {
  try {
    const run = answers[call] as (given: unknown, progress: Progress) => unknown;
    return { id, result: run(given, (progress) => self.postMessage({ id, progress } satisfies Answer)) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

self.addEventListener('message', ({ data }: MessageEvent<Question | MicrophoneQuestion>) => {
  if ('call' in data) self.postMessage(answer(data));
  else if (data.kind === 'start')
    live = startLive(data.port, data.sampleRate, (update) => self.postMessage(update));
  else if (live !== undefined) self.postMessage({ kind: 'recording', recording: live.recording() });
});
