/**
 * Displays that the running cell has begun: they appear in the order of their calls, and the kernel (scripts/kernel/last-value.cjs)
 * waits for them at the cell's end, so that `show(x)` without `await` is shown too. Kept on the global object, because the kernel and the cells
 * may each have a copy of this module.
 */
interface Displays {
  /** Ends when every display begun so far has ended, well or not; undefined when none is open. */
  last?: Promise<void>;
}

const KEY = Symbol.for('sentiment-audio-analysis.displays');
const shared = globalThis as { [KEY]?: Displays };
const displays: Displays = (shared[KEY] ??= {});

/**
 * Runs `show` after the displays begun before it; at once where there is none.
 *
 * @param show sends one output; a figure takes a moment to draw
 * @returns ends when it is shown
 * @throws what `show` throws
 */
export async function inOrder(show: () => void | Promise<void>): Promise<void> {
  const before = displays.last;
  let end: () => void = () => undefined;
  const mine = new Promise<void>((resolve) => (end = resolve));
  displays.last = mine;
  try {
    if (before !== undefined) await before;
    await show();
  } finally {
    if (displays.last === mine) delete displays.last;
    end();
  }
}
