import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Segment } from '../corpora/segment';
import { featureSet } from '../features/sets';
import { artifactFormat } from '../tables/artifact';
import type { FeatureTable } from '../tables/feature-table';
import { columnsOfFeatures, readFeatureTable } from '../tables/feature-table-file';
import { combinedHash, type Fingerprint } from '../tables/fingerprint';
import { checkMode, type MeasuringSettings } from '../tables/measure-recording';
import { versions } from '../tables/project';
import { provenanceDifferences, type Json, type Provenance } from '../tables/provenance';
import { describeTable, writeTableBatches } from '../tables/table-batches';
import { jobRows, type Job } from './job';
import { takeLock } from './lock';
import { findingsIn, mergedTables, type Findings } from './merge';
import type { Part } from './part';
import { openParts, planOfParts } from './part-store';
import { planJobs, planName } from './plan';
import type { RunJobs } from './run-here';

/** How measurements came to lie on disk. */
export interface StoredMeasurements extends Findings {
  /** True when the stored table was taken as it is. */
  readonly reused: boolean;
  /** What about a stored table no longer fits, one line each; empty when it was taken or there was none. */
  readonly changes: readonly string[];
  readonly provenance: Provenance;
  /** Jobs done now, and jobs an earlier run had done already; none where the table was taken as it is. */
  readonly jobs: { readonly done: number; readonly kept: number };
}

/** Measurements on disk, and in memory. */
export interface MeasuredTable extends StoredMeasurements {
  /** Rows of the segments whose recordings could be read, in the order given. */
  readonly table: FeatureTable;
}

/** How far the work is, in rows. */
export type OnDone = (done: number, total: number) => void;

/** What the rows are, and what they are made from. */
export interface MeasuringSource {
  /** For the provenance. */
  readonly kind: string;
  /** Size and hash of every recording. */
  readonly recordings: ReadonlyMap<string, Fingerprint>;
  /** Whatever else decides the rows, such as window and hop. */
  readonly settings?: { readonly [key: string]: Json };
}

/** What to measure, how, and where its rows go. */
export interface Measurements {
  /** The artifact. */
  readonly file: string;
  /** Gone through several times; must follow from the data and `source.settings` alone. */
  readonly segments: Iterable<Segment>;
  /** Data folder, feature set, channel, mode. */
  readonly measuring: MeasuringSettings;
  readonly source: MeasuringSource;
  /** How to have the jobs done. */
  readonly run: RunJobs;
}

/** The features as `storeMeasurements` stores them, read from there. */
export async function measuredTable(wanted: Measurements, onDone?: OnDone): Promise<MeasuredTable> {
  const stored = await storeMeasurements(wanted, onDone);
  return { ...stored, table: readFeatureTable(wanted.file, { kind: wanted.source.kind }).table };
}

/**
 * Has the features of `segments` in `file`: kept when the table there was made from the same data with the same
 * settings, else measured and stored there. A run that was cut off goes on where it was; two at once are refused.
 * However many rows there are, about one record batch of them (`batchRows`) is in memory at a time.
 *
 * @param onDone told after each job; an error it throws stops the work, what is done is kept
 * @throws Error naming the file when something else lies there, such as a pickle of the original project; it is kept
 * @throws RangeError when the set does not know the mode
 * @throws Error naming the process that is at work in the same folder
 */
export async function storeMeasurements(
  { file, segments, measuring, source, run }: Measurements,
  onDone?: OnDone,
): Promise<StoredMeasurements> {
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
  const folder = path.dirname(file);
  const parts = `.partial/${path.basename(file)}`;
  const plan = planName(JSON.stringify({ ...wanted, versions: {} }));
  let changes: string[] = [];
  if (artifactFormat(file) !== 'missing') {
    const { rows, provenance } = await describeTable(file, { kind: source.kind });
    changes = provenanceDifferences(provenance, wanted);
    if (changes.length === 0) {
      // A run killed between its last two steps left the parts of this table; another's are not touched.
      const left = path.join(folder, parts);
      if (planOfParts(left) === plan) rmSync(left, { recursive: true, force: true });
      const { skipped = [], remarks: stored = [] } = provenance;
      const remarks = stored.map((remark) => ({ kind: 'unusual file', ...remark })); // older tables name no kind
      return { rows, skipped, remarks, reused: true, changes, provenance, jobs: { done: 0, kept: 0 } };
    }
  }
  const jobs = () => planJobs({ segments, measuring, recordings: source.recordings, parts }, plan);
  const lock = takeLock(path.join(folder, '.partial', 'lock'));
  try {
    removeUnfinished(file);
    const store = openParts(path.join(folder, parts), plan, jobs());
    const count = { done: 0, kept: 0 };
    let [rows, total] = [0, 0];
    const open = function* (): Generator<Job> {
      for (const job of jobs()) if (!store.has(job.index)) yield job;
    };
    let left = 0;
    for (const job of jobs()) {
      total += jobRows(job);
      if (store.has(job.index)) {
        count.kept++;
        rows += jobRows(job);
      } else left++;
    }
    onDone?.(rows, total);
    const finish = (job: Job, part: Part): void => {
      lock.check();
      store.put(job, part);
      count.done++;
      rows += jobRows(job);
      onDone?.(rows, total);
    };
    await run(open(), finish, { what: path.basename(file), jobs: left });
    const partOf = (job: Job): Part => {
      const part = store.get(job);
      if (part !== undefined) return part;
      throw new Error(`part ${job.index} of ${file} was damaged after it was written; run again`);
    };
    // The parts are gone through twice, since what was left out stands before the rows in the file.
    const findings = findingsIn(jobs(), partOf);
    const { skipped, remarks } = findings;
    const provenance: Provenance = { ...wanted, skipped, remarks };
    const columns = function* () {
      const names = set.features.map((feature) => feature.name);
      const units = set.features.map((feature) => feature.unit);
      for (const table of mergedTables(segments, names, jobs(), partOf))
        yield columnsOfFeatures(table, units);
      lock.check(); // before the file takes its place
    };
    await writeTableBatches(file, columns(), provenance);
    store.remove();
    return { ...findings, reused: false, changes, provenance, jobs: count };
  } finally {
    lock.release();
  }
}

/** What a process killed while it wrote `file` left beside it. */
function removeUnfinished(file: string): void {
  const folder = path.dirname(file);
  const start = `${path.basename(file)}.`;
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    if (name.startsWith(start) && /^\d+\.tmp$/.test(name.slice(start.length)))
      rmSync(path.join(folder, name));
}
