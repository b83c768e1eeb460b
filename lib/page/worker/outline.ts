import type { SampleReader } from '../../audio/sample-reader';
import type { Outline, Span } from '../calls';

/** Samples that one entry of the summary stands for. */
const BLOCK = 256;

/** Draws the outline of any view of a recording, however long, from a summary of it. */
export type Outliner = (view: Span, columns: number) => Outline;

/** Makes the summary: least and largest of every 256 samples. */
export function outliner({ length, sampleRate, read }: SampleReader): Outliner {
  const blocks = Math.ceil(length / BLOCK);
  const low = new Float32Array(blocks);
  const high = new Float32Array(blocks);
  for (let at = 0; at < length; at += 256 * BLOCK) {
    const samples = read(at, Math.min(length, at + 256 * BLOCK));
    for (let i = 0; i < samples.length; i += BLOCK) {
      [low[(at + i) / BLOCK], high[(at + i) / BLOCK]] = extremes(
        samples,
        i,
        Math.min(samples.length, i + BLOCK),
      );
    }
  }
  return ({ from, to }, columns) => {
    const first = Math.max(0, Math.floor(from * sampleRate));
    const last = Math.min(length, Math.ceil(to * sampleRate));
    const fine = (last - first) / columns < 4 * BLOCK;
    const samples = fine ? read(first, last).slice() : undefined;
    const result = { from, to, low: new Float32Array(columns), high: new Float32Array(columns) };
    const step = ((to - from) * sampleRate) / columns;
    for (let column = 0; column < columns; column++) {
      const start = from * sampleRate + column * step;
      if (samples !== undefined) {
        const begin = Math.max(0, Math.floor(start) - first);
        const end = Math.min(samples.length, Math.max(begin + 1, Math.ceil(start + step) - first));
        [result.low[column], result.high[column]] = extremes(samples, begin, end);
      } else {
        const begin = Math.floor(start / BLOCK);
        const end = Math.min(blocks, Math.ceil((start + step) / BLOCK));
        result.low[column] = extremes(low, begin, end)[0];
        result.high[column] = extremes(high, begin, end)[1];
      }
    }
    return result;
  };
}

/** Least and largest of values `first` up to, not including, `end`; 0 where there is none. */
function extremes(values: ArrayLike<number>, first: number, end: number): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = first; i < end; i++) {
    if (values[i] < low) low = values[i];
    if (values[i] > high) high = values[i];
  }
  return low > high ? [0, 0] : [low, high];
}
