import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { replaceFile } from '../tables/artifact';
import type { Job } from './job';
import { decodePart, encodePart, type Part } from './part';

/** The parts of one run that are done, on disk, so that a crash loses only the jobs in hand. */
export interface PartStore {
  /** Whether the part of the job with this index is complete. */
  readonly has: (index: number) => boolean;
  /** Stores the part of a job, whole or not at all, through to the disk. Storing it twice is no harm. */
  readonly put: (job: Job, part: Part) => void;
  /** The part of a job; undefined when it is not there or torn. */
  readonly get: (job: Job) => Part | undefined;
  /** Removes all parts; their rows are safe in an artifact. */
  readonly remove: () => void;
}

const format = 'saa-parts/1';
const perFolder = 1000; // file systems and people dislike a million files in one folder

/** Where the part of a job lies in a folder of parts. */
export function partFile(folder: string, index: number): string {
  return path.join(folder, String(Math.floor(index / perFolder)), `${index}.part`);
}

/** First line of the manifest: which run the parts are of. */
export function manifestHead(plan: string): string {
  return `${format} ${plan}`;
}

/** Name of the run whose parts a folder holds; undefined where there are none. */
export function planOfParts(folder: string): string | undefined {
  const file = path.join(folder, 'manifest');
  if (!existsSync(file)) return undefined;
  const [kind, plan] = readFileSync(file, 'utf8').split('\n', 1)[0].split(' ');
  return kind === format ? plan : undefined;
}

/**
 * Opens the folder of parts of a run with what an earlier one of the same name left there; parts of another are removed.
 *
 * Its file `manifest` says what is complete: a head line, then the number of each complete part. On opening every part
 * there is read; one that is torn is removed and not in the manifest, and its job is done again.
 *
 * @param jobs every job of the run, in order
 */
export function openParts(folder: string, plan: string, jobs: Iterable<Job>): PartStore {
  const head = manifestHead(plan);
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
      if (complete.has(job.index)) return; // delivered twice
      writePart(folder, job, part);
      complete.add(job.index);
      appendFileSync(manifest, `${job.index}\n`);
    },
    get: (job) => readPart(folder, job),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Writes the part of a job to a folder of parts, whole or not at all. */
export function writePart(folder: string, job: Job, part: Part): void {
  replaceFile(partFile(folder, job.index), encodePart(job, part));
}

/** The part of a job in a folder of parts; undefined when it is not there or torn. */
export function readPart(folder: string, job: Job): Part | undefined {
  const file = partFile(folder, job.index);
  return existsSync(file) ? decodePart(job, readFileSync(file)) : undefined;
}

/** Numbers of the parts in a folder, complete or not; what a killed process left half written is removed. */
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
