import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openBrowser, screenshot, withoutBrowser } from './support/browser';

const folder = mkdtempSync(path.join(tmpdir(), 'saa-site-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const script = pathToFileURL(path.join(__dirname, '..', 'scripts', 'docs', 'site.mjs')).href;
const site = (import(script) as Promise<{ writeSite: (folder: string) => Promise<string> }>).then(
  ({ writeSite }) => writeSite(folder),
);

test('the site has every page of docs/ and the playground, and no dead link', async () => {
  await site;
  const files = readdirSync(folder, { recursive: true }).map(String);
  const docs = readdirSync(path.join(__dirname, '..', 'docs')).filter((name) => name.endsWith('.md'));
  for (const name of docs) assert.ok(files.includes(path.join('docs', name.replace(/\.md$/, '.html'))), name);
  const dead: string[] = [];
  let links = 0;
  for (const file of files.filter((name) => name.endsWith('.html'))) {
    const html = readFileSync(path.join(folder, file), 'utf8');
    for (const [, address] of html.matchAll(/ (?:href|src)="([^"]*)"/g)) {
      if (/^https?:/.test(address)) continue;
      links++;
      const [name, heading] = address.split('#');
      const target =
        name === '' ? path.join(folder, file) : path.join(folder, path.dirname(file), decodeURI(name));
      if (!existsSync(target) || statSync(target).isDirectory()) dead.push(`${file}: ${address}`);
      else if (heading !== undefined && !readFileSync(target, 'utf8').includes(` id="${decodeURI(heading)}"`))
        dead.push(`${file}: ${address}, which has no such heading`);
    }
  }
  assert.ok(links > 400, `${links} links`);
  assert.deepEqual(dead, []);
});

test('it reads well in a browser, and the playground opens from it', { skip: withoutBrowser }, async () => {
  await site;
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
    const failures: string[] = [];
    page.on('pageerror', (error) => failures.push(error.message));
    page.on('console', (message) => failures.push(message.text()));
    await page.goto(pathToFileURL(path.join(folder, 'docs', 'measures.html')).href);
    await screenshot(page, 'docs-site');
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    assert.ok(width <= 1100, `${width} px wide`);
    await page.getByRole('link', { name: 'Playground: measure a voice' }).click();
    await page.locator('#model-name', { hasText: 'Starter model' }).waitFor();
    assert.deepEqual(failures, []);
  } finally {
    await browser.close();
  }
});
