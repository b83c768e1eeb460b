import { statSync } from 'node:fs';
import path from 'node:path';
import { fingerprint } from '../tables/fingerprint';
import { measureRecording } from '../tables/measure-recording';
import { pathBelow, type Job, type JobRecording } from './job';
import type { Outcome } from './part';

/** One recording of a job, for a thread. */
export interface Request {
  readonly recording: JobRecording;
  readonly set: string;
  readonly channel: Job['channel'];
  readonly mode: Job['mode'];
}

/** What a thread is asked: a recording, or at first whether it has begun. */
export type ThreadRequest = Request | 'ready?';

/** What a thread says: an outcome, or that the recording here is another one than the job means. */
export type Answer = Outcome | { readonly kind: 'differs'; readonly reason: string };

/**
 * Measures recordings below `dataDir`, each after its contents were compared with the job's hash. An error of one
 * becomes its outcome; the data folder's own name is left out of it, so that it is the same on every machine.
 */
export function recordingMeasurer(dataDir: string): (request: Request) => Promise<Answer> {
  const sums = new Map<string, string>(); // by file, size and time of change: a long recording comes in many stretches
  const sumOf = async (file: string): Promise<string> => {
    const { size = 0, mtimeMs = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {};
    const key = `${file}\0${size}\0${mtimeMs}`;
    const sum = sums.get(key) ?? (await fingerprint(file)).sum;
    if (sums.size > 1000) sums.clear();
    sums.set(key, sum);
    return sum;
  };
  return async ({ recording, set, channel, mode }) => {
    const { file, sum } = recording;
    try {
      if (sum !== null) {
        const found = await sumOf(pathBelow(dataDir, file));
        if (!found.startsWith(sum)) {
          const here = found === 'missing' ? 'is missing' : 'holds other data';
          return { kind: 'differs', reason: `${file} ${here}` };
        }
      }
      const spans = recording.spans.map(([start, end]) => ({ start, end: end ?? Infinity }));
      const { rows, notes, facts } = await measureRecording({ file, spans }, { dataDir, set, channel, mode });
      return { kind: 'rows', rows, notes, facts };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { kind: 'unreadable', reason: withoutFolder(reason, dataDir) };
    }
  };
}

/** A message without the name of the data folder before the names of its files. */
export function withoutFolder(message: string, dataDir: string): string {
  return dataDir === '' ? message : message.replaceAll(path.join(dataDir, path.sep), '');
}
