import type { Span, Spectrogram } from '../calls';
import { channelsOf, type Theme } from '../theme';

/** A piece of a spectrogram as a picture; columns `first` up to `first + count` of it are drawn. */
export interface Tile extends Span {
  readonly image: HTMLCanvasElement;
  readonly first: number;
  readonly count: number;
  /** Hz of the topmost row. */
  readonly highest: number;
}

/** A picture of levels: ink where it is loud, paper where it is not. */
export function tileOf({ from, to, columns, rows, highest, levels }: Spectrogram, theme: Theme): Tile {
  const image = document.createElement('canvas');
  image.width = columns;
  image.height = rows;
  putLevels(contextOf(image), levels, { rows, columns, at: 0 }, theme);
  return { from, to, image, first: 0, count: columns, highest };
}

/** Writes columns of levels into a picture, the lowest frequency at the bottom. */
export function putLevels(
  context: CanvasRenderingContext2D,
  levels: Uint8ClampedArray,
  { rows, columns, at }: { readonly rows: number; readonly columns: number; readonly at: number },
  { paper, ink }: Theme,
): void {
  const pixels = context.createImageData(columns, rows);
  const [low, high] = [channelsOf(paper), channelsOf(ink)];
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const share = levels[column * rows + row] / 255;
      const place = 4 * ((rows - 1 - row) * columns + column);
      for (let c = 0; c < 3; c++) pixels.data[place + c] = low[c] + share * (high[c] - low[c]);
      pixels.data[place + 3] = 255;
    }
  }
  context.putImageData(pixels, at, 0);
}

/** What draws on a canvas. */
export function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser draws nothing on a canvas');
  return context;
}
