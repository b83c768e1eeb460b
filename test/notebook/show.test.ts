import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayWriter } from '../../lib/notebook/display';
import { show } from '../../lib/notebook/show';
import { gallery } from '../plots/gallery';
import { inKernel } from './kernel';

const { bars } = gallery();

test('a figure is one output: plotly’s JSON, a picture at its size, a sentence', async () => {
  const [{ bundle, update }, ...others] = await inKernel(() => show(bars));
  assert.equal(others.length, 0);
  assert.equal(update, false);
  assert.deepEqual(Object.keys(bundle.data), ['application/vnd.plotly.v1+json', 'image/png', 'text/plain']);
  const plotly = bundle.data['application/vnd.plotly.v1+json'] as { data: unknown; layout: unknown };
  assert.equal(plotly.data, bars.data);
  assert.equal(plotly.layout, bars.layout);
  const png = Buffer.from(String(bundle.data['image/png']), 'base64');
  // Width and height stand at bytes 16 and 20 of a PNG.
  assert.deepEqual(
    [png.readUInt32BE(16), png.readUInt32BE(20)],
    [2 * bars.layout.width, 2 * bars.layout.height],
  );
  assert.deepEqual(bundle.metadata['image/png'], { width: bars.layout.width, height: bars.layout.height });
  assert.equal(bundle.data['text/plain'], bars.alt);
});

test('a table is HTML and text', async () => {
  const [{ bundle }] = await inKernel(() => show([{ emotion: 'sad', n: 12 }], { caption: 'Counts' }));
  assert.deepEqual(Object.keys(bundle.data), ['text/html', 'text/plain']);
  assert.match(String(bundle.data['text/html']), /<table>/);
  assert.match(String(bundle.data['text/plain']), /^Counts\nemotion\s+n\n/);
});

test('outside a notebook the sentence, or the table as text, is printed', async (t) => {
  assert.equal(displayWriter(), undefined);
  const print = t.mock.method(console, 'log', () => undefined);
  await show(bars);
  await show({ n: [1, 2] });
  assert.deepEqual(
    print.mock.calls.map((call) => call.arguments as unknown[]),
    [[bars.alt], ['n\n-\n1\n2']],
  );
});
