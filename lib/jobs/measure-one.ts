import { statSync } from 'node:fs';
import path from 'node:path';
import { fingerprint } from '../tables/fingerprint';
import { measureRecording } from '../tables/measure-recording';
import { pathBelow, type Job, type JobRecording } from './job';
import type { Outcome } from './part';

/** A request to a thread: one recording of a job. */
export interface Request {
  readonly recording: JobRecording;
  readonly set: string;
  readonly channel: Job['channel'];
  readonly mode: Job['mode'];
}

/** A request to a thread, or the first question whether it has started. */
export type ThreadRequest = Request | 'ready?';

/** A thread's answer: an outcome, or that the recording differs from that of the job. */
export type Answer = Outcome | { readonly kind: 'differs'; readonly reason: string };

/**
 * Makes a function that measures recordings below `dataDir`. It compares the hash of a recording with that of the job
 * first. An error becomes the outcome, without the path of the data folder, so that it is the same on every machine.
 */
export function recordingMeasurer(dataDir: string): (request: Request) => Promise<Answer> {
  const sums = new Map<string, string>(); // by file, size and time of change; a long recording has many requests
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

/** Removes the path of the data folder from a message. */
export function withoutFolder(message: string, dataDir: string): string {
  return dataDir === '' ? message : message.replaceAll(path.join(dataDir, path.sep), '');
}
