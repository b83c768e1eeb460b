import { displayWriter } from './display';
import { progress, type Progress } from './track';

/** Interrupts of this process so far; shared by every copy of this module that the kernel loads. */
const counter = Symbol.for('sentiment-audio-analysis.interrupts');

function interrupts(): number {
  const shared = globalThis as { [counter]?: { count: number } };
  if (shared[counter] === undefined) {
    const state = { count: 0 };
    shared[counter] = state;
    // A kernel survives SIGINT; outside a notebook it ends the process, as ever.
    if (displayWriter() !== undefined) process.on('SIGINT', () => state.count++);
  }
  return shared[counter].count;
}

/**
 * A bar for work that reports its progress: pass it as the `onDone` of a long step. It appears at the first report and
 * ends with the last; after an interrupt it throws at the next report, which ends the work.
 */
export function bar(label: string): (done: number, total: number) => void {
  const before = interrupts();
  let shown: Progress | undefined;
  return (done, total) => {
    shown ??= progress(label, total);
    if (interrupts() > before) {
      shown.stop();
      throw new Error(
        `${label}: interrupted after ${done} of ${total}; what is done is kept, run the cell again to go on`,
      );
    }
    if (done < total) shown.update(done);
    else shown.done();
  };
}
