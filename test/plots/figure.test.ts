import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { emotionLook } from '../../lib/plots/emotions';
import { styles } from '../../lib/plots/theme';
import { gallery, hostile } from './gallery';

describe('every figure', () => {
  for (const [name, figure] of Object.entries(gallery())) {
    test(`${name}: has a size, a sentence and its n`, () => {
      assert.equal(figure.kind, 'figure');
      assert.ok(figure.layout.width > 300 && figure.layout.height > 300);
      assert.match(figure.alt, /^.{40,}\.$/s);
      assert.doesNotMatch(figure.alt, /NaN|undefined|Infinity/);
      assert.match(JSON.stringify(figure), /n = \d/);
    });

    test(`${name}: holds plain arrays, which typed arrays in JSON are not`, () => {
      JSON.stringify(figure, (key, value: unknown) => {
        assert.ok(!ArrayBuffer.isView(value), key);
        return value;
      });
    });

    test(`${name}: says what its outer axes measure`, () => {
      const axes = Object.entries(figure.layout).filter(([key]) => /^[xy]axis\d*$/.test(key));
      assert.ok(axes.length >= 2);
      const titles = axes.map(([, axis]) => (axis as { title?: { text?: string } }).title?.text);
      assert.ok(titles.some((title) => title !== undefined && title !== ''));
    });

    test(`${name}: shows text from data as it is`, () => {
      const shown = JSON.stringify({ data: figure.data, layout: figure.layout });
      assert.doesNotMatch(shown, /<script|<b>bold/);
      if (JSON.stringify(figure.alt).includes(hostile)) assert.match(shown, /&lt;script&gt;/);
    });
  }
});

test('looks differ in more than colour, and there are enough for the eight ways of scoring interviews', () => {
  assert.ok(styles.length >= 8);
  for (const key of ['colour', 'symbol', 'dash', 'pattern'] as const) {
    assert.equal(new Set(styles.map((style) => style[key])).size, styles.length, key);
  }
  const emotions = ['exc', 'hap', 'neu', 'ang', 'sad', 'fru'].map(emotionLook);
  assert.equal(new Set(emotions.map(({ colour }) => colour)).size, 6);
  assert.equal(new Set(emotions.map(({ symbol }) => symbol)).size, 6);
  const all = ['exc', 'hap', 'neu', 'ang', 'sad', 'fru', 'sur', 'fea', 'dis', 'oth', 'xxx'].map(emotionLook);
  assert.equal(new Set(all.map(({ symbol }) => symbol)).size, 11);
  assert.equal(new Set(all.map(({ colour, dash }) => `${colour} ${dash}`)).size, 11);
});
