// npm test: sets up, checks types, lint and format, then runs every test, also the four notebooks on a small corpus.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setup } from './setup.mjs';
import { nodeModules, root } from './setup/places.mjs';

const bin = (name) => path.join(nodeModules, '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

function check(title, command, args) {
  console.log(`\n${title}`);
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' };
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env,
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) {
    console.error(`\nnpm test stopped: ${title} failed`);
    process.exit(1);
  }
}

/** Every test file, or those whose path contains one of the words after `npm test --`. */
function testFiles(words) {
  const files = fs
    .readdirSync(path.join(root, 'test'), { recursive: true })
    .filter((file) => file.endsWith('.test.ts'));
  return files
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .map((file) => path.join('test', file))
    .sort();
}

await setup({ tests: true });
// Not .bin/tsc, which is the kernel's older copy of the compiler.
const tsc = path.join(nodeModules, 'typescript', 'bin', 'tsc');
check('Types (strict)', process.execPath, [tsc, '-p', '.']);
check('Types (stated by every export of lib/)', process.execPath, [tsc, '-p', 'lib']);
check('Types (of the page)', process.execPath, [tsc, '-p', 'lib/page']);
check('Lint', bin('eslint'), ['.']);
check('Format', bin('prettier'), ['--check', '--log-level', 'warn', '.']);
const files = testFiles(process.argv.slice(2));
if (files.length === 0) {
  console.error(`no path of a test file contains ${process.argv.slice(2).join(' or ')}`);
  process.exit(1);
}
check('Tests', process.execPath, ['--import', 'tsx', '--test', ...files]);
