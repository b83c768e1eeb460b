import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LayoutAxis } from 'plotly.js';
import { beside } from '../../lib/plots/beside';
import { boxPlot } from '../../lib/plots/box';
import { PAGE_WIDTH, type Figure } from '../../lib/plots/figure';
import { histogram } from '../../lib/plots/histogram';
import { scatterFigure } from '../../lib/plots/scatter';
import { gallery } from './gallery';

const score = { name: 'a score whose name is long enough for two lines', unit: '1 to 7' };
const scatter = (title: string): Figure =>
  scatterFigure([1, 2, 3, 4], [2, 1, 4, 3], { title, x: score, y: score });

/** The axes of a figure by name: 'x', 'y2'. */
function axesOf({ layout }: Figure): Record<string, Partial<LayoutAxis>> {
  const found = Object.entries(layout).filter(([key]) => /^[xy]axis\d*$/.test(key));
  return Object.fromEntries(
    found.map(([key, axis]) => [key.replace('axis', ''), axis as Partial<LayoutAxis>]),
  );
}

test('three figures share a row as wide as the page; each has axes of its own, side by side at one height', () => {
  const row = beside(['A', 'B', 'C'].map(scatter));
  assert.equal(row.layout.width, PAGE_WIDTH);
  const axes = axesOf(row);
  assert.deepEqual(Object.keys(axes).sort(), ['x', 'x2', 'x3', 'y', 'y2', 'y3']);
  const ends = ['x', 'x2', 'x3'].flatMap((name) => axes[name].domain ?? []);
  assert.deepEqual(
    ends,
    [...ends].sort((a, b) => a - b),
  );
  assert.ok(ends[0] > 0 && ends[5] < 1);
  for (const name of ['y2', 'y3']) assert.deepEqual(axes[name].domain, axes.y.domain);
  assert.deepEqual([axes.x2.anchor, axes.y3.anchor], ['y2', 'x3']);
  const used = (row.data as { xaxis: string }[]).map(({ xaxis }) => xaxis);
  assert.deepEqual(new Set(used), new Set(['x', 'x2', 'x3']));
  assert.match(row.alt, /^A: .*B: .*C: /s);
});

test('titles and names of axes are broken to the width of their own figure', () => {
  const title = 'A title that is as long as a page and must be broken in a third of it';
  const row = beside([scatter(title), scatter('B'), scatter('C')]);
  const [heading] = row.layout.annotations ?? [];
  assert.ok((heading.text ?? '').split('<br>').length >= 3);
  for (const axis of Object.values(axesOf(row))) assert.match(axis.title?.text ?? '', /<br>.*\(1 to 7\)$/);
});

test('panels, marks, legends and references to axes of several kinds of figures stay each with its own', () => {
  const groups = ['a', 'b'].map((name) => ({ name, values: [1, 2, 3, 3, 4] }));
  const marked = histogram(groups, { title: 'H', quantity: score, mark: 2 });
  const { plane, predicted } = gallery();
  const row = beside([marked, plane, predicted]);
  const axes = axesOf(row);
  assert.deepEqual(Object.keys(axes).sort(), ['x', 'x2', 'x3', 'x4', 'x5', 'y', 'y2', 'y3', 'y4', 'y5']);
  assert.equal(axes.y5.scaleanchor, 'x5');
  assert.deepEqual(
    row.layout.shapes?.map(({ xref, yref }) => [xref, yref]),
    [
      ['x', 'y domain'],
      ['x2', 'y2 domain'],
    ],
  );
  const legends = (row.data as { legend: string; showlegend: boolean }[]).filter(
    ({ showlegend }) => showlegend,
  );
  assert.deepEqual(new Set(legends.map(({ legend }) => legend)), new Set(['legend2', 'legend3']));
  for (const { x, y, xref } of row.layout.annotations ?? [])
    if (xref === 'paper') assert.ok(Number(x) >= 0 && Number(x) < 1 && Number(y) > 0 && Number(y) <= 1);
});

test('one figure stays as it is; none, too many, and a row within a row are refused', () => {
  const one = boxPlot([{ name: 'a', values: [1, 2] }], { title: 'B', quantity: score, groupedBy: 'g' });
  assert.equal(beside([one]), one);
  assert.throws(() => beside([]), /at least one figure/);
  assert.throws(() => beside([one, one, one, one, one]), /5 figures for one row; give at most 4/);
  assert.throws(() => beside([beside([one, one]), one]), /cannot stand in a row; give its figures/);
});
