import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { drawing } from '../../lib/notebook/picture';
import { playerBundle } from '../../lib/notebook/player';
import { show } from '../../lib/notebook/show';
import { interviewParts } from '../../lib/notebook/interview-player';
import { utteranceParts } from '../../lib/notebook/utterance-player';
import { random } from '../../lib/stats/random';
import { glide, hostile } from '../plots/gallery';
import { closeTo } from '../support/close-to';
import { inKernel } from './kernel';

/** What these tests use of a page; jsdom's own types would bring a browser's globals into the project. */
interface Element {
  readonly textContent: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  getAttribute(name: string): string | null;
  dispatchEvent(event: object): boolean;
}
interface Window {
  readonly document: {
    querySelector(selector: string): Element;
    querySelectorAll(selector: string): Iterable<Element>;
  };
  readonly KeyboardEvent: new (type: string, options: { key: string; bubbles: true }) => object;
}
interface Jsdom {
  readonly JSDOM: new (html: string, options?: { runScripts: 'dangerously' }) => { readonly window: Window };
}
const { JSDOM } = createRequire(__filename)('jsdom') as Jsdom;

const windows = Array.from({ length: 29 }, (_, i) => ({
  start: 2 * i,
  end: 2 * i + 4,
  valence: 3 + Math.sin(i),
  arousal: i === 4 ? NaN : 3 + Math.cos(i),
  probability: i / 29,
}));
const stream = random(3);
const minute = {
  sampleRate: 16000,
  samples: Float64Array.from({ length: 60 * 16000 }, () => 0.2 * stream.normal(0, 1)),
};
const moments = [{ start: 20, end: 24, label: hostile, cue: `"${hostile}"` }];

const short = moments.map((moment) => ({ ...moment, start: 0.2, end: 0.4 }));

test('an interview is HTML, a picture and a sentence, under 1 MB a minute, and loads nothing', async () => {
  const [{ bundle }, ...others] = await inKernel(() =>
    show(interviewParts(minute, windows, { title: hostile, moments, sound: 'synthetic' })),
  );
  assert.equal(others.length, 0);
  const { data } = bundle;
  assert.deepEqual(Object.keys(data), ['text/html', 'image/png', 'text/plain']);
  const size = JSON.stringify(data).length;
  assert.ok(size < 1e6, `${size} bytes`);
  assert.match(String(data['text/plain']), /valence \(mean .*Moments: 1 \(20\.0–24\.0 s\): /s);

  const { document } = new JSDOM(String(data['text/html'])).window;
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (['src', 'href', 'srcset', 'poster', 'action'].includes(name)) assert.match(value, /^data:/, name);
    }
  }
  assert.equal(document.querySelector('.saa-player').getAttribute('data-sound'), 'synthetic');
  assert.match(document.querySelector('audio').getAttribute('src') ?? '', /^data:audio\/mpeg;base64,/);
});

test('text from data stays text: in the page, in its data, and in the drawing', async () => {
  const { data } = await playerBundle(
    utteranceParts(glide(1), { title: hostile, transcript: hostile, note: hostile, moments: short }),
  );
  const html = String(data['text/html']);
  const { document } = new JSDOM(html).window;
  assert.equal([...document.querySelectorAll('script')].length, 1, 'the player’s own');
  assert.equal([...document.querySelectorAll('b')].length, 0);
  assert.ok(document.querySelector('li').textContent.includes(hostile));
  assert.ok(document.querySelector('li span').textContent.includes(hostile));
  assert.ok((document.querySelector('img').getAttribute('alt') ?? '').includes(hostile));
  const drawn = decodeURIComponent((document.querySelector('img').getAttribute('src') ?? '').slice(19));
  const svg = new JSDOM(drawn).window.document;
  assert.equal([...svg.querySelectorAll('script')].length, 0);
  assert.ok(svg.querySelector('.infolayer').textContent.includes(hostile));
  // Whatever a script element holds ends at the first "</script": there is one, the player's own.
  assert.equal(html.split('</script').length - 1, 1);
});

test('nothing of the sound is embedded unless it is asked for', async () => {
  const { data } = await playerBundle(interviewParts(minute, windows, { title: 'I' }));
  assert.doesNotMatch(String(data['text/html']), /<audio|data:audio/);
  assert.match(String(data['text/html']), /data-sound="none"/);
  await assert.rejects(
    playerBundle(interviewParts(undefined, windows, { title: 'I', sound: 'recording' })),
    TypeError,
  );
  assert.throws(() => interviewParts(minute, [], { title: 'I' }), RangeError);
  assert.throws(() => utteranceParts(glide(1), { title: 'U', moments }), /from 20 to 24 s; take a stretch/);
});

test('keys move the position, and the values there are read out', async () => {
  const parts = interviewParts(minute, windows, { title: 'I' });
  const { data } = await playerBundle(parts);
  const { window } = new JSDOM(String(data['text/html']), { runScripts: 'dangerously' });
  const strip = window.document.querySelector('.saa-strip');
  const now = (): string => window.document.querySelector('.saa-now').textContent;
  const press = (key: string) =>
    strip.dispatchEvent(new window.KeyboardEvent('keydown', { key, bubbles: true }));
  // The first window's middle is 2 s, within its reach of 2 s.
  assert.equal(now(), '0.0 s  ·  valence 3.00  ·  arousal 4.00  ·  excitement 0.00');
  press('PageUp');
  press('PageUp');
  // Ten steps of a sixtieth of a minute: the window whose middle is 10 s has no arousal.
  assert.equal(now(), `10.0 s  ·  valence ${(3 + Math.sin(4)).toFixed(2)}  ·  arousal –  ·  excitement 0.14`);
  assert.equal(strip.getAttribute('aria-valuenow'), '10.00');
  assert.equal(strip.getAttribute('aria-valuetext'), now());
  press('ArrowLeft');
  assert.match(now(), /^9\.0 s/);
  press('End');
  press('ArrowRight');
  assert.match(now(), /^60\.0 s/);
  press('Home');
  assert.match(now(), /^0\.0 s/);
});

test('the strip the cursor moves on lies where the panels are drawn', async () => {
  const frame = /<clipPath class="axesclip" id="[^"]*x"><rect x="([\d.]+)" y="0" width="([\d.]+)"/;
  for (const { figure } of [
    interviewParts(minute, windows, { title: 'I' }),
    utteranceParts(glide(1), { title: 'U' }),
  ]) {
    const [, left, width] = (await drawing(figure)).match(frame) ?? [];
    closeTo(figure.timeAxis.left, Number(left), 0.51); // drawn on whole pixels
    closeTo(figure.timeAxis.right - figure.timeAxis.left, Number(width), 0.51);
  }
});

test('outside a notebook the sentence is printed', async (t) => {
  const print = t.mock.method(console, 'log', () => undefined);
  await show(utteranceParts(glide(0.5), { title: 'U' }));
  assert.match(String(print.mock.calls[0].arguments[0]), /^U: waveform and spectrogram of 0\.50 seconds/);
});
