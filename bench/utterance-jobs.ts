import { readLinkedCorpora } from '../lib/corpora/linked';
import type { Job } from '../lib/jobs/job';
import { planJobs, planName } from '../lib/jobs/plan';
import { fingerprints } from '../lib/tables/fingerprint';

/** The jobs that notebook 1 has done for a corpus, all of them so many times. */
export async function utteranceJobs(data: string, times = 1): Promise<Job[]> {
  const { utterances } = await readLinkedCorpora(data);
  const segments = utterances.map(({ segment }) => segment);
  const recordings = await fingerprints(
    data,
    segments.map(({ file }) => file),
  );
  const measuring = { dataDir: data, set: 'original83', channel: 'left' as const };
  const jobs = [
    ...planJobs({ segments, measuring, recordings }, planName(`bench ${process.hrtime.bigint()}`)),
  ];
  return Array.from({ length: times }, () => jobs)
    .flat()
    .map((job, index) => ({ ...job, index }));
}
