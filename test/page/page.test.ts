import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before, describe } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { open } from '../../lib/audio/open';
import { encodeWav } from '../../lib/audio/wav';
import { contoursCommand } from '../../lib/commands/contours';
import { voiceReportRows } from '../../lib/plots/voice-report';
import { decimals } from '../../lib/plots/words';
import { readTextGrid } from '../../lib/praat/files/text-grid';
import { intensity } from '../../lib/praat/intensity';
import { speech } from '../../lib/praat/pauses';
import { voiceReport } from '../../lib/praat/voice-report';
import { mean } from '../../lib/stats/summary';
import type { Signal } from '../../lib/audio/signal';
import { withoutBrowser } from '../support/browser';
import { demoVoices } from '../support/demo-voices';
import { buildPage, openChromium, openTested, type TestedPage } from './open-page';

/** The rows of the report as the notebook prints them, after the mean of `intensity`. */
function printed(sound: Signal): string[] {
  const level = `${decimals(mean(intensity(sound).values), 3)} dB`;
  const rows = [{ measure: 'Mean intensity', value: level }, ...voiceReportRows(voiceReport(sound))];
  return rows.map(({ measure, value }) => `${measure} ${value}`);
}

async function shown(page: Page, caption: string): Promise<string[]> {
  await page.locator('#report caption', { hasText: caption }).waitFor();
  const rows = await page.locator('#report tr').all();
  return Promise.all(rows.map(async (row) => (await row.locator('th, td').allTextContents()).join(' ')));
}

describe('the page of npm run page, from disk and without a network', { skip: withoutBrowser }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-page-'));
  const file = path.join(folder, 'voice.wav');
  const site = path.join(folder, 'page');
  let browser: Browser;
  let tested: TestedPage;

  before(async () => {
    const voices = demoVoices()
      .slice(-2)
      .map(({ signal }) => signal.samples);
    const length = Math.min(...voices.map((samples) => samples.length));
    writeFileSync(
      file,
      encodeWav(
        voices.map((samples) => samples.subarray(0, length)),
        16000,
      ),
    );
    await buildPage(site);
    browser = await openChromium(folder);
    tested = await openTested(browser, site);
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a file that is dropped has the numbers of the notebook, to the last digit printed', async () => {
    const { page } = tested;
    const bytes = readFileSync(file).toString('base64');
    await page.evaluate(`(() => {
      const bytes = Uint8Array.from(atob('${bytes}'), (character) => character.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], 'voice.wav'));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    })()`);
    assert.deepEqual(await shown(page, 'the whole recording'), printed(await open(file)));
    assert.match(
      (await page.locator('#facts').textContent()) ?? '',
      /^WAV, \d+\.\d{3} s at 16000 Hz, 2 channels$/,
    );
  });

  test('so has a selection, by keyboard and typed, and a channel', async () => {
    const { page } = tested;
    await page.locator('#from').fill('0.25');
    await page.locator('#to').fill('1.125');
    await page.locator('#to').press('Enter');
    assert.deepEqual(await shown(page, '0.250 to 1.125 s'), printed((await open(file)).cut(0.25, 1.125)));
    await page.locator('#channel').selectOption('right');
    const right = await open(file, { channel: 'right' });
    assert.deepEqual(await shown(page, 'the whole recording'), printed(right));

    await page.locator('#stage').focus();
    await page.keyboard.press('Home');
    for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+PageDown');
    const step = right.duration / 100;
    const times = [10 * step, 20 * step].map((time) => time.toFixed(3));
    const [from, to] = await Promise.all(['#from', '#to'].map((id) => page.locator(id).inputValue()));
    assert.deepEqual([from, to], times);
    assert.deepEqual(await shown(page, `${from} to ${to} s`), printed(right.cut(10 * step, 20 * step)));
    await page.keyboard.press('Enter'); // the selection fills the view
    assert.match(
      (await page.locator('#stage').getAttribute('aria-valuetext')) ?? '',
      /s · pitch .* · level .* · F1 /,
    );
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#from').inputValue(), '');
  });

  test('contours as CSV are those of npx saa contours, a TextGrid is one', async () => {
    const { page } = tested;
    const saved = async (button: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator(button).click()]);
      return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
    };
    const csv = await saved('#save-contours');
    assert.equal(csv.name, 'voice.contours.csv');
    const what = ['--what', 'pitch,intensity,formants', '--channel', 'right'];
    const { content } = await contoursCommand([file, ...what]);
    assert.ok(content !== undefined && typeof content !== 'string' && Symbol.iterator in content);
    const [found, expected] = [csv.text, [...content].join('')].map((text) => text.trim().split('\n'));
    assert.equal(found.length, expected.length);
    assert.equal(found[0], expected[0]);
    found.slice(1).forEach((line, i) => {
      const wanted = expected[i + 1].split(',');
      line.split(',').forEach((value, column) => {
        // Sines and logarithms of two engines differ in their last bits: nine digits are the same.
        const near =
          Math.abs(Number(value) - Number(wanted[column])) <= 1e-9 * Math.abs(Number(wanted[column]));
        assert.ok(
          near && (value === '') === (wanted[column] === ''),
          `line ${i + 2}: ${line}, not ${expected[i + 1]}`,
        );
      });
    });

    await page.locator('#from').fill('0.25');
    await page.locator('#to').fill('1');
    await page.locator('#to').press('Enter');
    const grid = readTextGrid((await saved('#save-grid')).text, 'voice.TextGrid');
    const [sounding, selection] = grid.tiers;
    assert.ok(sounding.class === 'IntervalTier' && selection.class === 'IntervalTier');
    const right = await open(file, { channel: 'right' });
    assert.deepEqual(
      sounding.intervals.filter(({ text }) => text !== '').map(({ xmin, xmax }) => [xmin, xmax]),
      speech(right).sounding.map(({ start, end }) => [start, end]),
    );
    assert.deepEqual(
      selection.intervals.map(({ xmin, xmax, text }) => [xmin, xmax, text]),
      [
        [0, 0.25, ''],
        [0.25, 1, 'selected'],
        [1, right.duration, ''],
      ],
    );
    const report = await saved('#save-report');
    assert.match(report.text, /^measure,value\nMean intensity,/);
  });

  test('what cannot be read is said with a way out, and the page goes on', async () => {
    const { page } = tested;
    await page
      .locator('#file')
      .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') });
    await page
      .locator('#status.failure', { hasText: 'notes.txt: no recording that is known here' })
      .waitFor();
    await page.locator('#file').setInputFiles(file);
    await page.locator('#status', { hasText: 'the whole recording: Mean intensity' }).waitFor();
  });

  test('nothing can be sent anywhere, and nothing was', async () => {
    const { page, failures, requests } = tested;
    assert.deepEqual(requests, []);
    assert.deepEqual(failures, []);
    const tried = await page.evaluate<string[]>(`(async () => {
      const blocked = [];
      document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective));
      await fetch('https://example.com/').catch(() => undefined);
      navigator.sendBeacon('https://example.com/', 'x');
      new Image().src = 'https://example.com/x.png';
      await new Promise((resolve) => setTimeout(resolve, 200));
      return [...new Set(blocked)].sort();
    })()`);
    assert.deepEqual(tried, ['connect-src', 'img-src']);
    // The browser speaks of the picture as asked for, and refused by the policy of the page.
    assert.deepEqual(tested.blocked, ['https://example.com/x.png']);
  });
});
