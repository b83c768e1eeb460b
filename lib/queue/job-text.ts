import { parseJob, type Job } from '../jobs/job';

/**
 * A job in two texts: what all jobs of a run share, kept in Redis once, and what is its own.
 *
 * BullMQ's own record of the job holds the name of the run alone: Redis keeps a hash of short values (up to 64 bytes) in a
 * third of the memory.
 */
export function jobTexts(job: Job): { readonly shared: string; readonly own: string } {
  const { plan, index, recordings, ...rest } = job;
  return { shared: JSON.stringify({ plan, ...rest }), own: JSON.stringify({ index, recordings }) };
}

/**
 * The job in two texts that came from elsewhere.
 *
 * @throws Error as `parseJob`, and when they are no JSON
 */
export function jobOfTexts(shared: string, own: string): Job {
  return parseJob({ ...objectIn(shared), ...objectIn(own) });
}

function objectIn(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`a job that is no JSON (${text.slice(0, 100)})`, { cause });
  }
  return typeof value === 'object' && value !== null ? value : {};
}
