import { createHash } from 'node:crypto';
import type { SoundFacts } from '../audio/remarks';
import { jobRows, type Job } from './job';
import { knownSet } from '../embeddings/known-set';

/** Result for one recording of a job: its rows, or why it cannot be read. */
export type Outcome =
  | {
      readonly kind: 'rows';
      readonly rows: Float64Array;
      /** What was unusual about the file. */
      readonly notes: readonly string[];
      /** Statistics of the samples, for remarks. */
      readonly facts?: SoundFacts;
    }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The result of a job: an outcome per recording, in order. */
export type Part = readonly Outcome[];

/**
 * A part as bytes: a line with the SHA-256 of the rest, a line of JSON with the job and the outcomes, then the rows as
 * little-endian 64-bit floats. The same part gives the same bytes.
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
 * Decodes bytes of `encodePart`.
 *
 * @returns undefined when the bytes are damaged or of another job, which must then be done again
 */
export function decodePart(job: Job, bytes: Buffer): Part | undefined {
  const first = bytes.indexOf('\n');
  const body = bytes.subarray(first + 1);
  if (first !== 64 || bytes.toString('latin1', 0, 64) !== sumOf(body)) return undefined;
  // From here on the bytes are intact.
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

/** Whether a part has an outcome for every recording, and a row for every measured stretch. */
function partFits(job: Job, part: Part): boolean {
  const width = knownSet(job.set).features.length;
  return (
    part.length === job.recordings.length &&
    part.every(
      (outcome, i) =>
        outcome.kind === 'unreadable' || outcome.rows.length === width * job.recordings[i].spans.length,
    )
  );
}

/** Largest size of a part of this job in bytes, without the texts in it. */
export function partBytes(job: Job): number {
  return 8 * jobRows(job) * knownSet(job.set).features.length;
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
