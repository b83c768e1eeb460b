import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { open } from '../../lib/audio/open';
import { encodeWav } from '../../lib/audio/wav';
import { featureSet } from '../../lib/features/sets';
import { features } from '../../lib/reports/recordings/features';
import { listen } from '../../lib/reports/recordings/listen';
import { measure } from '../../lib/reports/recordings/measure';
import { voiceReport } from '../../lib/reports/recordings/voice';
import { columnValues, numbersOf } from '../../lib/tables/columns';
import { tone, vowel } from '../support/signals';

const folder = mkdtempSync(path.join(tmpdir(), 'saa-own-'));
const file = (name: string) => path.join(folder, name);
const { samples, sampleRate } = vowel(() => 120);
const high = tone(200, 0.5, sampleRate).samples;
writeFileSync(file('a1.wav'), encodeWav([samples], sampleRate));
writeFileSync(file('b2.wav'), encodeWav([samples, high], sampleRate));
writeFileSync(file('torn.wav'), 'RIFF: torn');
after(() => rmSync(folder, { recursive: true, force: true }));

test('open gives the mean of the channels unless told otherwise, and cuts', async () => {
  const stereo = await open(file('b2.wav'));
  const [left, right] = stereo.channels;
  assert.equal(stereo.samples[100], (left[100] + right[100]) / 2);
  assert.equal(stereo.channel('right').samples, right);
  assert.equal((await open(file('b2.wav'), { channel: 'left' })).samples[7], left[7]);
  assert.equal(stereo.duration, 0.5);
  assert.equal(stereo.cut(0.1, 0.3).samples.length, 0.2 * sampleRate);
  assert.equal((await open(file('b2.wav'), { start: 0.1, end: 0.2 })).duration, 0.1);
  await assert.rejects(open(file('none.wav')), /none\.wav/);
  assert.throws(() => stereo.channel(5), /channel 5 of a recording with 2/);
});

test('measure gives a row per recording of a folder and names what could not be read', async () => {
  const { log } = console;
  const said: string[] = [];
  console.log = (...words: unknown[]) => void said.push(words.join(' '));
  let table;
  try {
    table = await measure(folder, 'prosody', { columns: { speaker: (name) => name[0] } });
  } finally {
    console.log = log;
  }
  assert.match(said.join('\n'), /1 × recording that could not be read.*torn\.wav/);
  assert.deepEqual(columnValues(table, 'speaker'), ['a', 'b']);
  assert.deepEqual(table.columns.slice(0, 3), ['file', 'speaker', 'energy']);
  const alone = features(await open(file('a1.wav')), 'prosody');
  assert.equal(numbersOf(table, 'f0_mean')[0], alone.f0_mean);
  assert.deepEqual(
    Object.keys(alone),
    featureSet('prosody').features.map(({ name }) => name),
  );
  await assert.rejects(measure([], 'prosody'), /no recording to measure/);
  await assert.rejects(
    measure([file('a1.wav')], 'prosodie'),
    /no feature set prosodie; there are original83, prosody/,
  );
  await assert.rejects(
    measure([file('torn.wav')], 'prosody'),
    /none of 1 recordings could be read; the first: .*torn/,
  );
});

test('a voice report is read by name and shown under the names of Praat', async () => {
  const voice = voiceReport(await open(file('a1.wav')));
  assert.ok(Math.abs(voice.pitch.mean - 120) < 1);
  const [shown] = voice.parts;
  assert.ok(typeof shown === 'object' && 'columns' in shown);
  const [names, values] = shown.columns.map(({ cells }) => cells);
  assert.equal(names.indexOf('Jitter (ppq5)'), 15);
  assert.match(values[names.indexOf('Mean pitch')], /^1(19|20)\.\d{3} Hz$/);
  const silent = voiceReport({ samples: new Float64Array(8000), sampleRate: 16000 });
  assert.ok(typeof silent.parts[0] === 'object' && 'columns' in silent.parts[0]);
  assert.equal(silent.parts[0].columns[1].cells[0], '–');
});

test('a recording to be heard is a spectrogram up to a minute, a waveform beyond', async () => {
  const short = listen(await open(file('a1.wav')));
  assert.equal(short.sound, 'none');
  assert.equal(listen(await open(file('a1.wav')), { embed: true }).sound, 'recording');
  assert.match(short.figure.alt, /^a1\.wav: waveform and spectrogram/);
  const long = listen(
    { samples: new Float64Array(61 * 8000).fill(0.1), sampleRate: 8000 },
    { title: 'Memo' },
  );
  assert.match(long.figure.alt, /^Memo: waveform of 61\.00 seconds/);
});
