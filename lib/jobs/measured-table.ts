import path from 'node:path';
import type { Segment } from '../corpora/segment';
import { featureSet } from '../features/sets';
import { artifactFormat } from '../tables/artifact';
import { readFeatureTable, writeFeatureTable } from '../tables/feature-table-file';
import { combinedHash, type Fingerprint } from '../tables/fingerprint';
import { checkMode, type MeasuringSettings } from '../tables/measure-recording';
import { versions } from '../tables/project';
import { provenanceDifferences, type Json, type Provenance } from '../tables/provenance';
import { jobRows, type Job } from './job';
import { takeLock } from './lock';
import { mergeParts, type Measured } from './merge';
import type { Part } from './part';
import { openParts } from './part-store';
import { planJobs, planName } from './plan';
import type { RunJobs } from './run-here';

export interface MeasuredTable extends Measured {
  /** True when the stored table was taken as it is. */
  readonly reused: boolean;
  /** What about a stored table no longer fits, one line each; empty when it was taken or there was none. */
  readonly changes: readonly string[];
  readonly provenance: Provenance;
  /** Jobs done now, and jobs an earlier run had done already; none where the table was taken as it is. */
  readonly jobs: { readonly done: number; readonly kept: number };
}

/** How far the work is, in rows. */
export type OnDone = (done: number, total: number) => void;

/**
 * The features of `segments`: read from `file` when the table there was made from the same data with the same
 * settings, else measured and stored there. A run that was cut off goes on where it was; two at once are refused.
 *
 * @param file              the artifact
 * @param segments          what to measure; must follow from the data and `source.settings` alone
 * @param measuring         data folder, feature set, channel, mode
 * @param source.kind       what the rows are, for the provenance
 * @param source.recordings size and hash of every recording
 * @param source.settings   whatever else decides the rows, such as window and hop
 * @param run               how to have the jobs done
 * @param onDone            told after each job; an error it throws stops the work, what is done is kept
 * @throws Error naming the file when something else lies there, such as a pickle of the original project; it is kept
 * @throws RangeError when the set does not know the mode
 * @throws Error naming the process that is at work in the same folder
 */
export async function measuredTable(
  file: string,
  segments: readonly Segment[],
  measuring: MeasuringSettings,
  source: {
    readonly kind: string;
    readonly recordings: ReadonlyMap<string, Fingerprint>;
    readonly settings?: { readonly [key: string]: Json };
  },
  run: RunJobs,
  onDone?: OnDone,
): Promise<MeasuredTable> {
  checkMode(measuring);
  const set = featureSet(measuring.set);
  const wanted: Provenance = {
    kind: source.kind,
    data: combinedHash(source.recordings),
    features: { name: set.name, version: set.version },
    settings: {
      ...source.settings,
      channel: measuring.channel,
      ...(measuring.mode === 'shared' ? { mode: measuring.mode } : {}),
    },
    versions: versions(),
  };
  let changes: string[] = [];
  if (artifactFormat(file) !== 'missing') {
    const stored = readFeatureTable(file, { kind: source.kind });
    changes = provenanceDifferences(stored.provenance, wanted);
    if (changes.length === 0) {
      const { table, provenance } = stored;
      const { skipped = [], remarks = [] } = provenance;
      return { table, skipped, remarks, reused: true, changes, provenance, jobs: { done: 0, kept: 0 } };
    }
  }
  const folder = path.dirname(file);
  const parts = `.partial/${path.basename(file)}`;
  const plan = planName(JSON.stringify({ ...wanted, versions: {} }));
  const jobs = () => planJobs({ segments, measuring, recordings: source.recordings, parts }, plan);
  const lock = await takeLock(path.join(folder, '.partial', 'lock'));
  try {
    const store = openParts(path.join(folder, parts), plan, jobs());
    const count = { done: 0, kept: 0 };
    let rows = 0;
    const open = function* (): Generator<Job> {
      for (const job of jobs()) if (!store.has(job.index)) yield job;
    };
    let left = 0;
    for (const job of jobs()) {
      if (store.has(job.index)) {
        count.kept++;
        rows += jobRows(job);
      } else left++;
    }
    onDone?.(rows, segments.length);
    const finish = (job: Job, part: Part): void => {
      lock.check();
      store.put(job, part);
      count.done++;
      rows += jobRows(job);
      onDone?.(rows, segments.length);
    };
    await run(open(), finish, { what: path.basename(file), jobs: left });
    const measured = mergeParts(
      segments,
      set.features.map((feature) => feature.name),
      jobs(),
      (job) => {
        const part = store.get(job);
        if (part !== undefined) return part;
        throw new Error(`part ${job.index} of ${file} was damaged after it was written; run again`);
      },
    );
    lock.check();
    const provenance: Provenance = { ...wanted, skipped: measured.skipped, remarks: measured.remarks };
    writeFeatureTable(file, measured.table, set, provenance);
    store.remove();
    return { ...measured, reused: false, changes, provenance, jobs: count };
  } finally {
    lock.release();
  }
}
