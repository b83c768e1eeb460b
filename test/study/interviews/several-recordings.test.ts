import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { encodeWav } from '../../../lib/audio/wav';
import { readRecording } from '../../../lib/audio/recording';
import { selectChannel } from '../../../lib/audio/signal';
import { openInterviews } from '../../../lib/study/interviews/corpus';
import { interviewSound } from '../../../lib/study/interviews/sound';
import { wholeInterviewTable } from '../../../lib/study/interviews/whole';
import { measureWindows } from '../../../lib/study/interviews/windows';
import { closeTo } from '../../support/close-to';
import { temporaryFolder } from '../../support/folder';
import { placesIn } from '../../support/places';

const rate = 8000;

/** A voice whose pitch glides up. */
function glide(seconds: number, from = 120): Float64Array {
  let phase = 0;
  return Float64Array.from({ length: seconds * rate }, (_, n) => {
    phase += (2 * Math.PI * (from + (20 * n) / rate)) / rate;
    let sum = 0;
    for (let k = 1; k <= 12; k++) sum += Math.sin(k * phase) / k;
    return 0.1 * sum;
  });
}
const wav = (samples: Float64Array, sampleRate = rate) => encodeWav([samples], sampleRate, 16);

const voice = glide(7);
const measuring = { set: 'original83', channel: 'left' as const };

async function opened(recordings: Record<string, Uint8Array | string>, table: string) {
  const root = temporaryFolder({
    ...Object.fromEntries(Object.entries(recordings).map(([name, bytes]) => [`rec/${name}`, bytes])),
    's.csv': table,
    'artifacts/.keep': '',
  });
  const base = placesIn(path.join(root, 'artifacts'), path.join(root, 'nowhere'));
  return openInterviews(base, { recordings: path.join(root, 'rec'), scores: path.join(root, 's.csv') });
}

test('windows of an interview in two recordings go on where the first one ends', async () => {
  const cut = 4 * rate;
  const { places, interviews } = await opened(
    {
      'whole.wav': wav(voice),
      'kim-1.wav': wav(voice.slice(0, cut)),
      'kim-2.wav': wav(voice.slice(cut)),
    },
    'participant,score\nwhole,3\nkim,3\n',
  );
  const found = await measureWindows(places, interviews, { length: 2, hop: 1 }, measuring);
  const of = (id: string) =>
    found.interviews.flatMap((name, row) =>
      name === id ? [{ ...found.times[row], values: rowOf(found.table, row) }] : [],
    );
  assert.deepEqual(
    of('kim').map(({ start, end }) => [start, end]),
    [
      [0, 2],
      [1, 3],
      [2, 4],
      [4, 6],
      [5, 7],
    ],
  );
  const whole = new Map(of('whole').map(({ start, values }) => [start, values]));
  for (const { start, values } of of('kim')) {
    const same = whole.get(start);
    assert.ok(same !== undefined);
    // The parts are the same samples, but for rounding to 16 bits.
    values.forEach((value, i) => closeTo(value, same[i], 1e-9 + 1e-6 * Math.abs(same[i])));
  }
  assert.deepEqual(
    [...new Set(found.table.segments.map(({ id }) => id))].length,
    found.table.segments.length,
  );
});

test('a whole interview in two recordings measures what the uncut one does', async () => {
  const cut = 4 * rate;
  const { places, interviews } = await opened(
    { 'whole.wav': wav(voice), 'kim/1.wav': wav(voice.slice(0, cut)), 'kim/2.wav': wav(voice.slice(cut)) },
    'participant,score\nwhole,3\nkim,3\n',
  );
  const {
    interviews: found,
    rows,
    heard,
    measured,
  } = await wholeInterviewTable(places, interviews, measuring);
  assert.equal(heard, 2);
  assert.deepEqual(measured?.interviews, ['whole', 'kim']);
  const of = (id: string) =>
    rowOf(
      rows,
      found.findIndex((interview) => interview.id === id),
    );
  assert.deepEqual(of('kim'), of('whole'));
  // Nothing of the joined sound stays on disk, and what is stored is not measured again.
  const folder = path.dirname(places.wholeInterviews);
  assert.deepEqual(readdirSync(path.join(folder, '.partial')), []);
  const written = statSync(path.join(folder, 'joined-interviews.obj')).mtimeMs;
  const again = await wholeInterviewTable(places, interviews, measuring);
  assert.deepEqual(again.rows, rows);
  assert.equal(statSync(path.join(folder, 'joined-interviews.obj')).mtimeMs, written);
});

test('recordings of other rates and channels are joined at the rate of the first', async () => {
  const stereo = encodeWav([new Float64Array(2 * rate), glide(2).subarray(0, 2 * rate)], 2 * rate, 16);
  const { places, interviews } = await opened(
    { 'kim-1.wav': encodeWav([new Float64Array(rate), glide(1)], rate, 16), 'kim-2.wav': stereo },
    'participant,score\nkim,3\n',
  );
  const { rows } = await wholeInterviewTable(places, interviews, { set: 'prosody', channel: 'right' });
  const column = (name: string) => rows.values[rows.features.indexOf(name)];
  assert.equal(column('duration'), 2);
  assert.ok(column('f0_mean') > 100);
});

test('an interview of which a recording cannot be decoded is set aside whole, with the reason', async () => {
  const mono = wav(glide(2));
  const { places, interviews } = await opened(
    {
      'kim-1.wav': encodeWav([glide(2), glide(2)], rate, 16),
      'kim-2.wav': mono,
      'lea.wav': encodeWav([glide(2), glide(2)], rate, 16),
    },
    'participant,score\nkim,3\nlea,4\n',
  );
  const { heard, measured } = await wholeInterviewTable(places, interviews, {
    set: 'original83',
    channel: 1, // which a mono recording does not have
  });
  assert.equal(heard, 1);
  assert.match(measured?.skipped.map(({ reason }) => reason).join() ?? '', /kim-2\.wav/);
});

test('a recording that cannot be read leaves the others of its interview', async () => {
  const { places, interviews } = await opened(
    { 'kim-1.wav': 'RIFF: torn', 'kim-2.wav': wav(voice), 'lea.wav': wav(voice) },
    'participant,score\nkim,3\nlea,3\n',
  );
  const found = await measureWindows(places, interviews, { length: 2, hop: 1 }, measuring);
  assert.deepEqual(
    found.skipped.map(({ file }) => file),
    ['kim-1.wav'],
  );
  const rows = (id: string) => found.times.filter((_, row) => found.interviews[row] === id);
  assert.deepEqual(rows('kim'), rows('lea'));
});

test('the recordings of an interview are heard one after the other at the rate of the first', async () => {
  const { places, interviews } = await opened(
    { 'kim-1.wav': wav(glide(3)), 'kim-2.wav': wav(glide(2), 2 * rate), 'lea.wav': wav(voice) },
    'participant,score\nkim,3\nlea,3\n',
  );
  const windows = await measureWindows(places, interviews, { length: 2, hop: 1 }, measuring);
  const of = (id: string) => [...windows.recordings].filter(([, { interview }]) => interview === id);
  const sound = await interviewSound(places.data, of('kim'), 'left');
  assert.deepEqual([sound?.sampleRate, sound?.samples.length], [rate, 4 * rate]);
  const first = selectChannel(await readRecording(path.join(places.data, 'kim-1.wav')), 'left');
  assert.deepEqual(sound?.samples.slice(0, 3 * rate), first.samples);
  assert.ok((sound?.samples.slice(3 * rate) ?? []).some((sample) => Math.abs(sample) > 0.05));
  // One recording is that recording.
  const alone = await interviewSound(places.data, of('lea'), 'left');
  const lea = selectChannel(await readRecording(path.join(places.data, 'lea.wav')), 'left');
  assert.deepEqual(alone, lea);
  assert.equal(await interviewSound(places.data, [], 'left'), undefined);
  // Silence stands for a recording that is not among them.
  const second = await interviewSound(places.data, of('kim').slice(1), 'left');
  assert.deepEqual([second?.samples.length, second?.samples[0]], [8 * rate, 0]);
});

function rowOf({ values, features }: { values: Float64Array; features: readonly string[] }, row: number) {
  return values.subarray(row * features.length, (row + 1) * features.length);
}
