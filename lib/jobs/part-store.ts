import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { replaceFile } from '../tables/artifact';
import type { Job } from './job';
import { decodePart, encodePart, type Part } from './part';

/** The finished parts of one run on disk, so that a crash loses only the running jobs. */
export interface PartStore {
  /** Whether the part of the job with this index is complete. */
  readonly has: (index: number) => boolean;
  /** Stores the part of a job, whole or not at all, and flushes it; a second time has no effect. */
  readonly put: (job: Job, part: Part) => void;
  /** The part of a job; undefined when it is missing or damaged. */
  readonly get: (job: Job) => Part | undefined;
  /** Removes all parts, once their rows are in an artifact. */
  readonly remove: () => void;
}

const format = 'saa-parts/1';
const perFolder = 1000; // parts; file systems are slow with a million files in one folder

/** Path of the part of a job in a folder of parts. */
function partFile(folder: string, index: number): string {
  return path.join(folder, String(Math.floor(index / perFolder)), `${index}.part`);
}

/** Run of the parts in a folder; undefined without parts. */
export function planOfParts(folder: string): string | undefined {
  const file = path.join(folder, 'manifest');
  if (!existsSync(file)) return undefined;
  const [kind, plan] = readFileSync(file, 'utf8').split('\n', 1)[0].split(' ');
  return kind === format ? plan : undefined;
}

/**
 * Opens the folder of the parts of a run; it keeps the parts of an interrupted run of the same name and removes those of
 * other runs.
 *
 * The file `manifest` has a head line, then the number of each complete part. Opening checks every part and removes damaged
 * ones, so that their jobs are done again.
 *
 * @param jobs every job of the run, in order
 */
export function openParts(folder: string, plan: string, jobs: Iterable<Job>): PartStore {
  const head = `${format} ${plan}`;
  const manifest = path.join(folder, 'manifest');
  if (existsSync(folder) && planOfParts(folder) !== plan) rmSync(folder, { recursive: true });
  const complete = new Set<number>();
  const present = new Set(storedIndices(folder));
  if (present.size > 0) {
    for (const job of jobs) {
      if (!present.has(job.index)) continue;
      if (readPart(folder, job) === undefined) rmSync(partFile(folder, job.index));
      else complete.add(job.index);
    }
  }
  replaceFile(manifest, [head, ...complete].map((line) => `${line}\n`).join(''));
  return {
    has: (index) => complete.has(index),
    put(job, part) {
      if (complete.has(job.index)) return; // a queue may deliver a part twice
      writePart(folder, job, part);
      complete.add(job.index);
      appendFileSync(manifest, `${job.index}\n`);
    },
    get: (job) => readPart(folder, job),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Writes the part of a job into a folder of parts, whole or not at all. */
export function writePart(folder: string, job: Job, part: Part): void {
  replaceFile(partFile(folder, job.index), encodePart(job, part));
}

/** Reads the part of a job in a folder of parts; undefined when it is missing or damaged. */
export function readPart(folder: string, job: Job): Part | undefined {
  const file = partFile(folder, job.index);
  return existsSync(file) ? decodePart(job, readFileSync(file)) : undefined;
}

/** Numbers of the parts in a folder, complete or not; removes temporary files of killed processes. */
function storedIndices(folder: string): number[] {
  if (!existsSync(folder)) return [];
  const found: number[] = [];
  for (const name of readdirSync(folder, { recursive: true }).map(String)) {
    const match = /(?:^|[/\\])(\d+)\.part$/.exec(name);
    if (match !== null) found.push(Number(match[1]));
    else if (name.endsWith('.tmp')) rmSync(path.join(folder, name), { force: true });
  }
  return found;
}
