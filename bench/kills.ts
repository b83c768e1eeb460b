// npm run bench:kills: kills the main job on the demo corpus at random moments, runs it again, and compares every artifact
// with those of an undisturbed run. --kills N (100), --full for the full demo corpus instead of the small one, --seed N.
// A moment is a random line of progress and a random while after it, so that a busy machine does not make all kills early
// ones. --one keeps the job to one core and so one thread, whose start is most of the time of a small corpus (Linux).
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeDemoCorpus } from '../lib/demo/corpus';
import { random } from '../lib/stats/random';
import { numberOption } from './options';

const saa = path.resolve(__dirname, '..', 'scripts', 'saa.mjs');
const tables = ['input.obj', 'windows.obj', 'whole-interviews.obj'];
const one = process.argv.includes('--one');
const program = one ? 'taskset' : process.execPath;
const command = (data: string, artifacts: string) => [
  ...(one ? ['-c', '0', process.execPath] : []),
  ...[saa, 'extract', '--data', data, '--artifacts', artifacts],
];

/** Name and hash of every file in the artifacts: none may be missing, none left over but the lock of a dead process. */
function sums(artifacts: string): string {
  return readdirSync(artifacts, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^lock\b/.test(entry.name))
    .map((entry) => path.join(entry.path, entry.name))
    .sort()
    .map((file) => {
      const sum = createHash('sha256').update(readFileSync(file)).digest('hex');
      return `${path.relative(artifacts, file)} ${sum}`;
    })
    .join('\n');
}

/** Parts that are on disk under their final name, of tables that are not. */
function partsIn(artifacts: string): number {
  return tables
    .filter((table) => !existsSync(path.join(artifacts, table)))
    .map((table) => path.join(artifacts, '.partial', table))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map(String))
    .filter((name) => name.endsWith('.part')).length;
}

/** Jobs that an extract did, jobs that it found done, and artifacts it kept, by its own account. */
function jobsOf(output: string): { done: number; kept: number; tables: number } {
  const found = [...output.matchAll(/(\d+) jobs done, (\d+) were done before/g)];
  const sum = (group: 1 | 2) => found.reduce((all, match) => all + Number(match[group]), 0);
  return { done: sum(1), kept: sum(2), tables: [...output.matchAll(/rows, kept/g)].length };
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-kills-'));
  try {
    const data = path.join(folder, 'data');
    await writeDemoCorpus(data, { seed: 1, size: process.argv.includes('--full') ? 'full' : 'small' });
    const first = path.join(folder, 'undisturbed');
    const began = performance.now();
    const undisturbed = spawnSync(program, command(data, first), { encoding: 'utf8' });
    const whole = jobsOf(undisturbed.stdout);
    const length = performance.now() - began;
    const lines = undisturbed.stderr.trim().split('\n').length;
    const expected = sums(first);
    const kills = numberOption('kills', 100);
    const moments = random(numberOption('seed', 1));
    let identical = 0;
    let twice = 0;
    let early = 0;
    const stages = new Map<string, number>();
    for (let i = 1; i <= kills; i++) {
      const artifacts = path.join(folder, `run${i}`);
      const doomed = spawn(program, command(data, artifacts), { stdio: ['ignore', 'ignore', 'pipe'] });
      const ended = once(doomed, 'exit');
      const line = Math.floor(moments.uniform(0, lines + 1));
      const pause = moments.uniform(0, (1.5 * length) / lines);
      let timer: NodeJS.Timeout | undefined;
      let seen = 0;
      const look = () => {
        if (seen >= line) timer ??= setTimeout(() => doomed.kill('SIGKILL'), pause);
      };
      look();
      doomed.stderr.on('data', (chunk: Buffer) => {
        seen += chunk.toString().split('\n').length - 1;
        look();
      });
      await ended;
      clearTimeout(timer);
      if (doomed.exitCode !== null) early++; // it was quicker this time, and done before its moment came
      const complete = partsIn(artifacts);
      const merged = tables.filter((name) => existsSync(path.join(artifacts, name)));
      const stage = `${merged.length} of ${tables.length} tables`;
      stages.set(stage, (stages.get(stage) ?? 0) + 1);
      const again = spawnSync(program, command(data, artifacts), { encoding: 'utf8' });
      const jobs = jobsOf(again.stdout);
      const same = again.status === 0 && sums(artifacts) === expected;
      if (!same) console.log(`${again.stderr}\n${again.status === 0 ? sums(artifacts) : ''}`);
      if (same) identical++;
      if (jobs.tables < merged.length) twice += merged.length - jobs.tables;
      if (jobs.kept < complete) twice += complete - jobs.kept;
      console.log(
        `${i}: killed with ${merged.length} tables and ${complete} parts; then ${jobs.kept} kept, ${jobs.done} of ${whole.done} done; ${same ? 'identical' : 'DIFFERENT'}`,
      );
      rmSync(artifacts, { recursive: true });
    }
    console.log(`killed with ${[...stages].map(([stage, times]) => `${stage}: ${times}`).join(', ')}`);
    console.log(
      `${identical} of ${kills} identical; ${twice} complete parts or tables measured twice; ${early} ended before their kill`,
    );
    if (identical < kills || twice > 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
