import { parseJob, type Job } from '../jobs/job';

/**
 * A job as two texts: the fields that all jobs of a run share, stored in Redis once, and its own.
 *
 * BullMQ's record of the job has only the name of the run: a Redis hash of short values (up to 64 bytes) takes a third of the
 * memory.
 */
export function jobTexts(job: Job): { readonly shared: string; readonly own: string } {
  const { plan, index, recordings, ...rest } = job;
  return { shared: JSON.stringify({ plan, ...rest }), own: JSON.stringify({ index, recordings }) };
}

/**
 * Parses a job from two texts.
 *
 * @throws Error as `parseJob`, or when a text is not JSON
 */
export function jobOfTexts(shared: string, own: string): Job {
  return parseJob({ ...objectIn(shared), ...objectIn(own) });
}

function objectIn(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`a job that is not JSON (${text.slice(0, 100)})`, { cause });
  }
  return typeof value === 'object' && value !== null ? value : {};
}
