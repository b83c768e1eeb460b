import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Segment } from '../corpora/segment';
import { knownSet } from '../embeddings/known-set';
import { checkMode, type MeasuringSettings } from '../tables/measure-recording';
import type { FeatureTable } from '../tables/feature-table';
import { findingsIn, mergedTables, type Findings } from './merge';
import { jobRows, type Job } from './job';
import type { Part } from './part';
import { planJobs, planName } from './plan';
import { runHere } from './run-here';

export interface Measured extends Findings {
  /** Rows of the segments whose recordings could be read, in the order given. */
  readonly table: FeatureTable;
}

/**
 * Measures the features of every segment in threads of this process, in memory.
 *
 * A recording that cannot be read is left out of the table and listed in `skipped`; the others are measured.
 *
 * @param segments stretches of recordings; consecutive ones of one file are measured together
 * @param settings data folder, feature set by name, channel
 * @param options.threads number of worker threads; the number of cores unless given
 * @param options.onDone  receives the number of segments done after each job
 * @throws RangeError when there is no such set, or it lacks the mode
 */
export async function measure(
  segments: readonly Segment[],
  settings: MeasuringSettings,
  {
    threads,
    onDone,
  }: { readonly threads?: number; readonly onDone?: (done: number, total: number) => void } = {},
): Promise<Measured> {
  checkMode(settings);
  const sizeOf = (file: string) => {
    const place = path.join(settings.dataDir, file);
    return existsSync(place) ? statSync(place).size : 0;
  };
  const files = new Set(segments.map(({ file }) => file));
  const recordings = new Map([...files].map((file) => [file, { bytes: sizeOf(file) }]));
  const work = { segments, measuring: settings, recordings };
  const plan = planName('');
  const parts = new Map<number, Part>();
  const jobs = [...planJobs(work, plan)];
  let done = 0;
  const keep = (job: Job, part: Part): void => {
    parts.set(job.index, part);
    done += jobRows(job);
    onDone?.(done, segments.length);
  };
  await runHere(settings.dataDir, { threads })(jobs, keep, { what: 'measurements', jobs: jobs.length });
  const names = knownSet(settings.set).features.map((feature) => feature.name);
  const partOf = (job: Job): Part => parts.get(job.index) ?? [];
  const findings = findingsIn(jobs, partOf);
  const kept: Segment[] = [];
  const values = new Float64Array(findings.rows * names.length);
  for (const table of mergedTables(segments, names, jobs, partOf)) {
    values.set(table.values, kept.length * names.length);
    kept.push(...table.segments);
  }
  return { ...findings, table: { segments: kept, features: names, values } };
}
