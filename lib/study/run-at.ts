import { runHere, type RunJobs } from '../jobs/run-here';
import { runOverQueue } from '../queue/coordinator';
import type { Places } from './places';

/** How the study has its jobs done: by the workers at a queue where one is named, else in threads of this machine. */
export function runAt(places: Pick<Places, 'data' | 'artifacts' | 'queue'>): RunJobs {
  return places.queue === undefined
    ? runHere(places.data)
    : runOverQueue(places.queue, { artifacts: places.artifacts });
}
