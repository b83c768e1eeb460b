import { pow } from '../../stats/pow';
import type { Span } from '../calls';

/** Where a drawing lies, px. */
export interface Panel {
  readonly top: number;
  readonly height: number;
}

/** A view of a recording on a canvas; px and s. */
export interface Scene extends Span {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly wave: Panel;
  readonly spectrogram: Panel;
  readonly level: Panel;
  /** Of scores over time, one for each target. */
  readonly scores: readonly Panel[];
}

const GAP = 8;
const AXIS = 22;
const SCORE_HEIGHT = 72;

/** The panels of a view, one below the other. */
export function sceneOf(width: number, view: Span, scoreCount: number): Scene {
  const scoreHeights = Array.from({ length: scoreCount }, () => SCORE_HEIGHT);
  const heights = [56, width < 500 ? 180 : 240, 64, ...scoreHeights];
  let top = 2;
  const [wave, spectrogram, level, ...scores] = heights.map((height) => {
    const panel = { top, height };
    top += height + GAP;
    return panel;
  });
  const height = top - GAP + AXIS;
  return { ...view, width, height, left: 52, right: width - 46, wave, spectrogram, level, scores };
}

export function xOf({ left, right, from, to }: Scene, time: number): number {
  return left + ((right - left) * (time - from)) / (to - from);
}

export function timeAtX({ left, right, from, to }: Scene, x: number): number {
  return from + ((to - from) * (x - left)) / (right - left);
}

/** px from the top for a value on an axis that begins at the bottom of a panel. */
export function yOf({ top, height }: Panel, value: number, [low, high]: readonly [number, number]): number {
  return top + height * (1 - (value - low) / (high - low));
}

/** Round numbers within a range, at most `most`. */
export function ticks([low, high]: readonly [number, number], most: number): number[] {
  const rough = (high - low) / most;
  const unit = pow(10, Math.floor(Math.log10(rough)));
  const step = [1, 2, 5, 10].map((n) => n * unit).find((size) => size >= rough) ?? 10 * unit;
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.max(0, Math.floor(high / step + 1e-9) - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}
