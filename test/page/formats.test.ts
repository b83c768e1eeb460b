import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before, describe } from 'node:test';
import type { Browser } from 'playwright-core';
import { recordingInfo } from '../../lib/audio/recording';
import { codingOf } from '../../lib/page/worker/coding';
import { withoutBrowser } from '../support/browser';
import { buildPage, openChromium, openTested, type TestedPage } from './open-page';

const recordings = path.join(__dirname, '..', 'reference', 'audio');

test('the rate that the page lets a browser decode at is that of the file', async () => {
  let compared = 0;
  for (const name of readdirSync(recordings)) {
    const file = path.join(recordings, name);
    const bytes = readFileSync(file);
    const source = {
      size: bytes.length,
      read: (offset: number, length: number) => bytes.subarray(offset, offset + length),
    };
    const info = await recordingInfo(file).catch(() => undefined);
    if (info === undefined) continue; // one that is damaged on purpose
    const { plain, sampleRate } = codingOf(source, name);
    if (plain) continue;
    compared++;
    assert.equal(sampleRate, info.sampleRate, name);
  }
  assert.ok(compared > 15, `${compared}`);
});

describe('compressed recordings on the page', { skip: withoutBrowser }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-page-formats-'));
  const site = path.join(folder, 'page');
  let browser: Browser;
  let tested: TestedPage;

  before(async () => {
    await buildPage(site);
    browser = await openChromium(folder);
    tested = await openTested(browser, site);
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  // Formats that Chromium decodes without the codecs that only some of its builds have.
  for (const [name, format] of [
    ['16000.flac', 'FLAC'],
    ['48000.opus', 'Ogg'],
    ['vorbis.webm', 'Matroska or WebM'],
  ]) {
    test(`${format} is decoded at its own rate, and the page says by whom`, async () => {
      const { page, failures, requests } = tested;
      const file = path.join(recordings, name);
      const { sampleRate, duration } = await recordingInfo(file);
      await page.locator('#file').setInputFiles(file);
      await page.locator('#facts', { hasText: `${format}` }).waitFor();
      const facts = (await page.locator('#facts').textContent()) ?? '';
      const [, seconds, rate] = /, ([\d.]+) s at (\d+) Hz/.exec(facts) ?? [];
      assert.equal(Number(rate), sampleRate);
      // Decoders differ in what they cut off at the ends.
      assert.ok(Math.abs(Number(seconds) - duration) < 0.1, `${facts}, and ${duration} s here`);
      await page.locator('#notes', { hasText: `Decoded by this browser at ${sampleRate} Hz` }).waitFor();
      await page.locator('#report caption', { hasText: 'the whole recording' }).waitFor();
      assert.deepEqual([failures, requests], [[], []]);
    });
  }
});
