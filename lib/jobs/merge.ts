import type { Segment } from '../corpora/segment';
import type { FeatureTable } from '../tables/feature-table';
import type { Job } from './job';
import type { Part } from './part';

export interface Measured {
  /** Rows of the segments whose recordings could be read, in the order given. */
  readonly table: FeatureTable;
  /** Recordings that could not be read, and why. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** Recordings that were read although something about them is unusual, and what. */
  readonly remarks: readonly { readonly file: string; readonly reason: string }[];
}

/**
 * The parts of all jobs as one table: rows in the order of the segments, whichever job was done first. Parts are held
 * one at a time.
 *
 * @param segments as they were cut into the jobs
 * @param features names of the columns
 * @param partOf   the part of a job
 */
export function mergeParts(
  segments: readonly Segment[],
  features: readonly string[],
  jobs: Iterable<Job>,
  partOf: (job: Job) => Part,
): Measured {
  const kept: Segment[] = [];
  const values = new Float64Array(segments.length * features.length);
  const skipped: { file: string; reason: string }[] = [];
  const remarks: { file: string; reason: string }[] = [];
  let next = 0; // segment
  for (const job of jobs) {
    partOf(job).forEach((outcome, i) => {
      const { file, spans } = job.recordings[i];
      if (outcome.kind === 'rows') {
        values.set(outcome.rows, kept.length * features.length);
        for (let j = 0; j < spans.length; j++) kept.push(segments[next + j]);
        remarks.push(...outcome.notes.map((reason) => ({ file, reason })));
      } else {
        skipped.push({ file, reason: outcome.reason });
      }
      next += spans.length;
    });
  }
  const table = { segments: kept, features, values: values.slice(0, kept.length * features.length) };
  return { table, skipped: onceByFile(skipped), remarks: onceByFile(remarks) };
}

/** By name of the file; what every stretch of a recording says is said once. */
function onceByFile(
  entries: readonly { readonly file: string; readonly reason: string }[],
): { file: string; reason: string }[] {
  const once = new Map(entries.map(({ file, reason }) => [`${file}\0${reason}`, { file, reason }]));
  return [...once.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}
