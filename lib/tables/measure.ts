import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Segment } from '../corpora/segment';
import { featureSet } from '../features/sets';
import type { FeatureTable } from './feature-table';
import { noJournal, openJournal, type Outcome } from './journal';
import { checkMode, type MeasuringSettings, type RecordingJob } from './measure-recording';

export interface Measured {
  /** Rows of the segments whose recordings could be read, in the order given. */
  readonly table: FeatureTable;
  /** Recordings that could not be read, and why. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** Recordings that were read although something about them is unusual, and what. */
  readonly remarks: readonly { readonly file: string; readonly reason: string }[];
}

/**
 * The features of every segment, recordings spread over worker threads.
 *
 * @param segments         stretches of recordings; consecutive ones of one file are measured together
 * @param settings         data folder, feature set by name, channel, mode
 * @param options.journal  file that keeps finished recordings; a run that was cut off goes on from there.
 *   Without one nothing is kept
 * @param options.key      what the journal's contents depend on: hash of the data and the settings
 * @param options.threads  worker threads; as many as the processor has cores unless given
 * @param options.onDone   told after each recording; an error it throws stops the work, what is done stays in the journal
 *
 * @throws RangeError when there is no such set, or it does not know the mode
 *
 * One bad recording never stops the others: it is left out of the table and named in `skipped`.
 */
export async function measure(
  segments: readonly Segment[],
  settings: MeasuringSettings,
  options: {
    journal?: string;
    key?: string;
    threads?: number;
    onDone?: (done: number, total: number) => void;
  } = {},
): Promise<Measured> {
  checkMode(settings);
  const set = featureSet(settings.set);
  const jobs = jobsOf(segments);
  const { journal: file, key = '' } = options;
  const journal = file === undefined ? noJournal() : await openJournal(file, key);
  const outcomes = new Map(journal.done);
  try {
    const open = jobs.filter((job) => !outcomes.has(job.file));
    options.onDone?.(jobs.length - open.length, jobs.length);
    await overWorkers(open, settings, options.threads ?? availableParallelism(), async (job, outcome) => {
      outcomes.set(job.file, outcome);
      await journal.append(job.file, outcome);
      options.onDone?.(outcomes.size, jobs.length);
    });
  } finally {
    await journal.close();
  }
  return assemble(
    segments,
    set.features.map((feature) => feature.name),
    outcomes,
  );
}

function jobsOf(segments: readonly Segment[]): RecordingJob[] {
  const spans = new Map<string, { start: number; end: number }[]>();
  for (const { file, start, end } of segments) {
    const known = spans.get(file);
    if (known) known.push({ start, end });
    else spans.set(file, [{ start, end }]);
  }
  return [...spans].map(([file, of]) => ({ file, spans: of }));
}

/** Rows in the order of the segments, whichever recording was finished first. */
function assemble(
  segments: readonly Segment[],
  features: readonly string[],
  outcomes: ReadonlyMap<string, Outcome>,
): Measured {
  const width = features.length;
  const used = new Map<string, number>(); // rows already taken from a file
  const kept: Segment[] = [];
  const values = new Float64Array(segments.length * width);
  for (const segment of segments) {
    const outcome = outcomes.get(segment.file);
    if (outcome?.kind !== 'rows') continue;
    const next = used.get(segment.file) ?? 0;
    used.set(segment.file, next + 1);
    values.set(outcome.rows.subarray(next * width, (next + 1) * width), kept.length * width);
    kept.push(segment);
  }
  const byFile = [...outcomes].sort(([a], [b]) => (a < b ? -1 : 1));
  const skipped = byFile.flatMap(([file, outcome]) =>
    outcome.kind === 'unreadable' ? [{ file, reason: outcome.reason }] : [],
  );
  const remarks = byFile.flatMap(([file, outcome]) =>
    outcome.kind === 'rows' ? outcome.notes.map((reason) => ({ file, reason })) : [],
  );
  const table = { segments: kept, features, values: values.slice(0, kept.length * width) };
  return { table, skipped, remarks };
}

/** Hands jobs to worker threads; `finish` runs for one at a time, and an error it throws stops everything. */
async function overWorkers(
  jobs: readonly RecordingJob[],
  settings: MeasuringSettings,
  threads: number,
  finish: (job: RecordingJob, outcome: Outcome) => Promise<void>,
): Promise<void> {
  const queue = [...jobs];
  let finishing: Promise<void> = Promise.resolve();
  const one = async (): Promise<void> => {
    let worker = startWorker(settings);
    try {
      for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
        const current = job;
        let outcome: Outcome;
        try {
          outcome = await ask(worker, current);
        } catch (error) {
          // The thread itself died (out of memory, say): this recording is set aside, a new thread takes the next.
          outcome = { kind: 'unreadable', reason: `measuring it ended the worker thread: ${String(error)}` };
          worker = startWorker(settings);
        }
        finishing = finishing.then(() => finish(current, outcome));
        await finishing;
      }
    } catch (error) {
      queue.length = 0;
      throw error;
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(threads, jobs.length) }, one));
}

/** A thread that runs the TypeScript of measure-worker.ts as it stands, whatever compiled this file. */
function startWorker(settings: MeasuringSettings): Worker {
  const typescript = JSON.stringify(require.resolve('tsx/cjs/api'));
  const program = JSON.stringify(path.join(__dirname, 'measure-worker.ts'));
  return new Worker(`require(${typescript}).register(); require(${program});`, {
    eval: true,
    workerData: settings,
  });
}

function ask(worker: Worker, job: RecordingJob): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      act();
    };
    const onMessage = (outcome: Outcome): void => settle(() => resolve(outcome));
    const onError = (error: unknown): void =>
      settle(() => reject(error instanceof Error ? error : new Error(String(error))));
    const onExit = (code: number): void => settle(() => reject(new Error(`it ended with ${code}`)));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(job);
  });
}
