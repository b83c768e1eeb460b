import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

/** What the keys in Redis begin with, and the name of the queue. */
export const prefix = 'saa';
export const queueName = 'jobs';

/** Where everything of ours that BullMQ does not keep lies in Redis. */
export const keys = {
  /** How far a run is. */
  run: (plan: string) => `${prefix}:run:${plan}`,
  /** Hash: what the outstanding jobs of a run are, by number, and under `shared` what they have in common. */
  about: (plan: string) => `${prefix}:about:${plan}`,
  /** Hash: the parts of a run that its coordinator has not fetched yet, by number of the job. */
  rows: (plan: string) => `${prefix}:rows:${plan}`,
  worker: (id: string) => `${prefix}:worker:${id}`,
  refusals: `${prefix}:refusals`,
};

/**
 * A connection to the Redis at `url`, found alive.
 *
 * A password (`redis://:password@host`), a user and TLS (`rediss://`) are honoured. Certificates are always checked;
 * Node takes further authorities from the file that NODE_EXTRA_CA_CERTS names when it starts. Once made, the connection comes back by itself, for as long as it takes: commands
 * wait for it. One that is cut without a word is noticed after `silence` s.
 *
 * @throws RangeError for an address that is none; Error naming the host, the reason and the way out when nothing answers
 */
export async function connect(
  url: string,
  { silence = 20 }: { readonly silence?: number } = {},
): Promise<Redis> {
  const host = shown(url);
  let reached = false;
  let reason = '';
  let code = '';
  const { Redis } = await import('ioredis'); // with BullMQ .3 s, which only those with a queue wait for
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: null, // a worker's blocking wait is no failed request
    connectTimeout: 10_000,
    socketTimeout: 1000 * silence, // BullMQ waits 5 s at most before it asks again
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
    throw new Error(`no Redis at ${host} (${reason}); ${wayOut(code, url)}`, { cause });
  }
}

/** What to do about a connection that failed with this error of Node's or OpenSSL's. */
function wayOut(code: string, url: string): string {
  if (/SELF_SIGNED|UNABLE_TO|CERT_UNTRUSTED|CERT_SIGNATURE|INVALID_CA/.test(code)) {
    return (
      'nobody known here vouches for its certificate: give the certificate of the authority that signed it ' +
      'with NODE_EXTRA_CA_CERTS=FILE in the environment'
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return 'its certificate is for another host: give the address by a name that the certificate holds';
  if (/^CERT_/.test(code)) return 'have a certificate made for it that is valid today';
  const other = url.startsWith('rediss:')
    ? 'redis:// where it speaks no TLS'
    : 'rediss:// where it speaks TLS';
  return `start redis-server there, or correct the address (${other})`;
}

/** The queue of jobs on a connection, which stays the caller's to close. */
export async function jobQueue(redis: Redis): Promise<Queue> {
  const { Queue } = await import('bullmq');
  // Nobody reads BullMQ's stream of events, which repeats every result: it is kept short.
  const queue = new Queue(queueName, { connection: redis, prefix, streams: { events: { maxLen: 10 } } });
  // Nothing to do: the connection comes back by itself, and what was asked of it waits.
  queue.on('error', () => undefined);
  return queue;
}

/** An address without its password, for messages. */
export function shown(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch (cause) {
    throw new RangeError(`the queue's address is no URL; give one such as redis://localhost:6379`, { cause });
  }
  if (parsed.protocol !== 'redis:' && parsed.protocol !== 'rediss:')
    throw new RangeError(
      `a queue at ${parsed.protocol}//; give redis://host:6379, or rediss://host:6379 for TLS`,
    );
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}
