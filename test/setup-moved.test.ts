import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before, describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root } from './support/cells';

// The set-up's own scripts in a project folder of their own, with an environment of Python and pip alone.
const work = mkdtempSync(path.join(tmpdir(), 'saa-moved-'));
const first = path.join(work, 'first');

/** Runs a program to its end; what it printed. */
function output(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  assert.equal(status, 0, `${command}: ${stderr}`);
  return stdout;
}

/** What `npm run setup` does for the environment and the kernel, in the project folder `project`. */
const setUp = (project: string): string => {
  const file = pathToFileURL(path.join(project, 'scripts', 'setup', 'python.mjs')).href;
  const code = `const { createVenv, installKernelSpec } = await import(${JSON.stringify(file)}); await createVenv(); installKernelSpec();`;
  return output(process.execPath, ['--input-type=module', '-e', code]);
};
const doctor = (project: string): string =>
  spawnSync(process.execPath, [path.join(project, 'scripts', 'doctor.mjs')], { encoding: 'utf8' }).stdout;
const pipOf = (project: string): string => output(path.join(project, '.venv', 'bin', 'pip'), ['--version']);
const kernelOf = (project: string): string =>
  readFileSync(path.join(project, '.venv', 'share', 'jupyter', 'kernels', 'tslab', 'kernel.json'), 'utf8');

describe('a project folder that was moved or copied', { skip: process.platform === 'win32' }, () => {
  before(() => {
    for (const part of ['lib', 'scripts', 'package.json', 'package-lock.json'])
      cpSync(path.join(root, part), path.join(first, part), { recursive: true });
    setUp(first);
  });
  after(() => rmSync(work, { recursive: true, force: true }));

  test('where it was made nothing is mended', () => {
    const pip = readFileSync(path.join(first, '.venv', 'bin', 'pip'), 'utf8');
    assert.equal(setUp(first), '');
    assert.equal(readFileSync(path.join(first, '.venv', 'bin', 'pip'), 'utf8'), pip);
    assert.doesNotMatch(doctor(first), /moved or copied/);
  });

  // A space needs another way to start programs, as does a path longer than a first line may be.
  for (const name of ['with a space', `long-${'x'.repeat(140)}`])
    test(`a copy named ${name.slice(0, 20)} is noticed and mended`, () => {
      // The long one is a copy of the one with a space, so that both forms are mended.
      const from = name === 'with a space' ? first : path.join(work, 'with a space');
      const copy = path.join(work, name);
      cpSync(from, copy, { recursive: true, verbatimSymlinks: true });
      assert.match(
        doctor(copy),
        /✗ \.venv belongs to .*: this folder was moved or copied\n {4}→ npm run setup/,
      );
      assert.match(doctor(copy), /✗ kernel "tslab"/);
      assert.ok(setUp(copy).includes(`moved or copied from ${from}`));
      assert.ok(pipOf(copy).includes(path.join(copy, '.venv', 'lib')), pipOf(copy));
      assert.ok(kernelOf(copy).includes(path.join(copy, 'scripts', 'kernel.cjs')));
      assert.ok(readFileSync(path.join(copy, '.venv', 'bin', 'activate'), 'utf8').includes(`${copy}/.venv`));
      assert.doesNotMatch(doctor(copy), /moved or copied/);
      assert.match(doctor(copy), /✓ kernel "tslab"/);
      assert.equal(setUp(copy), '');
    });

  test('a moved folder runs without its old place; the copy leaves the original alone', () => {
    const last = path.join(work, 'third');
    assert.ok(pipOf(first).includes(path.join(first, '.venv', 'lib')));
    renameSync(first, last);
    assert.ok(setUp(last).includes('moved or copied'));
    assert.ok(!existsSync(first));
    assert.ok(pipOf(last).includes(path.join(last, '.venv', 'lib')));
  });

  test('an environment whose Python is gone is made anew', () => {
    const last = path.join(work, 'third');
    const python = path.join(last, '.venv', 'bin', 'python');
    for (const name of ['python', 'python3']) rmSync(path.join(last, '.venv', 'bin', name), { force: true });
    assert.match(setUp(last), /Python environment .*done/);
    assert.ok(existsSync(python));
  });
});
