import { skippedCounts, type Remark, type Skipped } from '../corpora/skipped';
import { reportOf, type Report } from '../notebook/report';
import { leftOutText } from '../notebook/left-out-text';

/** Recordings that a measurement set aside, as something left out. */
export function unreadable(
  skipped: readonly { readonly file: string; readonly reason: string }[],
): Skipped[] {
  return skipped.map((one) => ({ kind: 'recording that could not be read', ...one }));
}

/**
 * What was left out of the data, and what was guessed or repaired: each kind counted with its first cases. The results
 * file names every case, under `skipped` and `remarks`.
 */
export function leftOutReport(leftOut: readonly Skipped[], remarks: readonly Remark[]): Report {
  const nothing = leftOut.length === 0 ? ['Nothing was left out.'] : [];
  return reportOf([...nothing, leftOutText(leftOut, remarks)], {
    skipped: { counts: skippedCounts(leftOut), each: leftOut },
    remarks,
  });
}
