import assert from 'node:assert/strict';
import test from 'node:test';
import { lineFigure } from '../../lib/plots/lines';

const snr = { name: 'signal-to-noise ratio', unit: 'dB' };
const ccc = { name: 'CCC', unit: '' };

interface Trace {
  readonly x: (number | null)[];
  readonly y: (number | null)[];
  readonly fill?: string;
  readonly name?: string;
}

test('lines: points, band and level line hold the numbers, the sentence says them', () => {
  const series = [
    { name: 'white', x: [0, 10, 20], y: [0.1, 0.25, 0.5], low: [0, 0.1, 0.4], high: [0.2, 0.4, 0.6] },
    { name: '<b>pink</b>', x: [0, 20], y: [NaN, 0.55] },
  ];
  const figure = lineFigure(series, {
    title: 'T',
    note: 'n = 9',
    x: snr,
    y: ccc,
    mark: { name: 'clean', value: 0.6 },
  });
  const [level, band, white, pink] = figure.data as unknown as Trace[];
  assert.deepEqual(level.x, [0, 20]);
  assert.deepEqual(level.y, [0.6, 0.6]);
  assert.equal(band.fill, 'toself');
  assert.deepEqual(band.y, [0, 0.1, 0.4, 0.6, 0.4, 0.2]);
  assert.deepEqual(white.y, [0.1, 0.25, 0.5]);
  assert.equal(pink.name, '&lt;b&gt;pink&lt;/b&gt;');
  assert.match(figure.alt, /clean: 0\.60.*white: 0\.10 at 0 dB, 0\.25 at 10 dB and 0\.50 at 20 dB/);
});

test('lines: nothing to draw, or numbers that do not match, are refused', () => {
  const options = { title: 'T', note: '', x: snr, y: ccc };
  assert.throws(() => lineFigure([], options), /at least one series/);
  assert.throws(() => lineFigure([{ name: 'a', x: [1, 2], y: [1] }], options), /a: 1 numbers for 2 points/);
});
