import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Segment } from '../corpora/segment';
import { knownSet } from '../embeddings/known-set';
import type { Fingerprint } from '../tables/fingerprint';
import type { MeasuringSettings } from '../tables/measure-recording';
import type { Job, JobRecording } from './job';
import { libraryVersion } from './library';

/** Raised when the same corpus gives other jobs. */
const rule = 1;
/** Sound per job, bytes: two minutes at 16 kHz and 16 bits, some seconds of one core. */
const jobBytes = 4 << 20;
/** Largest number of rows per job: a part must fit into memory and the queue. */
const jobSpans = 512;

/** What to measure. */
export interface Work {
  /** In the order of the rows, with the stretches of one recording consecutive. Iterated twice. */
  readonly segments: Iterable<Segment>;
  readonly measuring: MeasuringSettings;
  /** Size and hash of every recording; workers check the hash if there is one. */
  readonly recordings: ReadonlyMap<string, Pick<Fingerprint, 'bytes'> & Partial<Fingerprint>>;
  /** Folder of the parts, relative to the artifacts. */
  readonly parts?: string;
}

/** Name of a run: 32 digits that depend on the data, the settings, the library and the division into jobs. */
export function planName(identity: string): string {
  return createHash('sha256')
    .update(JSON.stringify([identity, libraryVersion(), rule, jobBytes, jobSpans]))
    .digest('hex')
    .slice(0, 32);
}

/**
 * Divides a corpus into jobs of about `jobBytes` of sound, in order: recordings of one folder (a dialog) together, a long
 * recording in several jobs. The same work gives the same jobs.
 *
 * @param plan as `planName`
 */
export function* planJobs(work: Work, plan: string): Generator<Job> {
  const { segments, measuring, recordings } = work;
  const set = knownSet(measuring.set);
  const common = {
    plan,
    set: set.name,
    setVersion: set.version,
    channel: measuring.channel,
    mode: measuring.mode ?? ('exact' as const),
    library: libraryVersion(),
    parts: work.parts ?? null,
  };
  const perFile = new Map<string, number>();
  for (const { file } of segments) perFile.set(file, (perFile.get(file) ?? 0) + 1);

  let index = 0;
  let held: { file: string; spans: [number, number | null][] }[] = [];
  let bytes = 0;
  let spans = 0;
  const job = (): Job => ({
    ...common,
    index: index++,
    recordings: held.map((one): JobRecording => {
      const known = recordings.get(one.file);
      const sum = known?.sum?.slice(0, 32) ?? null;
      return { file: one.file, bytes: known?.bytes ?? 0, sum, spans: one.spans };
    }),
  });
  for (const { file, start, end } of segments) {
    const share = (recordings.get(file)?.bytes ?? jobBytes) / (perFile.get(file) ?? 1);
    const last = held.at(-1);
    const elsewhere = last !== undefined && path.dirname(last.file) !== path.dirname(file);
    if (held.length > 0 && (elsewhere || bytes + share > jobBytes || spans >= jobSpans)) {
      yield job();
      [held, bytes, spans] = [[], 0, 0];
    }
    const span: [number, number | null] = [start, end === Infinity ? null : end];
    if (held.at(-1)?.file === file) held.at(-1)?.spans.push(span);
    else held.push({ file, spans: [span] });
    bytes += share;
    spans += 1;
  }
  if (held.length > 0) yield job();
}
