import { joinedFacts, soundRemarks, type Remark, type SoundFacts } from '../audio/remarks';
import type { Channel } from '../audio/signal';
import type { Segment } from '../corpora/segment';
import type { FeatureTable } from '../tables/feature-table';
import type { Job } from './job';
import type { Part } from './part';

/** A remark on a recording. */
export interface FileRemark extends Remark {
  readonly file: string;
}

/** Rows and remarks of a run. */
export interface Findings {
  /** Number of rows. */
  readonly rows: number;
  /** Recordings that could not be read, and why. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** Recordings that were read and are unusual, and why. */
  readonly remarks: readonly FileRemark[];
}

/**
 * Collects the findings in the parts of all jobs. One part is in memory at a time.
 *
 * @param partOf the part of a job
 */
export function findingsIn(jobs: Iterable<Job>, partOf: (job: Job) => Part): Findings {
  const skipped: { file: string; reason: string }[] = [];
  const remarks: FileRemark[] = [];
  // Stretches of a recording are consecutive, maybe in several jobs.
  let last: { file: string; channel: Channel; facts: SoundFacts } | undefined;
  const close = (): void => {
    if (last === undefined) return;
    const { file, channel, facts } = last;
    remarks.push(...soundRemarks(facts, channel).map((remark) => ({ file, ...remark })));
  };
  let rows = 0;
  for (const job of jobs) {
    partOf(job).forEach((outcome, i) => {
      const { file, spans } = job.recordings[i];
      if (outcome.kind === 'rows') {
        rows += spans.length;
        remarks.push(...outcome.notes.map((reason) => ({ file, kind: 'unusual file', reason })));
        if (outcome.facts === undefined) return;
        const facts = last?.file === file ? joinedFacts(last.facts, outcome.facts) : outcome.facts;
        if (last?.file !== file) close();
        last = { file, channel: job.channel, facts };
      } else {
        skipped.push({ file, reason: outcome.reason });
      }
    });
  }
  close();
  return { rows, skipped: onceByFile(skipped), remarks: onceByFile(remarks) };
}

/**
 * The rows of all jobs in order of the segments, a table per job; one table without rows when there are no jobs. Segments
 * whose recordings could not be read are left out. One part is in memory at a time.
 *
 * @param segments the segments of the jobs
 * @param features names of the columns
 * @param partOf   the part of a job
 */
export function* mergedTables(
  segments: Iterable<Segment>,
  features: readonly string[],
  jobs: Iterable<Job>,
  partOf: (job: Job) => Part,
): Generator<FeatureTable> {
  const rest = segments[Symbol.iterator]();
  let none = true;
  for (const job of jobs) {
    const part = partOf(job);
    const kept: Segment[] = [];
    const values = new Float64Array(
      part.reduce((sum, outcome) => sum + (outcome.kind === 'rows' ? outcome.rows.length : 0), 0),
    );
    part.forEach((outcome, i) => {
      if (outcome.kind === 'rows') values.set(outcome.rows, kept.length * features.length);
      for (let j = 0; j < job.recordings[i].spans.length; j++) {
        const next = rest.next();
        if (next.done === true) throw new RangeError('there are fewer segments than stretches in the jobs');
        if (outcome.kind === 'rows') kept.push(next.value);
      }
    });
    none = false;
    yield { segments: kept, features, values };
  }
  if (none) yield { segments: [], features, values: new Float64Array(0) };
}

/** Sorts entries by file and removes repeated ones, as of the stretches of a recording. */
function onceByFile<Entry extends { readonly file: string; readonly reason: string }>(
  entries: readonly Entry[],
): Entry[] {
  const once = new Map(entries.map((entry) => [`${entry.file}\0${entry.reason}`, entry]));
  return [...once.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}
