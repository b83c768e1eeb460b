import path from 'node:path';
import type { Channel } from '../audio/signal';
import type { WindowMode } from '../features/feature-set';
import { featureSet } from '../features/sets';

/** One recording of a job, and what of it is to be measured. */
export interface JobRecording {
  /** relative to the data folder, with forward slashes */
  readonly file: string;
  /** size of the file */
  readonly bytes: number;
  /** First 32 digits of the SHA-256 of its contents, 'missing' for no such file; null when that is not to be checked. */
  readonly sum: string | null;
  /** Start and end of each stretch, s; null for "to the end of the recording". */
  readonly spans: readonly (readonly [number, number | null])[];
}

/**
 * A piece of the work as pure data, a few minutes of speech: it can be kept, sent to another machine, done twice. The
 * same job gives the same part wherever it is done.
 */
export interface Job {
  /** The run it belongs to: a hash of the data, the settings and the library. */
  readonly plan: string;
  /** Its place in the corpus, from 0. */
  readonly index: number;
  readonly set: string;
  readonly setVersion: number;
  readonly channel: Channel;
  readonly mode: WindowMode;
  /** `libraryVersion()` of the program that planned it: another one might measure other numbers. */
  readonly library: string;
  /** Folder of the parts, relative to the artifacts; null when parts are not kept. */
  readonly parts: string | null;
  readonly recordings: readonly JobRecording[];
}

/** Rows of its part. */
export function jobRows(job: Job): number {
  return job.recordings.reduce((sum, { spans }) => sum + spans.length, 0);
}

/**
 * The job in data that came from elsewhere. Whatever is not expected is refused; nothing of it is ever executed.
 *
 * @throws Error naming the field, what was found and what is expected
 */
export function parseJob(data: unknown): Job {
  const job = record(data, 'job');
  const text = (name: string, value: unknown, pattern: RegExp) => {
    if (typeof value === 'string' && pattern.test(value)) return value;
    throw refused(name, value, `text like ${String(pattern)}`);
  };
  const whole = (name: string, value: unknown) => {
    if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
    throw refused(name, value, 'a whole number from 0');
  };
  const channel = job.channel;
  if (channel !== 'left' && channel !== 'right' && channel !== 'mix') whole('channel', channel);
  const set = text('set', job.set, /^[\w@.+-]{1,64}$/);
  featureSet(set); // throws for a set that is not there
  const setVersion = whole('setVersion', job.setVersion);
  return {
    plan: parsePlan(job.plan),
    index: whole('index', job.index),
    set,
    setVersion,
    channel: channel as Channel,
    mode: text('mode', job.mode, /^(exact|shared)$/) as WindowMode,
    library: text('library', job.library, /^[\w .,()-]{1,120}$/),
    parts: job.parts === null ? null : relativePath('parts', job.parts),
    recordings: list('recordings', job.recordings).map((each, i) => {
      const one = record(each, `recordings[${i}]`);
      return {
        file: relativePath(`recordings[${i}].file`, one.file),
        bytes: whole(`recordings[${i}].bytes`, one.bytes),
        sum: one.sum === null ? null : text(`recordings[${i}].sum`, one.sum, /^([0-9a-f]{32}|missing)$/),
        spans: list(`recordings[${i}].spans`, one.spans).map((span) => {
          const [start, end] = list(`recordings[${i}].spans`, span);
          const right = typeof start === 'number' && start >= 0 && (end === null || typeof end === 'number');
          if (!right || (typeof end === 'number' && !(end >= start)))
            throw refused(`recordings[${i}].spans`, span, '[start, end] with 0 <= start <= end');
          // Written out, since a kernel without strict checks does not narrow both.
          const to: number | null = typeof end === 'number' ? end : null;
          return [start, to] as const;
        }),
      };
    }),
  };
}

/**
 * The name of a run, in data that came from elsewhere.
 *
 * @throws Error for what is none
 */
export function parsePlan(value: unknown): string {
  if (typeof value === 'string' && /^[0-9a-f]{32}$/.test(value)) return value;
  throw refused('plan', value, '32 hexadecimal digits');
}

/**
 * A path that stays below a folder, whatever the folder: relative, forward slashes, no `..`.
 *
 * @throws Error for any other
 */
export function relativePath(name: string, value: unknown): string {
  const expected = 'a relative path that stays inside its folder';
  if (typeof value !== 'string' || value === '' || value.length > 4096 || /[\0\\]/.test(value))
    throw refused(name, value, expected);
  const steps = value.split('/');
  if (path.isAbsolute(value) || /^[a-z]:/i.test(value) || steps.includes('..') || steps.includes(''))
    throw refused(name, value, expected);
  return value;
}

/**
 * The place of `file` below `folder`.
 *
 * Links below the folder are followed wherever they lead: they were put there by whoever owns the data (corpora often
 * are links), and a job can make none.
 *
 * @throws Error when the path would leave the folder by itself
 */
export function pathBelow(folder: string, file: string): string {
  return path.join(folder, relativePath('file', file));
}

function record(value: unknown, name: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw refused(name, value, 'an object');
}

function list(name: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value) && value.length > 0 && value.length <= 100_000) return value;
  throw refused(name, value, 'a list of 1 to 100,000');
}

function refused(name: string, value: unknown, expected: string): Error {
  return new Error(
    `a job whose ${name} is ${JSON.stringify(value)?.slice(0, 100)}; expected ${expected}. Did another program write to this queue?`,
  );
}
