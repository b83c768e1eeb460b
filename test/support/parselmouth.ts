import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** A Python with Praat in it: SAA_PARSELMOUTH names one; `npm run bench -- --peers` makes another in .venv-bench. */
const python =
  process.env.SAA_PARSELMOUTH ?? path.join(__dirname, '..', '..', '.venv-bench', 'bin', 'python');

/** Why tests that ask Praat are skipped, or false when they run. */
export const withoutPraat =
  existsSync(python) || process.env.SAA_PARSELMOUTH !== undefined
    ? false
    : 'no Python with praat-parselmouth: name one in SAA_PARSELMOUTH, or run npm run bench -- --peers';

/** What a Python script prints as JSON. */
export function askPraat<T>(script: string, ...args: readonly string[]): T {
  const { status, stdout, stderr } = spawnSync(python, ['-c', script, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${python}: ${stderr}`);
  return JSON.parse(stdout) as T;
}
