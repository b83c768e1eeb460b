import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Job } from '../jobs/job';
import { decodePart, encodePart, partBytes, type Part } from '../jobs/part';

/** Stands for a part that the worker stored among the artifacts, on a shared disk. */
export const stored: Buffer = Buffer.from('stored');

/** Largest part in Redis, bytes. */
const limit = 16 << 20;
/** Largest size of the texts in a part (reasons and notes), bytes. */
const texts = 1 << 20;

/**
 * Compresses a part (`encodePart`, deflated) for Redis.
 *
 * @throws RangeError when the part is too large for Redis
 */
export function packPart(job: Job, part: Part): Buffer {
  const bytes = deflateRawSync(encodePart(job, part), { level: 1 });
  if (bytes.length > limit) {
    throw new RangeError(
      `the part of job ${job.index} has ${bytes.length} bytes, more than the limit for Redis (${limit}); ` +
        'give workers and extract the same disk with --artifacts',
    );
  }
  return bytes;
}

/** Decompresses a part; undefined when the bytes are not from `packPart` of this job. */
export function unpackPart(job: Job, bytes: Buffer): Part | undefined {
  if (bytes.length > limit) return undefined;
  let inflated: Buffer;
  try {
    inflated = inflateRawSync(bytes, { maxOutputLength: partBytes(job) + texts });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined; // of zlib: damaged, or too long for a part
    throw error;
  }
  return decodePart(job, inflated);
}
