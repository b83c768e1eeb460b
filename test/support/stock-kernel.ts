import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './cells';

/** Registers tslab as it comes, without the project's kernel around it, below a folder for JUPYTER_PATH. */
export function registerStockKernel(folder: string, name: string): void {
  const spec = path.join(folder, 'kernels', name);
  mkdirSync(spec, { recursive: true });
  const program = path.join(root, 'node_modules', 'tslab', 'bin', 'tslab');
  const argv = [process.execPath, program, 'kernel', '--config-path={connection_file}'];
  const kernel = { argv, display_name: 'stock', language: 'typescript', interrupt_mode: 'signal' };
  writeFileSync(path.join(spec, 'kernel.json'), JSON.stringify(kernel));
}
