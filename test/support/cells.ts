import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(__dirname, '..', '..');
export const python = path.join(root, '.venv', 'bin', 'python');
/** Where the project's own kernel is registered. */
export const kernels = path.join(root, '.venv', 'share', 'jupyter');

export interface CellResult {
  readonly status: string;
  /** From sending to the answer; of an interrupted cell, from the interrupt to the answer. */
  readonly seconds: number;
  readonly outputs: readonly {
    readonly type: string;
    readonly text?: string;
    readonly data?: { readonly 'text/plain'?: string };
    readonly ename?: string;
    readonly evalue?: string;
    readonly traceback?: readonly string[];
  }[];
}

export interface Completion {
  readonly matches: readonly string[];
  readonly metadata: { readonly _jupyter_types_experimental: readonly { readonly type: string }[] };
}

export interface Inspection {
  readonly found: boolean;
  readonly data: { readonly 'text/plain'?: string };
}

/** The steps that run_cells.py takes; it says what each does and gives back. */
export type Step =
  | string
  | { write: Record<string, string> }
  | { wait: number }
  | { burst: readonly string[] }
  | { interrupt: string }
  | { complete: string }
  | { inspect: string }
  | { memory: true };

/**
 * Takes steps in a fresh kernel; their results in order.
 *
 * @param folder where the kernel is started: JupyterLab starts it in the notebook's folder
 */
export function takeSteps(
  steps: readonly Step[],
  kernel = 'tslab',
  jupyterPath = kernels,
  folder = path.join(root, 'notebooks'),
): unknown[] {
  const script = path.join(root, 'test', 'support', 'run_cells.py');
  const { status, stdout, stderr } = spawnSync(python, [script, folder, kernel], {
    cwd: root,
    env: { ...process.env, JUPYTER_PATH: jupyterPath, TF_CPP_MIN_LOG_LEVEL: '2' },
    input: JSON.stringify(steps),
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as unknown[];
}

export const traceback = ({ outputs }: CellResult) =>
  outputs.find(({ type }) => type === 'error')?.traceback?.join('\n') ?? '';
/** What a cell printed and the text of what it showed, its last value for one; a line each. */
export const text = ({ outputs }: CellResult) =>
  outputs
    .map((output) => output.text ?? (output.data ? `${output.data['text/plain'] ?? ''}\n` : ''))
    .join('');
