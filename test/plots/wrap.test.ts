import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCanvas } from '@napi-rs/canvas';
import { chartFont } from '../../lib/notebook/font';
import { textWidth, wrapped } from '../../lib/plots/wrap';

test('lines break at spaces where they no longer fit', () => {
  // "one two three" is 69.7 px wide in letters of 10 px.
  assert.deepEqual(wrapped('one two three', 70, { size: 10 }), ['one two three']);
  assert.deepEqual(wrapped('one two three averyverylongword x', 69, { size: 10 }), [
    'one two',
    'three',
    'averyverylongword',
    'x',
  ]);
  assert.deepEqual(wrapped('', 72, { size: 10 }), ['']);
});

test('a name that is wider than a line breaks after _ and before a capital', () => {
  assert.deepEqual(wrapped('F0semitoneFrom27.5Hz_sma3nz_amean by loudness', 180, { size: 13 }), [
    'F0semitoneFrom27.5Hz_',
    'sma3nz_amean by',
    'loudness',
  ]);
  assert.deepEqual(wrapped('F0semitoneFrom27.5Hz', 100, { size: 13 }), ['F0semitone', 'From27.5Hz']);
});

test('widths are those of the font', (t) => {
  if (chartFont().family !== 'DejaVu Sans') return t.skip('DejaVu Sans is not installed');
  const ruler = createCanvas(1, 1).getContext('2d');
  for (const bold of [false, true])
    for (const text of [
      'F0semitoneFrom27.5Hz_sma3nz_amean',
      'share of excited windows (0 to 1)',
      'WWW iii; 12 %',
    ]) {
      ruler.font = `${bold ? 'bold ' : ''}100px "DejaVu Sans"`;
      const { width } = ruler.measureText(text);
      // The table is rounded to hundredths of the size: half a px a letter here.
      assert.ok(Math.abs(textWidth(text, { size: 100, bold }) - width) <= 0.5 * text.length, text);
    }
});
