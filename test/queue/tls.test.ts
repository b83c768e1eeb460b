import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { connect } from '../../lib/queue/connection';
import { startChild, type Child } from '../support/child';
import { temporaryFolder } from '../support/folder';
import { tableIn, tones, undisturbed } from '../support/jobs';
import { noRedis, startRedis } from '../support/redis';

const noOpenssl =
  spawnSync('openssl', ['version']).status === 0 ? undefined : 'openssl is not on the PATH; install it';
const skip = noRedis ?? noOpenssl;

/** An authority of our own, and a certificate of 127.0.0.1 that it signed. */
function certificates(): { authority: string; certificate: string; key: string } {
  const folder = temporaryFolder({});
  const file = (name: string) => path.join(folder, name);
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const authority = file('authority.pem');
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    file('a.key'),
    '-out',
    authority,
    '-subj',
    '/CN=A',
    '-days',
    '2',
  );
  openssl('req', ...newKey, '-keyout', file('redis.key'), '-out', file('redis.csr'), '-subj', '/CN=Redis');
  writeFileSync(file('names'), 'subjectAltName=IP:127.0.0.1\n');
  const by = ['-CA', authority, '-CAkey', file('a.key'), '-CAcreateserial', '-extfile', file('names')];
  openssl('x509', '-req', '-in', file('redis.csr'), '-out', file('redis.pem'), '-days', '2', ...by);
  return { authority, certificate: file('redis.pem'), key: file('redis.key') };
}

test(
  'over TLS: an authority that was named is believed, another refused with the way out',
  { skip },
  async () => {
    const own = certificates();
    const other = certificates();
    const redis = await startRedis([], own);
    let worker: Child | undefined;
    try {
      const corpus = tones(['a', 'b']);
      const files = JSON.stringify(corpus.segments.map(({ file }) => file));
      const extract = (url: string, authority?: string) => {
        const artifacts = temporaryFolder({});
        const variables: Record<string, string> =
          authority === undefined ? {} : { NODE_EXTRA_CA_CERTS: authority };
        const child = startChild(
          'coordinator.ts',
          [artifacts, corpus.dataDir, files, url],
          undefined,
          variables,
        );
        return { artifacts, said: child.says(/stopped|finished/) };
      };
      worker = startChild('odd-worker.ts', [redis.url, corpus.dataDir, '3'], undefined, {
        NODE_EXTRA_CA_CERTS: own.authority,
      });
      const right = extract(redis.url, own.authority);
      const refused = [
        extract(redis.url, other.authority),
        extract(redis.url.replace('127.0.0.1', 'localhost'), own.authority),
      ];
      const [unknown, otherName] = await Promise.all(refused.map(({ said }) => said));
      assert.match(
        unknown,
        /no Redis at rediss:\/\/127\.0\.0\.1:\d+ \(.*certificate.*\); its certificate is not signed by a known authority: .* NODE_EXTRA_CA_CERTS=FILE/,
      );
      assert.match(otherName, /no Redis at rediss:\/\/localhost.*its certificate is for another host/);
      await assert.rejects(
        connect(redis.url.replace('rediss:', 'redis:')),
        /no Redis at redis:.*start redis-server there, or correct the address \(rediss:\/\/ for a Redis with TLS\)/,
      );
      assert.equal(await right.said, 'finished');
      assert.deepEqual(tableIn(right.artifacts), await undisturbed(corpus));
    } finally {
      await worker?.kill();
      await redis.stop();
    }
  },
);
