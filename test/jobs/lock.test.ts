import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { takeLock } from '../../lib/jobs/lock';
import { temporaryFolder } from '../support/folder';

const lockIn = (folder: string) => path.join(folder, '.partial', 'lock');

/** Another process that holds the lock until it is ended. */
async function holder(file: string) {
  const library = JSON.stringify(path.resolve(__dirname, '..', '..', 'lib', 'jobs', 'lock.ts'));
  const code = `require(${library}).takeLock(${JSON.stringify(file)}); console.log('held'); setInterval(() => 0, 1000);`;
  const child = spawn(process.execPath, ['--require', 'tsx/cjs', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

test('one holder at a time; another is told who it is', () => {
  const file = lockIn(temporaryFolder({}));
  const first = takeLock(file);
  assert.throws(() => takeLock(file), new RegExp(`is in use by process ${process.pid} on .*--artifacts`));
  first.check();
  first.release();
  assert.ok(!existsSync(file));
  takeLock(file).release();
});

test('another process holds the lock while it lives, and a killed one does not', async () => {
  const file = lockIn(temporaryFolder({}));
  const child = await holder(file);
  assert.throws(() => takeLock(file), new RegExp(`is in use by process ${child.pid} on `));
  child.kill('SIGKILL');
  await once(child, 'close');
  takeLock(file).release();
});

test('a run whose lock file was removed is told so, and leaves the lock of the next alone', () => {
  const file = lockIn(temporaryFolder({}));
  const lock = takeLock(file);
  rmSync(file);
  assert.throws(() => lock.check(), /was removed during the run/);
  const next = takeLock(file);
  lock.release();
  next.check();
  next.release();
});
