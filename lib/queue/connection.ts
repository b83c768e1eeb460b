import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

/** Prefix of the keys in Redis. */
export const prefix = 'saa';
/** Name of the queue. */
export const queueName = 'jobs';

/** Keys in Redis beside those of BullMQ. */
export const keys = {
  /** Progress of a run. */
  run: (plan: string) => `${prefix}:run:${plan}`,
  /** Hash of the outstanding jobs of a run by number, with their common fields under `shared`. */
  about: (plan: string) => `${prefix}:about:${plan}`,
  /** Hash of the parts that the coordinator of a run has not fetched, by number of the job. */
  rows: (plan: string) => `${prefix}:rows:${plan}`,
  worker: (id: string) => `${prefix}:worker:${id}`,
  refusals: `${prefix}:refusals`,
};

/**
 * Connects to the Redis at `url`.
 *
 * The address may have a user, a password (`redis://:password@host`) and TLS (`rediss://`). Certificates are always checked;
 * NODE_EXTRA_CA_CERTS names a file of further authorities. A lost connection is made again, and commands wait for it; a
 * connection that is cut silently is noticed after `silence` s.
 *
 * @throws RangeError for a malformed address; Error naming the host, the reason and the way out when nothing answers
 */
export async function connect(
  url: string,
  { silence = 20 }: { readonly silence?: number } = {},
): Promise<Redis> {
  const host = withoutPassword(url);
  let reached = false;
  let reason = '';
  let code = '';
  const { Redis } = await import('ioredis'); // loading it and BullMQ takes .3 s, which commands without a queue do not need
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: null, // the blocking wait of a worker is not a failed request
    connectTimeout: 10_000,
    socketTimeout: 1000 * silence, // BullMQ's requests block for 5 s at most
    retryStrategy: (times) => (reached ? Math.min(2000, 100 * times) : null),
  });
  redis.on('error', (error: NodeJS.ErrnoException) => {
    reason = error.message || reason;
    code = error.code ?? code;
  });
  try {
    await redis.connect();
    await redis.ping();
    reached = true;
    return redis;
  } catch (cause) {
    redis.disconnect();
    if (reason === '' && cause instanceof Error) reason = cause.message;
    throw new Error(`no Redis at ${host} (${reason}); ${remedy(code, url)}`, { cause });
  }
}

/** The way out of an error of Node or OpenSSL. */
function remedy(code: string, url: string): string {
  if (/SELF_SIGNED|UNABLE_TO|CERT_UNTRUSTED|CERT_SIGNATURE|INVALID_CA/.test(code)) {
    return (
      'its certificate is not signed by a known authority: give the certificate of the authority that signed it ' +
      'with NODE_EXTRA_CA_CERTS=FILE in the environment'
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return 'its certificate is for another host: give the address with a host name of the certificate';
  if (/^CERT_/.test(code)) return 'give it a certificate that is valid today';
  const other = url.startsWith('rediss:')
    ? 'redis:// for a Redis without TLS'
    : 'rediss:// for a Redis with TLS';
  return `start redis-server there, or correct the address (${other})`;
}

/** The queue of jobs on a connection, which the caller closes. */
export async function jobQueue(redis: Redis): Promise<Queue> {
  const { Queue } = await import('bullmq');
  // Keep BullMQ's stream of events short: it repeats every result and nobody reads it.
  const queue = new Queue(queueName, { connection: redis, prefix, streams: { events: { maxLen: 10 } } });
  // ioredis connects again by itself, and commands wait.
  queue.on('error', () => undefined);
  return queue;
}

/** An address without its password, for messages. */
export function withoutPassword(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch (cause) {
    throw new RangeError(`the address of the queue is not a URL; give one such as redis://localhost:6379`, {
      cause,
    });
  }
  if (parsed.protocol !== 'redis:' && parsed.protocol !== 'rediss:')
    throw new RangeError(
      `the address of the queue begins with ${parsed.protocol}//; give redis://host:6379, or rediss://host:6379 for TLS`,
    );
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}
