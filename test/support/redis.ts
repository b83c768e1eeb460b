import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect as connectTo, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Why tests with Redis are left out; undefined where redis-server is installed. */
export const noRedis =
  spawnSync('redis-server', ['--version']).status === 0
    ? undefined
    : 'redis-server is not on the PATH; install it (Debian: apt-get install redis-server) to run this test';

/** A Redis of a test's own on loopback, its memory on disk as each command comes (append-only file). */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  readonly start: () => Promise<void>;
  /** Ends it, politely or not. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>;
}

/**
 * @param settings further ones, as on redis-server's command line
 * @param tls      files of a certificate and its key: it then speaks TLS alone
 */
export async function startRedis(
  settings: readonly string[] = [],
  tls?: { readonly certificate: string; readonly key: string },
): Promise<TestRedis> {
  const dir = mkdtempSync(path.join(tmpdir(), 'saa-redis-'));
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  const port = await freePort();
  let server: ChildProcess | undefined;
  const redis: TestRedis = {
    url: `${tls === undefined ? 'redis' : 'rediss'}://127.0.0.1:${port}`,
    port,
    async start() {
      const memory = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', ''];
      const door =
        tls === undefined
          ? ['--port', String(port)]
          : ['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no']
              .concat('--tls-cert-file', tls.certificate, '--tls-key-file', tls.key)
              .concat('--tls-ca-cert-file', tls.certificate);
      const where = ['--bind', '127.0.0.1', ...door, '--dir', dir];
      server = spawn('redis-server', [...where, ...memory, ...settings], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      for await (const chunk of server.stdout ?? []) if (String(chunk).includes('Ready to accept')) break;
      server.stdout?.resume();
    },
    async stop(signal = 'SIGTERM') {
      if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill(signal);
      await ended;
    },
  };
  await redis.start();
  return redis;
}

/** A way to Redis that can be cut. */
export interface Cable {
  readonly url: string;
  /** Drops every connection and takes no new one until `mend`. */
  readonly cut: () => void;
  /** Lets nothing through in either direction, without a word, until `mend`, which drops what stood silent. */
  readonly silence: () => void;
  readonly mend: () => void;
  readonly close: () => void;
}

export async function cableTo(port: number): Promise<Cable> {
  let state: 'whole' | 'cut' | 'silent' = 'whole';
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = connectTo(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(from);
      from.on('data', (bytes) => {
        if (state === 'whole') to.write(bytes);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        to.destroy();
        sockets.delete(from);
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const drop = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      state = 'cut';
      drop();
    },
    silence: () => (state = 'silent'),
    mend() {
      if (state === 'silent') drop();
      state = 'whole';
    },
    close() {
      drop();
      server.close();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
