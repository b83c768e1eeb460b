import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Job, JobRecording } from './job';
import type { Answer, Request } from './measure-one';
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

/** Time a recording may take, s: two minutes, and as long as 16-bit sound at 16 kHz of its size lasts. */
function usualLimit({ bytes }: JobRecording): number {
  return 120 + bytes / 32_000;
}

/**
 * Starts a thread that measures recordings below `dataDir`.
 *
 * @param options.limit   s that a recording may take before its thread is ended
 * @param options.program the thread's TypeScript file
 */
export function startMeasurer(
  dataDir: string,
  { limit = usualLimit, program = path.join(__dirname, 'measure-worker.ts') } = {},
): Measurer {
  let thread: Worker | undefined;
  const measure = async (job: Job, recording: JobRecording): Promise<Outcome> => {
    const { set, channel, mode } = job;
    let reason = '';
    for (let i = 0; i < tries; i++) {
      thread ??= await startThread(program, dataDir);
      const answer = await ask(thread, { recording, set, channel, mode }, limit(recording));
      if (answer.kind === 'differs') throw new DataDiffers(answer.reason);
      if (answer.kind !== 'ended') return answer;
      await thread.terminate();
      thread = undefined;
      reason = answer.reason;
    }
    return { kind: 'unreadable', reason: `${recording.file}: set aside after ${tries} tries, ${reason}` };
  };
  return {
    async run(job) {
      const part: Outcome[] = [];
      for (const recording of job.recordings) part.push(await measure(job, recording));
      return part;
    },
    async stop() {
      await thread?.terminate();
    },
  };
}

/**
 * A thread that runs TypeScript as it stands, whatever compiled this file, once it has said that it is ready.
 *
 * @throws Error when it ends before: that is no recording's fault
 */
async function startThread(program: string, dataDir: string): Promise<Worker> {
  const typescript = JSON.stringify(require.resolve('tsx/cjs/api'));
  const code = `require(${typescript}).register(); require(${JSON.stringify(program)});`;
  const thread = new Worker(code, { eval: true, workerData: dataDir });
  await new Promise((resolve, reject) => {
    thread.once('message', resolve).once('error', reject);
    thread.once('exit', (code) => reject(new Error(`${program} ended with ${code} before it began`)));
  });
  return thread.removeAllListeners('error').removeAllListeners('exit');
}

type Ended = { readonly kind: 'ended'; readonly reason: string };

function ask(thread: Worker, request: Request, limit: number): Promise<Answer | Ended> {
  return new Promise((resolve) => {
    const settle = (answer: Answer | Ended): void => {
      clearTimeout(timer);
      thread.off('message', settle).off('error', onError).off('exit', onExit);
      resolve(answer);
    };
    const end = (reason: string): void => settle({ kind: 'ended', reason });
    const onError = (error: unknown): void =>
      end(`the last ended its thread: ${error instanceof Error ? error.message : String(error)}`);
    const onExit = (code: number): void => end(`the last ended its thread with ${code}`);
    const timer = setTimeout(() => end(`not one done within ${Math.ceil(limit)} s`), 1000 * limit);
    thread.on('message', settle).on('error', onError).on('exit', onExit);
    thread.postMessage(request);
  });
}
