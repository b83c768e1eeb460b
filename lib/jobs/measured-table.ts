import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Segment } from '../corpora/segment';
import { knownSet } from '../embeddings/known-set';
import { artifactFormat } from '../tables/artifact';
import type { FeatureTable } from '../tables/feature-table';
import { columnsOfFeatures } from '../tables/feature-columns';
import { readFeatureTable } from '../tables/feature-table-file';
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

/** Measurements on disk. */
export interface StoredMeasurements extends Findings {
  /** Whether the table of an earlier run is reused. */
  readonly reused: boolean;
  /** Why an earlier table is not reused, a line each; empty when it is, or when there is none. */
  readonly changes: readonly string[];
  readonly provenance: Provenance;
  /** Jobs done now, and jobs of an earlier run; both 0 when the table is reused. */
  readonly jobs: { readonly done: number; readonly kept: number };
}

/** Measurements on disk, and in memory. */
export interface MeasuredTable extends StoredMeasurements {
  /** Rows of the segments whose recordings could be read, in the order given. */
  readonly table: FeatureTable;
}

/** Receives the progress in rows. */
export type OnDone = (done: number, total: number) => void;

/** Kind and source of the rows. */
export interface MeasuringSource {
  /** For the provenance. */
  readonly kind: string;
  /** Size and hash of every recording. */
  readonly recordings: ReadonlyMap<string, Fingerprint>;
  /** Other settings of the rows, such as window and hop. */
  readonly settings?: { readonly [key: string]: Json };
}

/** What to measure, how, and where to store the rows. */
export interface Measurements {
  /** The artifact. */
  readonly file: string;
  /** Iterated several times; it must depend only on the data and `source.settings`. */
  readonly segments: Iterable<Segment>;
  /** Data folder, feature set, channel, mode. */
  readonly measuring: MeasuringSettings;
  readonly source: MeasuringSource;
  /** Runs the jobs. */
  readonly run: RunJobs;
}

/** `storeMeasurements`, and the table in memory. */
export async function measuredTable(wanted: Measurements, onDone?: OnDone): Promise<MeasuredTable> {
  const stored = await storeMeasurements(wanted, onDone);
  return { ...stored, table: readFeatureTable(wanted.file, { kind: wanted.source.kind }).table };
}

/**
 * Measures the features of `segments` and stores them in `file`; it reuses the table there when that has the same data and
 * settings. An interrupted run continues where it stopped. Only about one record batch (`batchRows`) is in memory at a
 * time.
 *
 * @param onDone called after each job; its error stops the run, and finished jobs remain stored
 * @throws Error naming the file when it is something else, such as a pickle of the original project
 * @throws RangeError when the set lacks the mode
 * @throws Error naming the process that uses the same folder
 */
export async function storeMeasurements(
  { file, segments, measuring, source, run }: Measurements,
  onDone?: OnDone,
): Promise<StoredMeasurements> {
  checkMode(measuring);
  const set = knownSet(measuring.set);
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
      // A run killed between its last two steps leaves the parts of this table; keep those of other runs.
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
    // The parts are read twice, since the findings come before the rows in the file.
    const findings = findingsIn(jobs(), partOf);
    const { skipped, remarks } = findings;
    const provenance: Provenance = { ...wanted, skipped, remarks };
    const columns = function* () {
      const names = set.features.map((feature) => feature.name);
      const units = set.features.map((feature) => feature.unit);
      for (const table of mergedTables(segments, names, jobs(), partOf))
        yield columnsOfFeatures(table, units);
      lock.check(); // before the file replaces an earlier one
    };
    await writeTableBatches(file, columns(), provenance);
    store.remove();
    return { ...findings, reused: false, changes, provenance, jobs: count };
  } finally {
    lock.release();
  }
}

/** Removes the temporary files of a process that was killed while it wrote `file`. */
function removeUnfinished(file: string): void {
  const folder = path.dirname(file);
  const start = `${path.basename(file)}.`;
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    if (name.startsWith(start) && /^\d+\.tmp$/.test(name.slice(start.length)))
      rmSync(path.join(folder, name));
}
