import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import path from 'node:path';
import { replaceFile } from '../tables/artifact';

/** A folder held by this process alone. */
export interface Lock {
  /** @throws Error when another process has taken the lock, because this one seemed dead */
  readonly check: () => void;
  readonly release: () => void;
}

/** Who holds a lock. */
interface Holder {
  readonly token: string;
  readonly host: string;
  readonly pid: number;
  /** When the process began, as its system counts; a number given to a new process does not pass for the old one. */
  readonly began: string;
  /** Counts up while the holder lives. */
  readonly beat: number;
}

/**
 * Takes the lock `file`, or says who has it.
 *
 * A dead process holds no lock: on the same machine its number and beginning are looked up, and on another the lock is
 * watched for `patience` seconds, in which a living holder counts up its beat. No clock of another machine is read, so
 * it does not matter whether they agree, or jump.
 *
 * @param options.beat s between two beats; @param options.patience s to watch the lock of another machine
 * @throws Error naming the holder and the way out
 */
export async function takeLock(file: string, { beat = 5, patience = 30 } = {}): Promise<Lock> {
  const own: Holder = {
    token: randomUUID(),
    host: place(),
    pid: process.pid,
    began: began(process.pid) ?? '',
    beat: 0,
  };
  mkdirSync(path.dirname(file), { recursive: true });
  while (!create(file, own)) {
    const holder = read(file);
    if (holder === undefined) continue; // released, or half way through a beat
    if (await lives(file, holder, patience)) {
      throw new Error(
        `${path.dirname(path.dirname(file))} is in use by process ${holder.pid} on ${holder.host.split(' ')[0]}; ` +
          'wait until that run is finished, stop it, or choose another folder with --artifacts DIR',
      );
    }
    takeAway(file, holder);
  }
  let count = 0;
  let lost: Error | undefined;
  const check = (): void => {
    if (lost === undefined && read(file)?.token !== own.token)
      lost = new Error(`${file} was taken by another run, which found no sign of life here; run again`);
    if (lost !== undefined) throw lost;
  };
  const beating = setInterval(() => {
    try {
      check();
      replaceFile(file, JSON.stringify({ ...own, beat: ++count }));
    } catch (error) {
      lost = error instanceof Error ? error : new Error(String(error)); // for the next check to say
      clearInterval(beating);
    }
  }, 1000 * beat);
  beating.unref();
  return {
    check,
    release() {
      clearInterval(beating);
      if (lost === undefined && read(file)?.token === own.token) rmSync(file, { force: true });
    },
  };
}

/** Makes the lock, contents and all, in one step; false when there is one. */
function create(file: string, holder: Holder): boolean {
  const mine = `${file}.${holder.token}.tmp`;
  writeFileSync(mine, JSON.stringify(holder));
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Removes the lock of a dead process, unless a third one was quicker and took it already: then that one keeps it. */
function takeAway(file: string, dead: Holder): void {
  const aside = `${file}.${randomUUID()}.tmp`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  if (read(aside)?.token !== dead.token && !existsSync(file)) renameSync(aside, file);
  else rmSync(aside, { force: true });
}

/** Undefined when there is no lock, or none that can be understood: such a one was not made by us, or torn by a crash. */
function read(file: string): Holder | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return { token: '', host: '', pid: 0, began: '', beat: 0 };
  }
}

async function lives(file: string, holder: Holder, patience: number): Promise<boolean> {
  if (holder.token === '') return false;
  if (holder.host === place()) return began(holder.pid) === holder.began;
  const end = performance.now() + 1000 * patience; // does not jump when the clock is set
  while (performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(1000, 100 * patience)));
    const now = read(file);
    if (now?.token !== holder.token) return now !== undefined; // another's now, or gone
    if (now.beat !== holder.beat) return true;
  }
  return false;
}

/** The machine, since it was last started, as far as process numbers reach. */
function place(): string {
  if (process.platform !== 'linux') return hostname();
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${hostname()} ${boot} ${readlinkSync('/proc/self/ns/pid')}`;
}

/** When a process began, in the words of its system; undefined when there is none of this number. */
function began(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const stat = `/proc/${pid}/stat`;
    if (!existsSync(stat)) return undefined;
    const fields = readFileSync(stat, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? undefined : fields[19]; // a zombie is dead
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined; // ps says so when there is no such process
  }
}
