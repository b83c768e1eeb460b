import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { takeLock } from '../../lib/jobs/lock';
import { temporaryFolder } from '../support/folder';

const lockIn = (folder: string) => path.join(folder, '.partial', 'lock');
/** Writes the lock of another process, made from one of ours. */
async function lockOf(file: string, change: Record<string, unknown>): Promise<Record<string, unknown>> {
  const own = await takeLock(file);
  const holder = { ...(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>), ...change };
  own.release();
  writeFileSync(file, JSON.stringify(holder));
  return holder;
}

test('one holder at a time; another is told who it is', async () => {
  const file = lockIn(temporaryFolder({}));
  const first = await takeLock(file);
  await assert.rejects(takeLock(file), new RegExp(`is in use by process ${process.pid} on .*--artifacts`));
  first.check();
  first.release();
  assert.ok(!existsSync(file));
  (await takeLock(file)).release();
});

test('a dead process holds no lock, even when its number was given to another', async () => {
  const file = lockIn(temporaryFolder({}));
  for (const change of [{ pid: 2 ** 22 + 1 }, { began: 'long ago' }]) {
    await lockOf(file, { token: 'dead', ...change });
    (await takeLock(file)).release();
  }
  writeFileSync(file, '{"token": "to'); // torn by a crash of the machine
  (await takeLock(file)).release();
});

test('a holder on another machine lives while its beat goes on, whatever the clocks say', async () => {
  const file = lockIn(temporaryFolder({}));
  const holder = await lockOf(file, { token: 'far', host: 'elsewhere', beat: 1 });
  const beating = setTimeout(() => writeFileSync(file, JSON.stringify({ ...holder, beat: 2 })), 100);
  await assert.rejects(takeLock(file, { patience: 2 }), /on elsewhere/);
  clearTimeout(beating);
  const lock = await takeLock(file, { patience: 0.3 }); // silent from now on
  lock.check();
  lock.release();
});

test('a run whose lock was taken, because it seemed dead, is told so', async () => {
  const file = lockIn(temporaryFolder({}));
  const lock = await takeLock(file);
  writeFileSync(file, JSON.stringify({ token: 'another' }));
  assert.throws(() => lock.check(), /was taken by another run/);
  lock.release();
  assert.ok(existsSync(file), 'the lock of the other stays');
});

test('a lock beats while it is held', async () => {
  const file = lockIn(temporaryFolder({}));
  const lock = await takeLock(file, { beat: 0.05 });
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.ok((JSON.parse(readFileSync(file, 'utf8')) as { beat: number }).beat > 0);
  lock.check();
  lock.release();
});
