import Module from 'node:module';
import { join } from 'node:path';
import type { DisplayBundle, DisplayWriter } from '../../lib/notebook/display';

/** One call of the kernel's writer. */
export interface Sent {
  readonly bundle: DisplayBundle;
  readonly update: boolean;
}

/**
 * Runs `body` as if inside tslab: its module that sends outputs is among the loaded ones, and what it is
 * given is returned, and is `body`'s to look at meanwhile.
 */
export async function inKernel(body: (sent: readonly Sent[]) => Promise<void>): Promise<Sent[]> {
  const file = join(__dirname, 'node_modules', 'tslab', 'dist', 'jupyter.js');
  const sent: Sent[] = [];
  const write: DisplayWriter = (bundle, update) => sent.push({ bundle, update });
  const kernel = new Module(file);
  kernel.exports = { lastWriteDisplayData: write };
  require.cache[file] = kernel;
  try {
    await body(sent);
  } finally {
    delete require.cache[file];
  }
  return sent;
}
