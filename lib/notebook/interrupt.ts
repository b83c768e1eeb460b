import { displayWriter } from './display';
import type { DisplayWriter } from './display';

/**
 * What tells running cells to stop. It hangs on the global object, so that every copy of this module that the kernel
 * loads shares it; the cell is known by its writer, which is a new function for each.
 */
interface Interrupts {
  readonly ofCell: WeakMap<DisplayWriter, AbortController>;
}

const place = Symbol.for('sentiment-audio-analysis.interrupts');

function interrupts(): Interrupts {
  const shared = globalThis as { [place]?: Interrupts };
  const known = shared[place];
  if (known !== undefined) return known;
  const made: Interrupts = { ofCell: new WeakMap() };
  shared[place] = made;
  // A kernel survives SIGINT. Elsewhere it ends the process, as ever: nobody listens there.
  process.on('SIGINT', () => {
    const cell = displayWriter();
    if (cell !== undefined) controllerOf(made, cell).abort();
  });
  return made;
}

function controllerOf({ ofCell }: Interrupts, cell: DisplayWriter): AbortController {
  const known = ofCell.get(cell);
  if (known !== undefined) return known;
  const made = new AbortController();
  ofCell.set(cell, made);
  return made;
}

const never = new AbortController().signal;

/**
 * Aborted once the notebook's user interrupts the cell that is running now. Work that goes on between cells takes it
 * at its start: the signal stays that of its own cell. Outside a notebook it is never aborted.
 */
export function cellSignal(): AbortSignal {
  const cell = displayWriter();
  return cell === undefined ? never : controllerOf(interrupts(), cell).signal;
}

/** Whether the user has interrupted the cell that is running now; false outside a notebook. */
export function interrupted(): boolean {
  return cellSignal().aborted;
}

/**
 * Ends a loop of a cell that was interrupted: call it once per step.
 *
 * @param what   begins the message: "training: interrupted after 3 of 10"
 * @param signal of the cell where the work began, for work that may outlive it
 * @throws Error named Interrupted
 */
export function throwIfInterrupted(what: string, signal: AbortSignal = cellSignal()): void {
  if (!signal.aborted) return;
  const error = new Error(what);
  error.name = 'Interrupted';
  throw error;
}
