// npm run bench:kills: kills the main job on the demo corpus at random moments, runs it again, and compares every artifact
// with those of an undisturbed run. --kills N (100), --full for the full demo corpus instead of the small one, --seed N.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeDemoCorpus } from '../lib/demo/corpus';
import { random } from '../lib/stats/random';
import { numberOption } from './servers';

const saa = path.resolve(__dirname, '..', 'scripts', 'saa.mjs');
const artifactsOf = ['input.obj', 'output.obj', 'windows.obj', 'whole-interviews.obj'];
const command = (data: string, artifacts: string) => [
  saa,
  'extract',
  '--data',
  data,
  '--artifacts',
  artifacts,
];

/** Hash of every artifact. */
function sums(artifacts: string): string {
  return artifactsOf
    .map((name) =>
      createHash('sha256')
        .update(readFileSync(path.join(artifacts, name)))
        .digest('hex'),
    )
    .join(' ');
}

/** Parts that are on disk under their final name. */
function partsIn(artifacts: string): number {
  const folder = path.join(artifacts, '.partial');
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.part')).length;
}

/** Jobs that an extract did, and jobs that it found done, by its own account. */
function jobsOf(output: string): { done: number; kept: number } {
  const found = [...output.matchAll(/(\d+) jobs done, (\d+) were done before/g)];
  const sum = (group: 1 | 2) => found.reduce((all, match) => all + Number(match[group]), 0);
  return { done: sum(1), kept: sum(2) };
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-kills-'));
  try {
    const data = path.join(folder, 'data');
    await writeDemoCorpus(data, { seed: 1, size: process.argv.includes('--full') ? 'full' : 'small' });
    const first = path.join(folder, 'undisturbed');
    const began = performance.now();
    const whole = jobsOf(spawnSync(process.execPath, command(data, first), { encoding: 'utf8' }).stdout);
    const length = performance.now() - began;
    const expected = sums(first);
    const kills = numberOption('kills', 100);
    const moments = random(numberOption('seed', 1));
    let identical = 0;
    let twice = 0;
    let early = 0;
    for (let i = 1; i <= kills; i++) {
      const artifacts = path.join(folder, `run${i}`);
      const doomed = spawn(process.execPath, command(data, artifacts), { stdio: 'ignore' });
      const ended = once(doomed, 'exit');
      const timer = setTimeout(() => doomed.kill('SIGKILL'), moments.uniform(0, length));
      await ended;
      clearTimeout(timer);
      if (doomed.exitCode !== null) early++; // it was quicker this time, and done before its moment came
      const complete = partsIn(artifacts);
      const merged = artifactsOf.filter((name) => existsSync(path.join(artifacts, name)));
      const again = spawnSync(process.execPath, command(data, artifacts), { encoding: 'utf8' });
      const jobs = jobsOf(again.stdout);
      const same = again.status === 0 && sums(artifacts) === expected;
      if (same) identical++;
      if (jobs.kept < complete) twice += complete - jobs.kept;
      console.log(
        `${i}: killed with ${merged.length} artifacts and ${complete} parts; then ${jobs.kept} kept, ${jobs.done} of ${whole.done} done; ${same ? 'identical' : 'DIFFERENT'}`,
      );
      rmSync(artifacts, { recursive: true });
    }
    console.log(
      `${identical} of ${kills} identical; ${twice} complete parts measured twice; ${early} ended before their kill`,
    );
    if (identical < kills || twice > 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
