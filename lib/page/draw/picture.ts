import type { Contour } from '../../praat/frames';
import type { Outline } from '../calls';
import type { Theme } from '../theme';
import { frame, panelName, timeAxis, valueAxis } from './axes';
import { xOf, yOf, type Panel, type Scene } from './scene';
import type { Tile } from './tile';

/** What there is to draw; the rest is still being measured. */
export interface Drawn {
  readonly outline?: Outline | undefined;
  readonly tiles: readonly Tile[];
  readonly pitch?: Contour | undefined;
  /** Hz; 0 where there is none. */
  readonly highestPitch: number;
  readonly level?: Contour | undefined;
  /** dB; 0 where there is none. */
  readonly highestLevel: number;
  readonly formants?: readonly Contour[] | undefined;
  /** Scores of windows, at their middles; a panel each. */
  readonly scores: readonly ScoreLine[];
}

/** Scores over time. */
export interface ScoreLine {
  readonly name: string;
  readonly times: readonly number[];
  readonly values: ArrayLike<number>;
  readonly range: readonly [number, number];
}

/** Highest frequency of the spectrogram's axis, Hz. */
const HIGHEST = 5000;

/** Draws all panels of a view. */
export function paint(context: CanvasRenderingContext2D, scene: Scene, drawn: Drawn, theme: Theme): void {
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, scene.width, scene.height);
  within(context, scene, scene.wave, () => paintOutline(context, scene, drawn.outline, theme));
  within(context, scene, scene.spectrogram, () => {
    for (const tile of drawn.tiles) paintTile(context, scene, tile);
    drawn.formants?.forEach((contour, i) =>
      paintDots(context, scene, contour, theme.formants[i], theme.paper),
    );
    if (drawn.pitch !== undefined) {
      const range = pitchRange(drawn.highestPitch);
      paintLine(context, scene, scene.spectrogram, drawn.pitch, range, theme.paper, 5);
      paintLine(context, scene, scene.spectrogram, drawn.pitch, range, theme.pitch, 2.2);
    }
  });
  const levels = levelRange(drawn.highestLevel);
  within(context, scene, scene.level, () => {
    if (drawn.level !== undefined)
      paintLine(context, scene, scene.level, drawn.level, levels, theme.level, 1.5);
  });
  for (const panel of [scene.wave, scene.spectrogram, scene.level]) frame(context, scene, panel, theme);
  const hertz = { side: 'left', colour: theme.ink, unit: 'Hz', most: 5 } as const;
  valueAxis(context, scene, scene.spectrogram, [0, HIGHEST], hertz);
  const decibels = { side: 'left', colour: theme.level, unit: 'dB', most: 3 } as const;
  valueAxis(context, scene, scene.level, levels, decibels);
  if (drawn.pitch !== undefined) {
    const own = { side: 'right', colour: theme.pitch, unit: 'Hz', most: 4 } as const;
    valueAxis(context, scene, scene.spectrogram, pitchRange(drawn.highestPitch), own);
  }
  scene.scores.forEach((panel, i) => paintScores(context, scene, panel, drawn.scores[i], theme));
  timeAxis(context, scene, theme);
}

function within(context: CanvasRenderingContext2D, scene: Scene, panel: Panel, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(scene.left, panel.top, scene.right - scene.left, panel.height);
  context.clip();
  draw();
  context.restore();
}

function paintOutline(
  context: CanvasRenderingContext2D,
  scene: Scene,
  outline: Outline | undefined,
  { wave }: Theme,
): void {
  if (outline === undefined) return;
  const { low, high, from, to } = outline;
  let largest = 0.01;
  for (let i = 0; i < low.length; i++) largest = Math.max(largest, -low[i], high[i]);
  const range = [-largest, largest] as const;
  const step = (to - from) / low.length;
  context.fillStyle = wave;
  context.beginPath();
  const width = Math.max(1, xOf(scene, from + step) - xOf(scene, from));
  for (let i = 0; i < low.length; i++) {
    const top = yOf(scene.wave, high[i], range);
    context.rect(xOf(scene, from + i * step), top, width, Math.max(1, yOf(scene.wave, low[i], range) - top));
  }
  context.fill();
}

function paintTile(context: CanvasRenderingContext2D, scene: Scene, tile: Tile): void {
  const { image, first, count, from, to, highest } = tile;
  const top = yOf(scene.spectrogram, highest, [0, HIGHEST]);
  const bottom = scene.spectrogram.top + scene.spectrogram.height;
  const left = xOf(scene, from);
  context.drawImage(image, first, 0, count, image.height, left, top, xOf(scene, to) - left, bottom - top);
}

/** Indices of the values of a contour that lie in a view, at most one in so many pixels. */
function* visible(scene: Scene, { values, start, step }: Contour, apart: number): Generator<number> {
  const first = Math.max(0, Math.floor((scene.from - start) / step));
  const last = Math.min(values.length - 1, Math.ceil((scene.to - start) / step));
  const pixels = ((scene.right - scene.left) * step) / (scene.to - scene.from); // from one value to the next
  const stride = Math.max(1, Math.round(apart / pixels));
  // Multiples of the stride, so that the same values are drawn while the view moves.
  for (let n = Math.floor(first / stride) * stride; n <= last; n += stride) if (n >= 0) yield n;
}

function paintLine(
  context: CanvasRenderingContext2D,
  scene: Scene,
  panel: Panel,
  contour: Contour,
  range: readonly [number, number],
  colour: string,
  width: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = context.lineCap = 'round';
  trace(context, visible(scene, contour, 0.5), (n) => [
    xOf(scene, contour.start + n * contour.step),
    yOf(panel, contour.values[n], range),
  ]);
}

/** Draws a line through the places of values, broken where a place is NaN. */
function trace(
  context: CanvasRenderingContext2D,
  values: Iterable<number>,
  placeOf: (n: number) => readonly [x: number, y: number],
): void {
  context.beginPath();
  let open = false;
  for (const n of values) {
    const [x, y] = placeOf(n);
    if (Number.isNaN(y)) {
      open = false;
      continue;
    }
    if (open) context.lineTo(x, y);
    else {
      context.moveTo(x, y);
      context.lineTo(x + 0.01, y); // one value alone is a dot
    }
    open = true;
  }
  context.stroke();
}

function paintDots(
  context: CanvasRenderingContext2D,
  scene: Scene,
  contour: Contour,
  colour: string,
  halo: string,
): void {
  const places: [number, number][] = [];
  for (const n of visible(scene, contour, 3)) {
    const value = contour.values[n];
    if (value <= HIGHEST)
      places.push([
        xOf(scene, contour.start + n * contour.step),
        yOf(scene.spectrogram, value, [0, HIGHEST]),
      ]);
  }
  for (const [fill, half] of [
    [halo, 2],
    [colour, 1.25],
  ] as const) {
    context.fillStyle = fill;
    context.beginPath(); // one path takes less than hundreds of rectangles
    for (const [x, y] of places) context.rect(x - half, y - half, 2 * half, 2 * half);
    context.fill();
  }
}

function paintScores(
  context: CanvasRenderingContext2D,
  scene: Scene,
  panel: Panel,
  { name, times, values, range }: ScoreLine,
  theme: Theme,
): void {
  within(context, scene, panel, () => {
    context.strokeStyle = theme.score;
    context.lineWidth = 2;
    context.lineCap = 'round';
    trace(context, times.keys(), (n) => [xOf(scene, times[n]), yOf(panel, values[n], range)]);
  });
  valueAxis(context, scene, panel, range, { side: 'left', colour: theme.score, unit: '', most: 4 });
  panelName(context, scene, panel, name, theme);
  frame(context, scene, panel, theme);
}

/** The pitch axis: up to 400 Hz, or to the highest pitch where that is higher. */
function pitchRange(highest: number): readonly [number, number] {
  return [0, Math.max(400, 1.1 * highest)];
}

/** The level axis: the 60 dB below the loudest level. */
function levelRange(highest: number): readonly [number, number] {
  const top = highest === 0 ? 80 : 10 * Math.ceil(highest / 10);
  return [top - 60, top];
}
