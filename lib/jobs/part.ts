import { createHash } from 'node:crypto';
import type { SoundFacts } from '../audio/remarks';
import { jobRows, type Job } from './job';
import { featureSet } from '../features/sets';

/** What became of one recording of a job: its rows, or why there are none. */
export type Outcome =
  | {
      readonly kind: 'rows';
      readonly rows: Float64Array;
      /** What was unusual about the file. */
      readonly notes: readonly string[];
      /** What the samples are like; nothing is remarked on without. */
      readonly facts?: SoundFacts;
    }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The result of a job: an outcome per recording, in the job's order. */
export type Part = readonly Outcome[];

/**
 * A part as bytes: a line with the SHA-256 of the rest, a line of JSON that says which job it is of and what became of
 * each recording, then the rows as 64-bit floats, little-endian. The same part gives the same bytes.
 */
export function encodePart(job: Job, part: Part): Buffer {
  const outcomes = part.map((outcome) =>
    outcome.kind === 'rows'
      ? { rows: outcome.rows.length, notes: outcome.notes, facts: outcome.facts }
      : { reason: outcome.reason },
  );
  const head = Buffer.from(`${JSON.stringify({ plan: job.plan, index: job.index, outcomes })}\n`);
  const blocks = part.flatMap((outcome) => (outcome.kind === 'rows' ? [littleEndian(outcome.rows)] : []));
  const body = Buffer.concat([head, ...blocks]);
  return Buffer.concat([Buffer.from(`${sumOf(body)}\n`), body]);
}

/**
 * The part in bytes that `encodePart` wrote for this job.
 *
 * @returns undefined when the bytes are torn, changed, or of another job: the job is to be done again
 */
export function decodePart(job: Job, bytes: Buffer): Part | undefined {
  const first = bytes.indexOf('\n');
  const body = bytes.subarray(first + 1);
  if (first !== 64 || bytes.toString('latin1', 0, 64) !== sumOf(body)) return undefined;
  // From here on the bytes are those that were written.
  const end = body.indexOf('\n');
  const head = JSON.parse(body.toString('utf8', 0, end)) as {
    plan: string;
    index: number;
    outcomes: readonly { rows?: number; notes?: readonly string[]; facts?: SoundFacts; reason?: string }[];
  };
  if (head.plan !== job.plan || head.index !== job.index) return undefined;
  let at = end + 1;
  const part = head.outcomes.map(({ rows, notes = [], facts, reason = '' }): Outcome => {
    if (rows === undefined) return { kind: 'unreadable', reason };
    const values = fromLittleEndian(body.subarray(at, at + 8 * rows));
    at += 8 * rows;
    return { kind: 'rows', rows: values, notes, ...(facts && { facts }) };
  });
  return partFits(job, part) && at === body.length ? part : undefined;
}

/** Whether there is an outcome for every recording, and a whole row for every stretch that was measured. */
function partFits(job: Job, part: Part): boolean {
  const width = featureSet(job.set).features.length;
  return (
    part.length === job.recordings.length &&
    part.every(
      (outcome, i) =>
        outcome.kind === 'unreadable' || outcome.rows.length === width * job.recordings[i].spans.length,
    )
  );
}

/** Bytes a part of this job takes at most, without the texts in it. */
export function partBytes(job: Job): number {
  return 8 * jobRows(job) * featureSet(job.set).features.length;
}

function sumOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function littleEndian(values: Float64Array): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  for (let i = 0; i < values.length; i++) bytes.writeDoubleLE(values[i], 8 * i);
  return bytes;
}

function fromLittleEndian(bytes: Buffer): Float64Array {
  const values = new Float64Array(bytes.length / 8);
  for (let i = 0; i < values.length; i++) values[i] = bytes.readDoubleLE(8 * i);
  return values;
}
