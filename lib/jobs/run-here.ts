import { availableParallelism } from 'node:os';
import type { Job } from './job';
import type { Part } from './part';
import { startMeasurer, type Measurer } from './thread';

/**
 * Runs jobs. It takes a job from the iterable only when it can run it, so the iterable may have any length. It calls `finish`
 * for one part at a time, in any order; an error of `finish` ends the run.
 */
export type RunJobs = (
  jobs: Iterable<Job>,
  finish: (job: Job, part: Part) => void | Promise<void>,
  /** Name and number of the jobs, for messages. */
  about: { readonly what: string; readonly jobs: number },
) => Promise<void>;

/**
 * Runs jobs on this machine in worker threads, one job per thread at a time.
 *
 * @param dataDir folder of the recordings
 * @param start   starts a thread
 */
export function runHere(
  dataDir: string,
  {
    threads = availableParallelism(),
    start = () => startMeasurer(dataDir),
  }: { readonly threads?: number; readonly start?: () => Measurer } = {},
): RunJobs {
  return async (jobs, finish) => {
    const rest = jobs[Symbol.iterator]();
    let failed = false;
    let finishing: Promise<void> = Promise.resolve();
    const take = (): Job | undefined => {
      const next = failed ? { done: true as const, value: undefined } : rest.next();
      return next.done === true ? undefined : next.value;
    };
    const one = async (): Promise<void> => {
      let measurer: Measurer | undefined;
      try {
        for (let job = take(); job !== undefined; job = take()) {
          const current = job;
          measurer ??= start();
          const part = await measurer.run(current);
          finishing = finishing.then(() => finish(current, part));
          await finishing;
        }
      } catch (error) {
        failed = true;
        throw error;
      } finally {
        await measurer?.stop();
      }
    };
    await Promise.all(Array.from({ length: threads }, one));
  };
}
