import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { drawing, picture } from '../../lib/notebook/picture';
import { histogram } from '../../lib/plots/histogram';
import { timeline } from '../../lib/plots/timeline';
import { gallery } from '../plots/gallery';

/** Whether any pixel of the picture that lies in the rectangle is not white. */
type HasInk = (left: number, top: number, width: number, height: number) => boolean;

async function decode(png: Buffer): Promise<{ width: number; height: number; hasInk: HasInk }> {
  const image = await loadImage(png);
  const { width, height } = image;
  const context = createCanvas(width, height).getContext('2d');
  context.drawImage(image, 0, 0);
  const hasInk: HasInk = (left, top, w, h) =>
    context.getImageData(left, top, w, h).data.some((channel) => channel < 250);
  return { width, height, hasInk };
}

for (const [name, figure] of Object.entries(gallery())) {
  test(`picture of ${name}: twice the size, nothing cut off at its edges`, async () => {
    const { width, height, hasInk } = await decode(await picture(figure));
    assert.deepEqual([width, height], [2 * figure.layout.width, 2 * figure.layout.height]);
    assert.ok(!hasInk(0, 0, 4, height), 'left edge');
    assert.ok(!hasInk(width - 4, 0, 4, height), 'right edge');
    assert.ok(!hasInk(0, 0, width, 4), 'upper edge');
    assert.ok(!hasInk(0, height - 4, width, 4), 'lower edge');
    assert.ok(hasInk(20, 20, 60, 40), 'the title begins at the upper left');
  });
}

test('the same figure gives the same file', async () => {
  const { bars } = gallery();
  assert.ok((await picture(bars)).equals(await picture(bars)));
});

test('the second axis of a spectrogram has round numbers', async () => {
  const ticks = [...(await drawing(gallery().spectrogram)).matchAll(/<g class="y3tick">.*?>(\d+)<\/text>/g)];
  assert.deepEqual(
    ticks.map(([, number]) => number),
    ['0', '100', '200', '300', '400'],
  );
});

test('a line far outside the axes, or just outside, is no reason to stop', async () => {
  const quantity = { name: 'score', unit: '' };
  for (const far of [-1e6, -3, 0.2, 1.2, 4, 1e6]) {
    const track = { quantity, values: [0.5, 0.6], range: [0.4, 0.7] as const, threshold: far };
    await decode(await picture(timeline([1, 2], [track], { title: 'T' })));
    const mark = histogram([{ name: '', values: [0.5, 0.6, 0.7] }], { title: 'H', quantity, mark: far });
    await decode(await picture(mark));
  }
});
