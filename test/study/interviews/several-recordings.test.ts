import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { encodeWav } from '../../../lib/audio/wav';
import { readRecording } from '../../../lib/audio/recording';
import { selectChannel } from '../../../lib/audio/signal';
import { joinedRow } from '../../../lib/features/joined-row';
import { featureSet } from '../../../lib/features/sets';
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

test('a whole interview in two recordings is that of their joined rows, close to the uncut one', async () => {
  const cut = 4 * rate;
  const { places, interviews } = await opened(
    { 'whole.wav': wav(voice), 'kim/1.wav': wav(voice.slice(0, cut)), 'kim/2.wav': wav(voice.slice(cut)) },
    'participant,score\nwhole,3\nkim,3\n',
  );
  const { rows, heard, measured } = await wholeInterviewTable(places, interviews, measuring);
  assert.equal(heard, 2);
  assert.equal(measured?.table.segments.length, 3);
  const at = (name: string, row: number) => rowOf(rows, row)[rows.features.indexOf(name)];
  assert.equal(at('duration', 0), 7);
  closeTo(at('f0_mean', 0), at('f0_mean', 1), 0.5); // Hz; a few frames at the cut
  closeTo(at('f0_min', 0), at('f0_min', 1), 1);
  closeTo(at('f0_max', 0), at('f0_max', 1), 1);
  closeTo(at('f0_range', 0), at('f0_max', 0) - at('f0_min', 0), 1e-9);
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
  const sound = await interviewSound(places.data, 'kim', windows, 'left');
  assert.deepEqual([sound?.sampleRate, sound?.samples.length], [rate, 4 * rate]);
  const first = selectChannel(await readRecording(path.join(places.data, 'kim-1.wav')), 'left');
  assert.deepEqual(sound?.samples.slice(0, 3 * rate), first.samples);
  assert.ok((sound?.samples.slice(3 * rate) ?? []).some((sample) => Math.abs(sample) > 0.05));
  // One recording is that recording.
  const alone = await interviewSound(places.data, 'lea', windows, 'left');
  const lea = selectChannel(await readRecording(path.join(places.data, 'lea.wav')), 'left');
  assert.deepEqual(alone, lea);
  assert.equal(await interviewSound(places.data, 'nobody', windows, 'left'), undefined);
});

test('rows of recordings are joined by column', () => {
  const { features } = featureSet('original83');
  const column = (name: string) => features.findIndex((feature) => feature.name === name);
  const row = (values: Record<string, number>) => {
    const all = new Float64Array(features.length).fill(NaN);
    for (const [name, value] of Object.entries(values)) all[column(name)] = value;
    return all;
  };
  const parts = [
    row({ duration: 10, f0_max: 300, f0_min: 100, f0_range: 200, f0_mean: 200, jitter: NaN }),
    row({ duration: 30, f0_max: 250, f0_min: 80, f0_range: 170, f0_mean: 120, jitter: 2 }),
  ];
  const joined = joinedRow(features, parts, [10, 30]);
  const found = (name: string) => joined[column(name)];
  assert.deepEqual(['duration', 'f0_max', 'f0_min', 'f0_range', 'f0_mean', 'jitter', 'f1_mean'].map(found), [
    40,
    300,
    80,
    220,
    140,
    2,
    NaN,
  ]);
  assert.equal(joinedRow(features, parts.slice(0, 1), [10]), parts[0]);
  const prosody = featureSet('prosody').features;
  const kinds = prosody.filter(({ joined: kind }) => kind !== undefined).map(({ name }) => name);
  assert.deepEqual(kinds, [
    ...['f0_min', 'f0_max', 'f0_range', 'intensity_min', 'intensity_max', 'intensity_range'],
    ...['duration', 'pause_longest'],
  ]);
});

function rowOf({ values, features }: { values: Float64Array; features: readonly string[] }, row: number) {
  return values.subarray(row * features.length, (row + 1) * features.length);
}
