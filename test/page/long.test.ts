import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before, describe } from 'node:test';
import type { Browser } from 'playwright-core';
import { encodeWav } from '../../lib/audio/wav';
import { withoutBrowser } from '../support/browser';
import { demoVoices } from '../support/demo-voices';
import { buildPage, openChromium, openTested, type TestedPage } from './open-page';

/** s */
const DURATION = 1800;
const RATE = 16_000;

describe('a recording of half an hour on the page', { skip: withoutBrowser }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-page-long-'));
  const file = path.join(folder, 'long.wav');
  const site = path.join(folder, 'page');
  let browser: Browser;
  let tested: TestedPage;

  before(async () => {
    const { samples } = demoVoices()[7].signal;
    const long = new Float64Array(DURATION * RATE);
    for (let at = 0; at < long.length; at += samples.length)
      long.set(samples.subarray(0, long.length - at), at);
    writeFileSync(file, encodeWav([long], RATE));
    await buildPage(site);
    browser = await openChromium(folder);
    tested = await openTested(browser, site);
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the page answers at once while all of it is measured', async (t) => {
    const { page, failures } = tested;
    // Processor time of the page's own thread in each turn of its work; how long a turn lasts depends on the machine.
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const taken = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
    };
    await page.evaluate(`(() => {
      window.longest = 0;
      let last = performance.now();
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        const now = performance.now();
        window.longest = Math.max(window.longest, now - last);
        last = now;
        setTimeout(() => { last = performance.now(); channel.port2.postMessage(0); }, 4);
      };
      channel.port2.postMessage(0);
    })()`);
    const before = await taken();
    const began = performance.now();
    await page.locator('#file').setInputFiles(file);
    await page.locator('#facts', { hasText: '1800.000 s at 16000 Hz' }).waitFor();
    assert.ok(await page.locator('#progress').isVisible());

    // The cursor, the view and a selection while pitch and formants of the whole are on their way.
    await page.locator('#from').fill('900');
    await page.locator('#to').fill('902');
    await page.locator('#to').press('Enter');
    await page.locator('#report caption', { hasText: '900.000 to 902.000 s' }).waitFor();
    assert.ok(await page.locator('#progress').isVisible(), 'the whole was measured before the selection');
    await page.locator('#zoom-selection').click();
    await page.locator('#stage').focus();
    for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight');
    await page.locator('#now', { hasText: /^0\.400 s/ }).waitFor();
    await page.locator('#zoom-all').click();
    await page.locator('#now', { hasText: 'F1' }).waitFor({ timeout: 240_000 });
    const share = (await taken()) - before;
    const seconds = (performance.now() - began) / 1000;
    const longest = await page.evaluate<number>('window.longest');
    t.diagnostic(
      `contours of half an hour after ${seconds.toFixed(1)} s; the page's own thread took ${share.toFixed(2)} s of processor time, ` +
        `its longest turn ${longest.toFixed(0)} ms`,
    );
    assert.ok(share < 0.25 * seconds, `the page's own thread took ${share} of ${seconds} s`);
    // Turns of the loop beside everything else on the machine: half a second is what people notice as a halt.
    assert.ok(longest < 500, `${longest} ms in one turn`);
    assert.deepEqual(failures, []);
  });
});
