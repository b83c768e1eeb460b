import { isEmbeddingName } from '../embeddings/embedding';
import type { Job } from '../jobs/job';
import { runHere, type RunJobs } from '../jobs/run-here';
import { runOverQueue } from '../queue/coordinator';
import type { Places } from './places';

/** How the study has its jobs done: by the workers at a queue where one is named, else in threads of this machine. */
export function runAt(places: Pick<Places, 'data' | 'artifacts' | 'queue'>): RunJobs {
  if (places.queue === undefined) return runHere(places.data);
  const overQueue = runOverQueue(places.queue, { artifacts: places.artifacts });
  return (jobs, finish, about) => overQueue(withoutEmbeddings(jobs), finish, about);
}

/** @throws Error at the first job that needs a model file, which workers on other machines do not have */
function* withoutEmbeddings(jobs: Iterable<Job>): Generator<Job> {
  for (const job of jobs) {
    if (isEmbeddingName(job.set))
      throw new Error(
        `the feature set ${job.set} is an embedding, whose model file workers at a queue do not have; leave queue empty for it`,
      );
    yield job;
  }
}
