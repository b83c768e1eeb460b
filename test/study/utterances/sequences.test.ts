import assert from 'node:assert/strict';
import test from 'node:test';
import { encodeWav } from '../../../lib/audio/wav';
import { leaveOneGroupOut } from '../../../lib/models/data/split';
import { logMelSequences } from '../../../lib/study/utterances/log-mel';
import { testSequences } from '../../../lib/study/utterances/sequences';
import type { Label } from '../../../lib/tables/labels';
import { closeTo } from '../../support/close-to';
import { temporaryFolder } from '../../support/folder';

const tone = (hz: number, sampleRate: number, seconds = 0.5) =>
  Float64Array.from(
    { length: seconds * sampleRate },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / sampleRate),
  );
const segment = (file: string) => ({ id: file, file, start: 0, end: Infinity });

test('log-mel frames: the same from 48 kHz as from 16 kHz; what cannot be read is named', async () => {
  const folder = temporaryFolder({
    'a.wav': encodeWav([tone(1000, 16000)], 16000, 32),
    'b.wav': encodeWav([tone(1000, 48000)], 48000, 32),
    'c.wav': encodeWav([tone(1000, 16000, 0.01)], 16000, 32),
    'd.wav': 'no sound',
  });
  const { features, frames, rows, skipped } = await logMelSequences(
    folder,
    ['a.wav', 'd.wav', 'b.wav', 'c.wav'].map(segment),
  );
  assert.equal(features.length, 40);
  assert.deepEqual(rows, [0, 2]);
  assert.deepEqual(
    skipped.map(({ file }) => file),
    ['d.wav', 'c.wav'],
  );
  assert.match(skipped[1].reason, /shorter than a frame/);
  const [a, b] = frames;
  assert.equal(a.length, 40 * 24); // (0.5 s − 0.04 s) / 0.02 s + 1
  assert.equal(b.length, a.length);
  const middle = a.subarray(40 * 12, 40 * 13);
  const loudest = middle.indexOf(Math.max(...middle));
  closeTo(b[40 * 12 + loudest], middle[loudest], 0.1, 'level of the loudest band, dB');
});

test('every utterance is predicted once, by a model of the other sessions, and repeatably', async () => {
  const heights = Array.from({ length: 24 }, (_, i) => (i * 7) % 24);
  const frames = heights
    .map((height, i) =>
      Float64Array.from({ length: 2 * (10 + (i % 5)) }, (_, k) => (k % 2 === 0 ? height : k % 3)),
    )
    .map((values) => Float32Array.from(values));
  const labels = heights.map((height, i): Label => ({
    corpus: 'IEMOCAP',
    scales: 'rated' as const,
    id: `u${i}`,
    session: i % 2,
    speaker: `s${i % 6}`,
    sex: 'F',
    start: 0,
    end: 1,
    emotion: 'neu',
    valence: 3 + (i % 2),
    arousal: 1 + height / 6,
    dominance: 2 + (i % 3),
    agreement: 1,
    categories: [],
    transcript: '',
  }));
  const splits = leaveOneGroupOut(labels.map(({ session }) => String(session)));
  const run = () => testSequences({ features: ['a', 'b'], frames }, labels, splits, { seed: 1, members: 1 });
  const predicted = await run();
  assert.deepEqual(predicted.features, ['valence', 'arousal', 'dominance']);
  assert.ok(predicted.values.every(Number.isFinite));
  assert.deepEqual(await run(), predicted);
  const partly = await testSequences({ features: ['a', 'b'], frames }, labels, splits.slice(0, 1), {
    seed: 1,
    members: 1,
  });
  assert.equal(partly.values.filter(Number.isNaN).length, 36);
  const told: string[] = [];
  const tell = (done: number, total: number) => told.push(`${done}/${total}`);
  await testSequences({ features: ['a', 'b'], frames }, labels, splits, { seed: 1, members: 1 }, tell);
  assert.equal(told[0], '1/25');
  assert.equal(told[told.length - 1], '25/25');
});
