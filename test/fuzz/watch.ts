import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A case that is read for as long as this has hung; wall clock, so generous for a busy machine. */
const hung = 20_000; // ms

/** What became of one reader's cases: its closing line, or why it failed. */
export interface Outcome {
  readonly name: string;
  readonly failure?: string;
  readonly summary: string;
}

/** Feeds `count` cases drawn from `seed` to the reader `name` in a process of its own, which is ended when it hangs. */
export function watch(name: string, seed: number, count: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const script = join(__dirname, 'run.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, name, String(seed), String(count)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [last, errors] = ['', ''];
    let hangs = false;
    const alarm = () =>
      setTimeout(() => {
        hangs = true;
        child.kill('SIGKILL');
      }, hung);
    let timer = alarm();
    child.stdout.on('data', (chunk: Buffer) => {
      clearTimeout(timer);
      timer = alarm();
      last = chunk.toString().trimEnd().split('\n').at(-1) ?? last;
    });
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('close', (code) => {
      clearTimeout(timer);
      const failure = hangs
        ? `case ${last} of seed ${seed} hung for ${hung / 1000} s`
        : code === 0
          ? undefined
          : errors;
      resolve({ name, summary: last, ...(failure === undefined ? {} : { failure }) });
    });
  });
}
