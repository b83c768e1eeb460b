import path from 'node:path';
import { Piscina } from 'piscina';
import { projectRoot } from '../tables/project';
import type { Job, JobRecording } from './job';
import type { Answer, ThreadRequest } from './measure-one';
import type { Outcome, Part } from './part';

/** A worker thread that runs one job at a time. */
export interface Measurer {
  /**
   * Runs a job. A recording that ends the thread or exceeds its time limit is tried three times, then left out with the
   * reason.
   *
   * @throws DataDiffers when a recording differs from that of the job
   */
  readonly run: (job: Job) => Promise<Part>;
  readonly stop: () => Promise<void>;
}

/** A recording differs from that of the job: the machines have different data, or the file has changed. */
export class DataDiffers extends Error {}

const tries = 3;

/** Time limit of a recording, s: two minutes and the duration of 16-bit sound at 16 kHz of its size. */
function timeLimit({ bytes }: JobRecording): number {
  return 120 + bytes / 32_000;
}

/**
 * Starts a worker thread that measures recordings below `dataDir`.
 *
 * @param options.limit   time limit of a recording, s; then its thread is ended
 * @param options.program JavaScript file of the thread
 */
export function startMeasurer(
  dataDir: string,
  {
    limit = timeLimit,
    program = path.join(projectRoot(), 'dist', 'jobs', 'measure-worker.js'),
  }: { readonly limit?: (recording: JobRecording) => number; readonly program?: string } = {},
): Measurer {
  const pool = new Piscina<ThreadRequest, Answer | 'ready'>({
    filename: program,
    workerData: dataDir,
    minThreads: 1,
    maxThreads: 1,
    atomics: 'disabled', // only a thread that waits asynchronously can be ended
  });
  let ready: Promise<unknown> | undefined;
  const measure = async ({ set, channel, mode }: Job, recording: JobRecording): Promise<Outcome> => {
    // A thread that does not start is not the fault of a recording, so its error is not caught.
    await (ready ??= pool.run('ready?'));
    const seconds = limit(recording);
    let reason = '';
    for (let i = 0; i < tries; i++) {
      const signal = AbortSignal.timeout(Math.ceil(1000 * seconds));
      const answer = await pool.run({ recording, set, channel, mode }, { signal }).catch((error: unknown) => {
        const ended = error instanceof Error ? error.message : String(error);
        reason = signal.aborted
          ? `none finished within ${Math.ceil(seconds)} s`
          : `the last ended its thread: ${ended}`;
        return undefined;
      });
      if (answer === undefined || answer === 'ready') continue;
      if (answer.kind === 'differs') throw new DataDiffers(answer.reason);
      return answer;
    }
    return { kind: 'unreadable', reason: `${recording.file}: set aside after ${tries} tries, ${reason}` };
  };
  return {
    async run(job) {
      const part: Outcome[] = [];
      for (const recording of job.recordings) part.push(await measure(job, recording));
      return part;
    },
    stop: () => pool.destroy(),
  };
}
