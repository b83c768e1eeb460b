import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { picture } from '../../lib/notebook/picture';
import { gallery } from '../plots/gallery';

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 0 (black) to 255 (white) of the pixel at x, y. */
  readonly at: (x: number, y: number) => number;
}

async function decode(png: Buffer): Promise<Pixels> {
  const image = await loadImage(png);
  const { width, height } = image;
  const context = createCanvas(width, height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const at = (x: number, y: number): number => {
    const [r, g, b] = data.subarray(4 * (y * width + x));
    return (r + g + b) / 3;
  };
  return { width, height, at };
}

/** Smallest box that holds everything not white, in px of the picture. */
function inked({ width, height, at }: Pixels): { left: number; right: number; top: number; bottom: number } {
  const box = { left: width, right: -1, top: height, bottom: -1 };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (at(x, y) > 250) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
  }
  return box;
}

for (const [name, figure] of Object.entries(gallery())) {
  test(`picture of ${name}: twice the size, nothing cut off at its edges`, async () => {
    const pixels = await decode(await picture(figure));
    assert.deepEqual([pixels.width, pixels.height], [2 * figure.layout.width, 2 * figure.layout.height]);
    const box = inked(pixels);
    assert.ok(box.left >= 4 && box.top >= 4, JSON.stringify(box));
    assert.ok(box.right <= pixels.width - 5 && box.bottom <= pixels.height - 5, JSON.stringify(box));
    // The title is drawn: dark pixels in its place at the top left.
    assert.ok(box.left <= 60 && box.top <= 60, JSON.stringify(box));
  });
}

test('the same figure gives the same file', async () => {
  const { bars } = gallery();
  assert.ok((await picture(bars)).equals(await picture(bars)));
});
