import { cellSignal, throwIfInterrupted } from './interrupt';
import { progress, type Progress } from './track';

/**
 * A bar for work that reports its progress: pass it as the `onDone` of a long step. It appears at the first report and
 * ends with the last; after an interrupt of its cell it throws at the next report, which ends the work.
 */
export function bar(label: string): (done: number, total: number) => void {
  const cell = cellSignal();
  const began = performance.now();
  let shown: Progress | undefined;
  return (done, total) => {
    shown ??= progress(label, total, { done, began });
    if (cell.aborted) shown.stop();
    throwIfInterrupted(
      `${label}: interrupted after ${done} of ${total}; what is done is kept, run the cell again to go on`,
      cell,
    );
    if (done < total) shown.update(done);
    else shown.done();
  };
}
