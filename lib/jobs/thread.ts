import path from 'node:path';
import { Piscina } from 'piscina';
import { projectRoot } from '../tables/project';
import type { Job, JobRecording } from './job';
import type { Answer, ThreadRequest } from './measure-one';
import type { Outcome, Part } from './part';

/** Does jobs one after the other in a worker thread of its own. */
export interface Measurer {
  /**
   * The part of a job. A recording that ends the thread, or is not done within its time, is tried three times, then set
   * aside with the reason; the others go on.
   *
   * @throws DataDiffers when a recording here is not the one that the job means
   */
  readonly run: (job: Job) => Promise<Part>;
  readonly stop: () => Promise<void>;
}

/** A recording is not the one that a job means: the machines have different data, or it was changed meanwhile. */
export class DataDiffers extends Error {}

const tries = 3;

/** Seconds that a recording may take: two minutes, and as long as 16-bit sound at 16 kHz of its size lasts. */
function usualLimit({ bytes }: JobRecording): number {
  return 120 + bytes / 32_000;
}

/**
 * Starts a worker thread that measures recordings below `dataDir`.
 *
 * @param options.limit   s that a recording may take before its thread is ended
 * @param options.program the thread's JavaScript file
 */
export function startMeasurer(
  dataDir: string,
  {
    limit = usualLimit,
    program = path.join(projectRoot(), 'dist', 'jobs', 'measure-worker.js'),
  }: { readonly limit?: (recording: JobRecording) => number; readonly program?: string } = {},
): Measurer {
  const pool = new Piscina<ThreadRequest, Answer | 'ready'>({
    filename: program,
    workerData: dataDir,
    minThreads: 1,
    maxThreads: 1,
    atomics: 'disabled', // a thread that waits asynchronously can be ended
  });
  let ready: Promise<unknown> | undefined;
  const measure = async ({ set, channel, mode }: Job, recording: JobRecording): Promise<Outcome> => {
    // A thread that cannot begin is no recording's fault, so its error is not caught.
    await (ready ??= pool.run('ready?'));
    const seconds = limit(recording);
    let reason = '';
    for (let i = 0; i < tries; i++) {
      const signal = AbortSignal.timeout(Math.ceil(1000 * seconds));
      const answer = await pool.run({ recording, set, channel, mode }, { signal }).catch((error: unknown) => {
        const ended = error instanceof Error ? error.message : String(error);
        reason = signal.aborted
          ? `not one done within ${Math.ceil(seconds)} s`
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
