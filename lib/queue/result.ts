import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Job } from '../jobs/job';
import { decodePart, encodePart, partBytes, type Part } from '../jobs/part';

/** What a worker gives back: the part itself, or word that it lies among the artifacts, on a disk both have. */
export type Result =
  | { readonly kind: 'stored' }
  /** `encodePart`, deflated, in base64 */
  | { readonly kind: 'part'; readonly bytes: string };

/** The longest result that may travel through Redis, characters. */
const limit = 16 << 20;
/** Bytes of texts in a part: reasons and notes. */
const texts = 1 << 20;

/** @throws RangeError when the part is too large for the way through Redis */
export function packPart(job: Job, part: Part): Result {
  const bytes = deflateRawSync(encodePart(job, part), { level: 1 }).toString('base64');
  if (bytes.length > limit) {
    throw new RangeError(
      `the part of job ${job.index} takes ${bytes.length} characters, ${limit} may pass through Redis; ` +
        'give workers and extract the same disk with --artifacts',
    );
  }
  return { kind: 'part', bytes };
}

/** The part in a result that travelled; undefined when it is not what `packPart` makes of this job. */
export function unpackPart(job: Job, bytes: string): Part | undefined {
  if (bytes.length > limit) return undefined;
  let inflated: Buffer;
  try {
    inflated = inflateRawSync(Buffer.from(bytes, 'base64'), { maxOutputLength: partBytes(job) + texts });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined; // zlib's: damaged, or longer than a part can be
    throw error;
  }
  return decodePart(job, inflated);
}

/** The result in the text that BullMQ keeps; undefined when it is none. */
export function parseResult(text: string): Result | undefined {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  if (value.kind === 'stored') return { kind: 'stored' };
  if (value.kind === 'part' && 'bytes' in value && typeof value.bytes === 'string')
    return { kind: 'part', bytes: value.bytes };
  return undefined;
}
