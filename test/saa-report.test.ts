import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { encodeWav } from '../lib/audio/wav';
import { answer } from '../lib/commands/saa';
import { openBrowser, screenshot, withoutBrowser } from './support/browser';
import { useArtifacts } from './support/artifacts';
import { temporaryFolder } from './support/folder';
import { takingTurns, talk, talkOfOne } from './support/talk';

const RATE = 16000;
const hostile = `a"b'><img src=x onerror=alert(1)>&amp;.wav`;
const folder = temporaryFolder({
  'long.wav': encodeWav([talkOfOne(140, 60, 76)], RATE),
  [hostile]: encodeWav([talk(8, 3)], RATE),
  'silent.wav': encodeWav([new Float64Array(12 * RATE)], RATE),
  'bad.wav': 'no sound',
  'artifacts/README': '',
});
useArtifacts(path.join(folder, 'artifacts'));
const at = (name: string) => path.join(folder, name);

async function page(name: string, ...options: string[]): Promise<string> {
  const out = at('report.html');
  const { messages, status } = await answer(['report', at(name), '--out', out, ...options]);
  assert.equal(status, 0, messages.join('\n'));
  return readFileSync(out, 'utf8');
}

/** The texts of the page, without the sound and pictures in it. */
const textOf = (html: string) =>
  html.replace(/<style>.*?<\/style>|<script>.*?<\/script>|<[^>]*>/gs, ' ').replace(/\s+/g, ' ');

test('a page of one voice by the starter: means, moments with their cues, quality, worth, and no path of this machine', async () => {
  const html = await page('long.wav');
  const text = textOf(html);
  assert.match(html, /<h1>long\.wav<\/h1>/);
  assert.match(text, /Starter model of arousal/);
  assert.match(text, /arousal, 1 calm to 5 excited/);
  assert.match(text, /One voice is assumed/);
  assert.match(text, /signal-to-noise ratio \d+ dB/);
  assert.match(
    text,
    /RAVDESS, none of it in the training; two minutes or more of each voice r 0\.\d\d \[0\.\d\d, 0\.\d\d\]/,
  );
  assert.match(text, /Deciding about people/);
  assert.match(text, /MP3 of 24 kbit\/s/);
  assert.ok(!html.includes(folder) && !html.includes(process.cwd()));
  // The voice is an octave higher from 60 to 76 s: a moment, and it is the pitch that makes it one.
  const moments = [
    ...html.matchAll(/data-start="([\d.]+)">.*?<\/button> (.*?) <span class="saa-note">(.*?)<\/span>/g),
  ];
  const raised = moments.filter(([, start]) => Number(start) >= 54 && Number(start) < 76);
  assert.equal(raised.length, 1, moments.map(([whole]) => whole).join('\n'));
  assert.match(raised[0][2], /^\d:\d\d, arousal \d\.\d above the mean$/);
  assert.match(raised[0][3], /^pitch \+/);
});

test('names of files are shown as they are', async () => {
  const html = await page(hostile);
  assert.ok(!/<img src=x/.test(html));
  assert.match(html, /<h1>a&quot;b&#39;&gt;&lt;img src=x onerror=alert\(1\)&gt;&amp;amp;\.wav<\/h1>/);
});

test('two voices with a channel each have a curve, a row and a share each', async () => {
  writeFileSync(at('two.wav'), encodeWav(takingTurns(60), RATE));
  const html = await page('two.wav', '--speakers', '2');
  const text = textOf(html);
  assert.match(text, /told apart by a channel each/);
  assert.match(text, /each speaker is measured in a channel of their own/);
  assert.match(text, /Less than 2 minutes of the voice left and of the voice right/);
  const view = /data-view="(.*?)"/.exec(html)?.[1].replaceAll('&quot;', '"') ?? '';
  const { tracks } = JSON.parse(view) as { tracks: { name: string; values: (number | null)[] }[] };
  assert.deepEqual(
    tracks.map(({ name }) => name),
    ['arousal of left', 'arousal of right'],
  );
  for (const [i, value] of tracks[0].values.entries())
    assert.ok(value === null || tracks[1].values[i] === null, `window ${i} is of both`);
});

test('silence has a page that says so; what cannot be read has none', async () => {
  const text = textOf(await page('silent.wav'));
  assert.match(text, /No speech was found/);
  assert.match(text, /Nothing is scored, so there is no curve/);
  assert.match(text, /not in this page, as nothing is scored/);
  const { messages, status, output } = await answer(['report', at('bad.wav'), '--out', at('none.html')]);
  assert.match(messages.join(), /bad\.wav: /);
  assert.equal(status, 1);
  assert.equal(output, undefined);
  assert.throws(() => readFileSync(at('none.html')), /ENOENT/);
});

test('mistakes in the command are named', async () => {
  const said = async (...args: string[]) => {
    const { messages, status } = await answer(['report', ...args]);
    return `${status} ${messages.join(' ')}`;
  };
  assert.match(await said('--out', at('x.html')), /^2 .*no recording; name one/);
  assert.match(await said('a.wav', 'b.wav', '--out', at('x.html')), /^2 .*2 recordings; name one/);
  assert.match(await said('a.wav', '--summary', '--out', at('x.html')), /^2 .*no option --summary/);
});

test(
  'in a browser the page loads nothing, plays, and jumps to a moment',
  { skip: withoutBrowser },
  async () => {
    writeFileSync(at('page.html'), await page('long.wav'));
    const browser = await openBrowser();
    try {
      for (const [width, colorScheme] of [
        [1200, 'light'],
        [390, 'dark'],
      ] as const) {
        const opened = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        const failures: string[] = [];
        const requests: string[] = [];
        opened.on('pageerror', (error) => failures.push(error.message));
        opened.on('console', (message) => failures.push(message.text()));
        opened.on('request', (request) => requests.push(request.url()));
        await opened.goto(pathToFileURL(at('page.html')).href);
        await opened.locator('.saa-moments button').first().click();
        await opened.waitForFunction('!document.querySelector("audio").paused');
        const start = Number(await opened.locator('.saa-moments button').first().getAttribute('data-start'));
        const played = () => opened.evaluate<number>('document.querySelector("audio").currentTime');
        for (let k = 0; k < 100 && (await played()) <= start + 0.3; k++) await opened.waitForTimeout(100);
        assert.ok((await played()) > start + 0.3, `${await played()} s after a jump to ${start} s`);
        assert.match((await opened.locator('.saa-now').textContent()) ?? '', /arousal \d\.\d\d/);
        const seconds = await opened.evaluate<number>('document.querySelector("audio").duration');
        assert.ok(Math.abs(seconds - 140) < 0.3, `${seconds} s`);
        const wide = await opened.evaluate<number>('document.documentElement.scrollWidth');
        assert.ok(wide <= width, `${wide} px on ${width}`);
        assert.deepEqual(failures, []);
        assert.deepEqual(
          requests.filter((url) => !url.startsWith('data:')),
          [pathToFileURL(at('page.html')).href],
        );
        // The policy forbids any other script, and any request.
        await opened.evaluate(
          "document.body.insertAdjacentHTML('beforeend', '<img src=\"http://127.0.0.1:9/x\">')",
        );
        await opened.waitForTimeout(200);
        assert.match(failures.join(), /Content Security Policy/);
        await screenshot(opened, `report-${width}-${colorScheme}`);
        await opened.close();
      }
    } finally {
      await browser.close();
    }
  },
);
