import { availableParallelism } from 'node:os';
import type { Job } from './job';
import type { Part } from './part';
import { startMeasurer, type Measurer } from './thread';

/**
 * A way to have jobs done. It takes a job from the list only when there is room for it, so that a list made as it is
 * read may be of any length, and calls `finish` for one part at a time, in any order; an error that `finish` throws
 * ends the work.
 */
export type RunJobs = (
  jobs: Iterable<Job>,
  finish: (job: Job, part: Part) => void | Promise<void>,
  /** What the work is for, and how many jobs it is. */
  about: { readonly what: string; readonly jobs: number },
) => Promise<void>;

/**
 * Does jobs on this machine, in worker threads; each holds one job at a time.
 *
 * @param dataDir folder the recordings are in
 * @param start   how to start a thread
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
