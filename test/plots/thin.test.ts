import assert from 'node:assert/strict';
import test from 'node:test';
import { lineFigure } from '../../lib/plots/lines';
import { contour, waveform } from '../../lib/plots/sound';
import { evenRanks, seenPlaces, seenPoints } from '../../lib/plots/thin';
import * as plot from '../../lib/plots/plot';
import { random } from '../../lib/stats/random';

test('of a long curve the extremes of every column are kept, and its gaps', () => {
  const values = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i / 7) * (i === 54_321 ? 9 : 1));
  values.fill(NaN, 20_000, 30_000);
  const seen = seenPoints(values, 500);
  assert.ok(seen.length <= 2500);
  assert.deepEqual(
    seen,
    [...new Set(seen)].sort((a, b) => a - b),
  );
  assert.ok(seen.includes(54_321));
  assert.ok(seen.some((i) => i >= 20_000 && i < 30_000 && Number.isNaN(values[i])));
  assert.deepEqual(seenPoints([3, 1, 2]), [0, 1, 2]);
});

test('an hour of sound, a contour of 100,000 values and a line of 55,522 points are small figures with short sentences', () => {
  const samples = Float64Array.from({ length: 3600 * 16_000 }, (_, i) => 0.5 * Math.sin(i / 9));
  const values = Float64Array.from({ length: 100_000 }, (_, i) => 100 + 20 * Math.sin(i / 300));
  const x = Float64Array.from({ length: 55_522 }, (_, i) => i);
  const quantity = { name: 'pitch', unit: 'Hz' };
  for (const figure of [
    waveform({ samples, sampleRate: 16_000 }),
    contour({ values, start: 0, step: 0.01 }, quantity),
    lineFigure([{ name: 'samples', x, y: x }], { title: 'Line', note: '', x: quantity, y: quantity }),
  ]) {
    assert.ok(JSON.stringify(figure).length < 250_000, figure.alt);
    assert.ok(figure.alt.length < 200, figure.alt);
  }
});

test('of many points one of each cell is drawn, which stands for all; few stay as they are', () => {
  const stream = random(5);
  const x = Float64Array.from({ length: 50_000 }, () => stream.normal(0, 1));
  const y = Float64Array.from({ length: 50_000 }, () => stream.normal(0, 1));
  x[7] = NaN;
  const rows = [...x.keys()];
  const seen = seenPlaces(x, y, rows);
  assert.ok(seen.rows.length <= 4000 && seen.rows.length > 500);
  assert.equal(
    seen.counts.reduce((sum, count) => sum + count, 0),
    49_999,
  );
  assert.deepEqual(seenPlaces(x, y, [3, 7, 9]), { rows: [3, 7, 9], counts: [1, 1, 1] });
});

test('values at even ranks hold the ends and the quartiles', () => {
  const ascending = Float64Array.from({ length: 100_001 }, (_, i) => Math.sqrt(i));
  const ranks = evenRanks(ascending, 401);
  assert.deepEqual(
    [ranks[0], ranks[100], ranks[200], ranks[400]],
    [0, 25_000, 50_000, 100_000].map(Math.sqrt),
  );
  assert.deepEqual(evenRanks([1, 2, 3]), [1, 2, 3]);
});

test('a frame of 100,000 rows gives small figures with short sentences, also by a column of 997 values', () => {
  const stream = random(6);
  const rows = Array.from({ length: 100_000 }, (_, i) => {
    const [valence, arousal] = [stream.normal(3, 0.6), stream.normal(3, 0.6)];
    return [valence, arousal, ['exc', 'sad', 'neu'][i % 3], `file ${i % 997}`];
  });
  const columns = ['valence', 'arousal', 'emotion', 'file'];
  const frame = { columns, index: [...rows.keys()], shape: [rows.length, 4], values: rows };
  const figures = {
    scatter: plot.scatter(frame, 'valence', 'arousal', { by: 'file', labels: 'file' }),
    histogram: plot.histogram(frame, 'valence', { by: 'file' }),
    box: plot.box(frame, 'valence', { by: 'file' }),
    count: plot.count(frame, 'file'),
    plane: plot.plane(frame),
  };
  for (const [name, { data, layout, alt }] of Object.entries(figures)) {
    const size = JSON.stringify({ data, layout }).length;
    assert.ok(size < 150_000, `${name}: ${size}`);
    assert.ok(alt.length < 1000, `${name}: ${alt}`);
  }
  assert.match(
    JSON.stringify(figures.scatter.layout.title),
    /n = 100\u2009000; darker points stand for more/,
  );
  const names = figures.scatter.data.map(({ name }) => name).filter((name) => name !== undefined);
  assert.equal(names.length, 8);
  assert.ok(names.includes('990 others'));
  const [bars] = figures.count.data as unknown as { y: number[] }[];
  assert.equal(bars.y.at(-1), 100_000 - 7 * 101);
});
