import path from 'node:path';
import type { Channel } from '../audio/signal';
import type { WindowMode } from '../features/feature-set';
import { knownSet } from '../embeddings/known-set';

/** One recording of a job, and its stretches to measure. */
export interface JobRecording {
  /** relative to the data folder, with forward slashes */
  readonly file: string;
  /** size of the file */
  readonly bytes: number;
  /** First 32 digits of the SHA-256 of its content, or 'missing'; null when workers do not check it. */
  readonly sum: string | null;
  /** Start and end of each stretch, s; null for "to the end of the recording". */
  readonly spans: readonly (readonly [number, number | null])[];
}

/**
 * A few minutes of speech to measure, as plain data that can be stored and sent to another machine. The same job gives the
 * same part on every machine.
 */
export interface Job {
  /** Its run: a hash of the data, the settings and the library. */
  readonly plan: string;
  /** Its number in the run, from 0. */
  readonly index: number;
  readonly set: string;
  readonly setVersion: number;
  readonly channel: Channel;
  readonly mode: WindowMode;
  /** `libraryVersion()` of the program that planned it; another library may measure other numbers. */
  readonly library: string;
  /** Folder of the parts, relative to the artifacts; null when parts are not stored. */
  readonly parts: string | null;
  readonly recordings: readonly JobRecording[];
}

/** Number of rows of a job's part. */
export function jobRows(job: Job): number {
  return job.recordings.reduce((sum, { spans }) => sum + spans.length, 0);
}

/**
 * Parses a job from outside; it checks every field.
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
  knownSet(set); // throws when there is no such set
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
          // The type is stated, since a kernel without strict checks does not narrow both.
          const to: number | null = typeof end === 'number' ? end : null;
          return [start, to] as const;
        }),
      };
    }),
  };
}

/**
 * Parses the name of a run from outside.
 *
 * @throws Error for anything else
 */
export function parsePlan(value: unknown): string {
  if (typeof value === 'string' && /^[0-9a-f]{32}$/.test(value)) return value;
  throw refused('plan', value, '32 hexadecimal digits');
}

/**
 * Parses a path from outside that stays inside any folder: relative, with forward slashes, without `..`.
 *
 * @throws Error for any other path
 */
function relativePath(name: string, value: unknown): string {
  const expected = 'a relative path that stays inside its folder';
  if (typeof value !== 'string' || value === '' || value.length > 4096 || /[\0\\]/.test(value))
    throw refused(name, value, expected);
  const steps = value.split('/');
  if (path.isAbsolute(value) || /^[a-z]:/i.test(value) || steps.includes('..') || steps.includes(''))
    throw refused(name, value, expected);
  return value;
}

/**
 * Path of `file` below `folder`.
 *
 * Links in the folder may point anywhere: the owner of the data made them (corpora often are links), and a job cannot.
 *
 * @throws Error as `relativePath`
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
