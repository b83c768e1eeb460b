import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Job } from '../jobs/job';
import { decodePart, encodePart, partBytes, type Part } from '../jobs/part';

/** A worker's word that the part lies among the artifacts, on a disk both have. */
export const stored: Buffer = Buffer.from('stored');

/** The longest part that may travel through Redis, bytes. */
const limit = 16 << 20;
/** Bytes of texts in a part: reasons and notes. */
const texts = 1 << 20;

/**
 * A part as it travels: `encodePart`, deflated.
 *
 * @throws RangeError when the part is too large for the way through Redis
 */
export function packPart(job: Job, part: Part): Buffer {
  const bytes = deflateRawSync(encodePart(job, part), { level: 1 });
  if (bytes.length > limit) {
    throw new RangeError(
      `the part of job ${job.index} takes ${bytes.length} bytes, ${limit} may pass through Redis; ` +
        'give workers and extract the same disk with --artifacts',
    );
  }
  return bytes;
}

/** The part that travelled; undefined when it is not what `packPart` makes of this job. */
export function unpackPart(job: Job, bytes: Buffer): Part | undefined {
  if (bytes.length > limit) return undefined;
  let inflated: Buffer;
  try {
    inflated = inflateRawSync(bytes, { maxOutputLength: partBytes(job) + texts });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined; // zlib's: damaged, or longer than a part can be
    throw error;
  }
  return decodePart(job, inflated);
}
