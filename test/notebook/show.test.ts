import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayWriter } from '../../lib/notebook/display';
import { say } from '../../lib/notebook/say';
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

test('several appear in the order of their calls, none awaited', async () => {
  const sent = await inKernel(async () => {
    const shown = [show(bars), show([{ n: 1 }])];
    say('a *sentence*');
    shown.push(show(new Map([[1, 2]])), show(bars));
    await Promise.all(shown);
  });
  assert.deepEqual(
    sent.map(({ bundle }) => bundle.data['text/plain']),
    [bars.alt, 'n\n-\n1', 'a *sentence*', 'Map(1) { 1 => 2 }', bars.alt],
  );
});

test('what needs no drawing is there when show returns', async () => {
  let there = 0;
  const sent: unknown[] = await inKernel((sent) => {
    const shown = show([{ n: 1 }]);
    there = sent.length;
    return shown;
  });
  assert.deepEqual([there, sent.length], [1, 1]);
});

test('undefined, and options with what is no table, are refused; the next display is shown all the same', async () => {
  const sent = await inKernel(async () => {
    await assert.rejects(show(undefined), /show was given undefined: there is nothing to show/);
    await assert.rejects(
      show(5 as unknown as object[], { caption: 'Five' }),
      /options for a table, and 5 is none/,
    );
    await assert.rejects(show({ a: 1 } as never, { caption: 'One' }), /column a is no list/);
    await assert.rejects(show(bars as never, { caption: 'Bars' }), /a figure takes no options/);
    await show('text');
  });
  assert.deepEqual(
    sent.map(({ bundle }) => bundle.data),
    [{ 'text/plain': "'text'" }],
  );
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
