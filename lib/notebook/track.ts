import { cellSignal, throwIfInterrupted } from './interrupt';
import type { ProgressState } from './progress';
import { openBar } from './progress-display';

/** A bar that is moved by hand, for work that is no list. */
export interface Progress {
  /** Says how much is done; drawn at most four times a second. Returns whether it was drawn. */
  update(done: number): boolean;
  /** Ends the bar; the line that stays says how long it took. */
  done(): void;
  /** Ends the bar before its end; the line that stays says where. */
  stop(): void;
}

const REDRAW_MS = 250;

/**
 * Does something with each item in turn, showing how far it is.
 *
 * The event loop gets its turn between steps four times a second, so that the bar is drawn and a notebook's
 * interrupt is noticed even when `body` never waits.
 *
 * @param items a list, a set, or any iterable; without a length the bar shows count and rate alone
 * @returns what `body` returned, in order
 * @throws what `body` throws, and Error when the notebook is interrupted; the line then says where it stopped
 */
export async function track<T, R>(
  label: string,
  items: Iterable<T>,
  body: (item: T, index: number) => R | Promise<R>,
): Promise<R[]> {
  // In a terminal Ctrl-C ends the process as ever; a kernel survives it, so the loop has to look.
  const cell = cellSignal();
  const bar = progress(label, sizeOf(items));
  const results: R[] = [];
  let complete = false;
  try {
    for (const item of items) {
      throwIfInterrupted(`${label}: interrupted after ${results.length} steps`, cell);
      results.push(await body(item, results.length));
      if (bar.update(results.length)) await new Promise((resolve) => setImmediate(resolve));
    }
    complete = true;
  } finally {
    if (complete) bar.done();
    else bar.stop();
  }
  return results;
}

/**
 * A bar with count, rate and time left: one output that is redrawn in a notebook, one line in a terminal, and where
 * neither is (a log file) a line at the start, at every tenth and at the end. A bar that is opened while another is open in
 * the same place is shown beside it and leaves no line of its own.
 *
 * @param total number of steps; NaN when it is not known
 * @param before what was done before the bar was opened: steps, which do not count for the rate, and when they began
 */
export function progress(
  label: string,
  total: number,
  before: { readonly done: number; readonly began: number } = { done: 0, began: performance.now() },
): Progress {
  const draw = openBar();
  const opened = performance.now();
  let count = before.done;
  let drawn = opened;
  const show = (state: ProgressState['state']): void => {
    drawn = performance.now();
    const rate = (1000 * (count - before.done)) / (drawn - opened);
    draw({
      label,
      done: count,
      total: Number.isFinite(total) ? total : null,
      seconds: Math.round(drawn - before.began) / 1000,
      rate: rate > 0 && Number.isFinite(rate) ? rate : null,
      state,
    });
  };
  show('running');
  return {
    update(done) {
      count = done;
      if (performance.now() - drawn < REDRAW_MS) return false;
      show('running');
      return true;
    },
    done() {
      if (Number.isFinite(total)) count = total;
      show('done');
    },
    stop() {
      show('stopped');
    },
  };
}

function sizeOf(items: Iterable<unknown>): number {
  const { length, size } = items as { length?: unknown; size?: unknown };
  return typeof length === 'number' ? length : typeof size === 'number' ? size : NaN;
}
