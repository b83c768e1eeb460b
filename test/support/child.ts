import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A TypeScript program of this folder in a process of its own. */
export interface Child {
  readonly process: ChildProcess;
  /** The first line on its standard output, from now on, that fits. */
  readonly says: (pattern: RegExp) => Promise<string>;
  /** Ends it at once, as a loss of power would. */
  readonly kill: () => Promise<void>;
}

/**
 * @param limit     bytes that a file of the process may have; none unless given (POSIX: ulimit -f)
 * @param variables further ones of its environment
 */
export function startChild(
  program: string,
  args: readonly string[],
  limit?: number,
  variables: Readonly<Record<string, string>> = {},
): Child {
  const file = path.join(__dirname, program);
  const node = [process.execPath, '--import', 'tsx', file, ...args];
  const command =
    limit === undefined
      ? node
      : ['sh', '-c', `ulimit -f ${Math.floor(limit / 512)}; exec "$@"`, 'sh', ...node];
  const env = {
    ...process.env,
    ...variables,
    NODE_TEST_CONTEXT: undefined,
    TSX_DISABLE_CACHE: limit === undefined ? undefined : '1',
  };
  const child = spawn(command[0], command.slice(1), { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  return {
    process: child,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const onLine = (line: string): void => {
          if (!pattern.test(line)) return;
          lines.off('line', onLine);
          resolve(line);
        };
        lines.on('line', onLine);
        lines.once('close', () => reject(new Error(`${program} ended without saying ${String(pattern)}`)));
      }),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
