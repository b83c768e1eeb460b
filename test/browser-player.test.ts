import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import test, { after, before, describe } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { playerBundle } from '../lib/notebook/player';
import { interviewParts } from '../lib/notebook/interview-player';
import { glide, hostile } from './plots/gallery';
import { openBrowser, withoutBrowser } from './support/browser';

// The player in a real browser: the sound plays, the cursor moves with it, a click jumps, and nothing is fetched.
describe('the player in a browser', { skip: withoutBrowser }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-player-'));
  const file = path.join(folder, 'page.html');
  let browser: Browser;
  let page: Page;
  const failures: string[] = [];
  const requests: string[] = [];
  const position = () =>
    page
      .locator('.saa-strip')
      .evaluate((strip: { getAttribute(name: string): string | null }) =>
        Number(strip.getAttribute('aria-valuenow')),
      );

  before(async () => {
    const windows = Array.from({ length: 9 }, (_, i) => ({
      ...{ start: 2 * i, end: 2 * i + 4, valence: 3, arousal: 2 + i / 5, probability: i / 9 },
    }));
    const moments = [{ start: 12, end: 16, label: hostile, cue: 'pitch rises' }];
    const parts = interviewParts(glide(20), windows, { title: 'Glide', moments, sound: 'synthetic' });
    const html = String((await playerBundle(parts)).data['text/html']);
    // Two on one page, as in a notebook: each is its own.
    writeFileSync(
      file,
      `<!DOCTYPE html><meta charset="utf-8"><body>${html}<hr><div id="second">${html}</div>`,
    );
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    page.on('pageerror', (error) => failures.push(error.message));
    page.on('console', (message) => failures.push(message.text()));
    page.on('dialog', (dialog) => failures.push(dialog.message()));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    // Of the two, the first is looked at below.
    await page.locator('#second').evaluate((second: { remove(): void }) => second.remove());
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the sound plays, and the cursor moves with it', async () => {
    await page.locator('.saa-strip').focus();
    await page.keyboard.press('Space');
    await page.waitForFunction('document.querySelector("audio").currentTime > 0.4');
    const cursor = page.locator('.saa-cursor');
    const left = (await cursor.boundingBox())?.x ?? NaN;
    await page.waitForFunction('document.querySelector("audio").currentTime > 0.9');
    assert.ok(((await cursor.boundingBox())?.x ?? NaN) > left);
    await page.keyboard.press('Space');
    await page.waitForFunction('document.querySelector("audio").paused');
    const sound = await page.locator('audio').evaluate((audio: { currentTime: number }) => audio.currentTime);
    // The position is the sound's less the encoder's delay, 69 ms at 16 kHz; one drawing may have passed.
    assert.ok(Math.abs((await position()) + 0.069 - sound) < 0.05, `${await position()} of ${sound}`);
  });

  test('a click on the figure jumps there, in the sound too', async () => {
    const strip = await page.locator('.saa-strip').boundingBox();
    assert.ok(strip !== null);
    await page.mouse.click(strip.x + 0.75 * strip.width, strip.y + 0.5 * strip.height);
    // 20 s over about 680 pixels.
    assert.ok(Math.abs((await position()) - 15) < 0.05, `${await position()}`);
    const sound = await page.locator('audio').evaluate((audio: { currentTime: number }) => audio.currentTime);
    assert.ok(Math.abs(sound - 15.07) < 0.06, `${sound}`);
    assert.match((await page.locator('.saa-now').textContent()) ?? '', /^15\.0 s.*arousal 3\.\d\d/);
  });

  test('a moment’s button goes to its beginning and plays', async () => {
    const button = page.locator('.saa-moments button');
    assert.ok(((await page.locator('.saa-moments li').textContent()) ?? '').includes(hostile));
    await button.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction('!document.querySelector("audio").paused');
    await page.waitForTimeout(200);
    const at = await position();
    assert.ok(at >= 12 && at < 14, `${at}`);
  });

  test('nothing was fetched but the page, and nothing went wrong', () => {
    assert.deepEqual(
      requests.filter((url) => !url.startsWith('data:')),
      [pathToFileURL(file).href],
    );
    assert.deepEqual(failures, []);
  });

  test('without scripts the drawing, the moments and the browser’s own player are there', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const still = await context.newPage();
    await still.goto(pathToFileURL(file).href);
    const image = await still.locator('img').first().boundingBox();
    assert.ok(image !== null && image.width > 600 && image.height > 400);
    assert.ok(await still.locator('audio').first().isVisible());
    assert.match((await still.locator('noscript').first().textContent()) ?? '', /Scripts are off/);
    await context.close();
  });
});
