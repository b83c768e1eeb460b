import { readerOf, type SampleReader } from '../../audio/sample-reader';
import type { Answer, Calls, Contours, Question } from '../calls';
import type { MicrophoneQuestion } from '../microphone-question';
import { blobSource } from './blob-source';
import { codingOf } from './coding';
import { contours, contoursCsv } from './contours';
import { spectrogram } from './levels';
import { startLive, type Live } from './live';
import { openModels, type OpenModels } from './models';
import { outliner, type Outliner } from './outline';
import { stretchReport } from './report';
import { HeardScores, scoreSound } from './scores';
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
let models: OpenModels | undefined;
let heard: HeardScores | undefined;

function opened(): SampleReader {
  if (sound === undefined) throw new Error('no recording is open; open one first');
  return sound;
}

function scoring(): OpenModels {
  if (models === undefined) throw new Error('no models are open; open some first');
  return models;
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
  models: async ({ files }) => {
    models = await openModels(files);
    heard = undefined;
    return models.info;
  },
  scores: (_, progress) => scoreSound(scoring(), opened(), progress),
  heardReport: (samples) => stretchReport(readerOf(samples)),
  heardScores: ({ start, ...samples }) => (heard ??= new HeardScores(scoring())).add(samples, start),
};

async function answer({ id, call, given }: Question): Promise<Answer> {
  const began = performance.now();
  try {
    const run = answers[call] as (given: unknown, progress: Progress) => unknown;
    const result = await run(given, (progress) => self.postMessage({ id, progress } satisfies Answer));
    return { id, result, took: (performance.now() - began) / 1000 };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

self.addEventListener('message', ({ data }: MessageEvent<Question | MicrophoneQuestion>) => {
  if ('call' in data) void answer(data).then((found) => self.postMessage(found));
  else if (data.kind === 'start') {
    const started = startLive(data.sampleRate, (update) => self.postMessage(update));
    data.port.onmessage = ({ data: samples }: MessageEvent<Float32Array<ArrayBuffer>>) =>
      started.hear(samples);
    live = started;
  } else if (live !== undefined) self.postMessage({ kind: 'recording', recording: live.recording() });
});
