/** A stretch of a recording: an utterance of a corpus, or a window of an interview. */
export interface Segment {
  /** Unique within its corpus: the utterance's name, or `p1@12` for the window of p1 that starts at 12 s. */
  readonly id: string;
  /** Path of the recording, relative to the data folder, with forward slashes. */
  readonly file: string;
  /** s from the start of the recording */
  readonly start: number;
  /** s; Infinity for "to the end" */
  readonly end: number;
}

/**
 * Cuts a recording into windows of equal length, named `id@start`.
 *
 * The first window always exists and is shorter where the recording is shorter; later windows are whole, so the rest after
 * the last whole window is left out.
 *
 * @param recording.duration s
 * @param windows.length s; @param windows.hop s from one start to the next
 * @throws RangeError when length or hop is not a positive number, or the duration is negative or not a number
 */
export function slidingSegments(
  { id, file, duration }: { id: string; file: string; duration: number },
  { length, hop }: { length: number; hop: number },
): Segment[] {
  if (!(length > 0 && hop > 0 && hop < Infinity)) {
    throw new RangeError(`windows of ${length} s every ${hop} s; both must be above 0`);
  }
  if (!(duration >= 0 && duration < Infinity)) throw new RangeError(`${id}: a recording of ${duration} s`);
  const segments = [{ id: `${id}@0`, file, start: 0, end: Math.min(length, duration) }];
  const slack = 1e-9; // s; for rounding errors of steps such as 0.1
  for (let i = 1; i * hop + length <= duration + slack; i++) {
    const start = Number((i * hop).toFixed(6));
    segments.push({ id: `${id}@${start}`, file, start, end: Math.min(start + length, duration) });
  }
  return segments;
}
