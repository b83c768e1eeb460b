import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before, describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { figureBundle } from '../../lib/notebook/figure-bundle';
import { table, tableHtml } from '../../lib/notebook/tables';
import { histogram } from '../../lib/plots/histogram';
import { publish, type PublishOptions } from '../../scripts/share/publish';
import { hoverShowsValue, openBrowser, screenshot, withoutBrowser } from '../support/browser';
import { python, root } from '../support/cells';
import { sharePicture } from './share-picture';

const work = mkdtempSync(path.join(tmpdir(), 'saa-share-'));
const folder = path.join(work, 'share');
const rendered = path.join(work, 'rendered');

let figureWidth = NaN;

/** Executed notebooks of two figures, a text and a wide table. */
async function writeNotebooks(names: readonly string[], text: string): Promise<void> {
  const values = Array.from({ length: 50 }, (_, i) => (i * 7) % 11);
  const quantity = { name: 'duration', unit: 's' };
  const figure = histogram([{ name: 'a', values }], { title: 'How <long>', quantity });
  figureWidth = figure.layout.width;
  const bundle = await figureBundle(figure);
  const output = (data: object, metadata: object = {}) => ({ output_type: 'display_data', data, metadata });
  const outputs = [
    output(bundle.data, bundle.metadata),
    output(bundle.data, bundle.metadata),
    { output_type: 'stream', name: 'stdout', text },
  ];
  const longLine = `const text = '${'word '.repeat(60)}';`;
  const columns = Array.from({ length: 7 }, (_, i): [string, number | string][] => [
    [`score ${i} of all`, 0.123],
    [`its 95 % interval ${i}`, '0.12 to 0.34'],
  ]);
  const wide = tableHtml(table([Object.fromEntries(columns.flat())]));
  const code = { cell_type: 'code', execution_count: 1, metadata: {} };
  const cells = [
    { cell_type: 'markdown', id: 'a', metadata: {}, source: '# A & B\n\nA question?' },
    { ...code, id: 'b', source: Array(40).fill('let x = 1;').join('\n'), outputs: [] },
    { cell_type: 'markdown', id: 'c', metadata: {}, source: '## What *was* seen\n\nTwo figures.' },
    { ...code, id: 'd', source: longLine, outputs },
    { ...code, id: 'w', source: 'wide', outputs: [output({ 'text/html': wide })] },
    { cell_type: 'markdown', id: 'e', metadata: {}, source: '## Answer\n\nYes.' },
  ];
  const metadata = { kernelspec: { display_name: 'TypeScript', language: 'typescript', name: 'tslab' } };
  mkdirSync(rendered, { recursive: true });
  for (const name of names)
    writeFileSync(
      path.join(rendered, `${name}.ipynb`),
      JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }),
    );
}

const options: PublishOptions = {
  rendered,
  artifacts: work,
  folder,
  names: ['one', 'two'],
  numbers: {
    synthetic: true,
    seed: 42,
    warnings: ['a warning about <these> predictions'],
    tables: [{ caption: 'Scores', columns: ['r'], rows: [{ name: 'arousal', values: ['.512'] }] }],
  },
  python,
  privatePaths: [path.join(work, 'data')],
  audio: false,
};

describe('the shared folder', () => {
  let browser: Browser | undefined;
  before(async () => {
    await writeNotebooks(options.names, 'all is well');
    publish(options);
    if (withoutBrowser === false) browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    rmSync(work, { recursive: true, force: true });
  });

  test('holds notebooks, pages, an index with numbers and figures, and provenance', () => {
    assert.deepEqual(readdirSync(folder).sort(), [
      'index.html',
      'one.html',
      'one.ipynb',
      'plotly.min.js',
      'provenance.json',
      'two.html',
      'two.ipynb',
    ]);
    const index = readFileSync(path.join(folder, 'index.html'), 'utf8');
    for (const part of [
      'A &amp; B',
      '.512',
      'data:image/png;base64,',
      'href="two.html"',
      'Synthetic demo corpus',
    ])
      assert.ok(index.includes(part), part);
    const provenance = JSON.parse(readFileSync(path.join(folder, 'provenance.json'), 'utf8')) as Record<
      string,
      string
    >;
    assert.equal(provenance.seed, '42');
    assert.equal(provenance.node, process.version);
    assert.match(provenance.commit, /^[0-9a-f]{40}|^not known$/);
  });

  test('a page has live figures without any network', { skip: withoutBrowser }, async () => {
    assert.ok(browser);
    const context = await browser.newContext({ offline: true });
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('requestfailed', (request) => wrong.push(`request failed: ${request.url()}`));
    page.on('request', (request) => {
      if (!/^(file|data|blob):/.test(request.url())) wrong.push(`request: ${request.url()}`);
    });
    page.on('pageerror', (error) => wrong.push(error.message));
    await page.goto(pathToFileURL(path.join(folder, 'one.html')).href);
    assert.ok(await hoverShowsValue(page, '.saa-figure'));
    assert.equal(
      await page.locator('.saa-figure .main-svg').count(),
      await page.locator('.js-plotly-plot .main-svg').count(),
    );
    assert.equal(await page.locator('.saa-figure .js-plotly-plot').count(), 2);
    await screenshot(page, 'share-page');
    await page.goto(pathToFileURL(path.join(folder, 'index.html')).href);
    const picture = page.locator('section img').first();
    assert.equal((await picture.boundingBox())?.width, figureWidth);
    await screenshot(page, 'share-index');
    assert.deepEqual(wrong, []);
  });

  test(
    'code is folded; a button unfolds all, a click each; no line scrolls sideways',
    { skip: withoutBrowser },
    async () => {
      assert.ok(browser);
      const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
      await page.goto(pathToFileURL(path.join(folder, 'one.html')).href);
      await page.locator('.saa-live').nth(1).waitFor();
      const code = page.locator('.saa-code .highlight');
      const shown = async () => Promise.all((await code.all()).map((piece) => piece.isVisible()));
      assert.deepEqual(await shown(), [false, false, false]);
      await screenshot(page, 'share-folded');
      await page.locator('.saa-code > summary').nth(1).click();
      assert.deepEqual(await shown(), [false, true, false]);
      await page.getByRole('button', { name: 'Show all code' }).click();
      assert.deepEqual(await shown(), [true, true, true]);
      const sideways = await page.evaluate(
        `[...document.querySelectorAll('html, body *')].filter((e) => e.scrollWidth > e.clientWidth + 1 &&
        (e === document.documentElement || ['auto', 'scroll'].includes(getComputedStyle(e).overflowX))).map((e) => e.className)`,
      );
      assert.deepEqual(sideways, []);
      assert.ok(await page.locator('.saa-table.saa-small').isVisible());
      await page.getByRole('button', { name: 'Hide all code' }).click();
      assert.deepEqual(await shown(), [false, false, false]);
      await page.close();
    },
  );

  test('the contents lead to every section', { skip: withoutBrowser }, async () => {
    assert.ok(browser);
    const page = await browser.newPage();
    await page.goto(pathToFileURL(path.join(folder, 'one.html')).href);
    const links = page.locator('.saa-contents a');
    assert.deepEqual(await links.allTextContents(), ['What was seen', 'Answer']);
    for (const link of await links.all()) {
      const target = decodeURIComponent(((await link.getAttribute('href')) ?? '').slice(1));
      assert.equal(await page.locator(`[id="${target}"]`).textContent(), `${await link.textContent()}¶`);
    }
    await page.close();
  });

  test(
    'a live figure is as large as its picture and stays so under the mouse; paper gets pictures, no code',
    { skip: withoutBrowser },
    async () => {
      assert.ok(browser);
      const still = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
      const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
      const address = pathToFileURL(path.join(folder, 'one.html')).href;
      await Promise.all([still.goto(address), page.goto(address)]);
      const stored = await still.locator('.saa-figure').first().boundingBox();
      const image = await still.locator('.saa-figure img').first().boundingBox();
      await page.locator('.saa-live').nth(1).waitFor();
      const figure = page.locator('.saa-figure').first();
      const drawing = figure.locator('.main-svg').first();
      const before = await drawing.boundingBox();
      assert.deepEqual([before?.width, before?.height], [image?.width, image?.height]);
      assert.equal((await figure.boundingBox())?.height, stored?.height);
      assert.ok(await hoverShowsValue(page, '.saa-figure'));
      const after = await drawing.boundingBox();
      assert.deepEqual([after?.width, after?.height], [before?.width, before?.height]);
      await page.emulateMedia({ media: 'print' });
      assert.ok(await figure.locator('img').isVisible());
      assert.ok(!(await drawing.isVisible()));
      assert.ok(!(await page.locator('.saa-code').first().isVisible()));
      await page.close();
    },
  );

  test('a picture for the README is taken of the whole study only', async () => {
    await assert.rejects(
      sharePicture(folder, path.join(work, 'share.png')),
      /share: no .*preprocess_data\.ipynb.*; run npm run share, then this again/,
    );
  });

  test('with scripts off every figure is there as a picture', { skip: withoutBrowser }, async () => {
    assert.ok(browser);
    const context = await browser.newContext({ offline: true, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(pathToFileURL(path.join(folder, 'one.html')).href);
    const pictures = page.locator('.saa-figure img');
    assert.equal(await pictures.count(), 2);
    for (const picture of await pictures.all()) {
      const box = await picture.boundingBox();
      assert.ok(box !== null && box.width > 300 && box.height > 200, JSON.stringify(box));
      assert.ok(((await picture.getAttribute('alt')) ?? '').length > 20);
    }
  });

  test('is not written when it would tell what is private, and says what and where', async () => {
    await writeNotebooks(options.names, `read ${root}/package.json`);
    assert.throws(
      () => publish(options),
      (error: Error) => {
        assert.match(error.message, /one\.ipynb: absolute path/);
        assert.match(error.message, /one\.html: absolute path/);
        return true;
      },
    );
    assert.ok(!readdirSync(work).includes('share'));
  });
});
