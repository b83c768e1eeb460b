import assert from 'node:assert/strict';
import test from 'node:test';
import { encodeWav } from '../../lib/audio/wav';
import { featureSet, featureSets, setInRange } from '../../lib/features/sets';
import { parseJob } from '../../lib/jobs/job';
import { answer } from '../../lib/commands/saa';
import { temporaryFolder } from '../support/folder';
import { tone } from '../support/signals';
import { planJobs, planName } from '../../lib/jobs/plan';

const f0 = (set: string, hz: number): number => {
  const { features, measure } = featureSet(set);
  return measure(tone(hz, 1))[features.findIndex(({ name }) => name === 'f0_mean')];
};

for (const set of ['original83', 'prosody', 'original83+frames']) {
  test(`${set}: voices outside 75 to 600 Hz are heard in a range of their own`, () => {
    const [name, frames = ''] = set.split('+');
    const suffix = frames === '' ? '' : '+frames';
    assert.ok(Math.abs(f0(`${name}@300-1200${suffix}`, 900) - 900) < 1);
    assert.ok(Math.abs(f0(`${name}@30-300${suffix}`, 45) - 45) < 0.5);
    assert.ok(!(Math.abs(f0(set, 900) - 900) < 1), 'not in the standard range');
  });
}

test('the standard range is the set itself, other ranges other names', () => {
  for (const { name } of featureSets) assert.equal(setInRange(name, { floor: 75, ceiling: 600 }), name);
  assert.equal(setInRange('prosody', { floor: 60, ceiling: 500 }), 'prosody@60-500');
  const { name, features } = featureSet('original83@60-500+frames');
  assert.deepEqual([name, features.length], ['original83@60-500+frames', 93]);
});

test('another range is another job, which may be sent', () => {
  const jobOf = (set: string) => {
    const segments = [{ id: 'a', file: 'a.wav', start: 0, end: Infinity }];
    const measuring = { dataDir: '', set, channel: 'left' } as const;
    const [job] = planJobs({ segments, measuring, recordings: new Map() }, planName(set));
    return job;
  };
  const job = jobOf('prosody@60-500');
  assert.notEqual(job.plan, jobOf('prosody').plan);
  assert.deepEqual(parseJob(JSON.parse(JSON.stringify(job))), job);
});

test('what has no range to set, and what is none, is refused', async () => {
  for (const set of ['egemaps', 'spectral'])
    assert.throws(
      () => setInRange(set, { floor: 60, ceiling: 500 }),
      /no pitch floor .* take original83 or prosody/,
    );
  for (const [floor, ceiling] of [
    [500, 60],
    [0, 600],
    [5, 600],
    [75, 20_000],
    [NaN, 600],
  ])
    assert.throws(() => setInRange('prosody', { floor, ceiling }), /pitch floor/);
  const refused = await answer(['features', 'a.wav', '--set', 'egemaps', '--floor', '60']);
  assert.equal(refused.status, 2);
  assert.match(refused.messages[0], /--floor with --set egemaps: .* 55 to 1000 Hz/);
  const without = await answer(['contours', 'a.wav', '--what', 'intensity', '--ceiling', '900']);
  assert.match(without.messages[0], /--ceiling needs pitch, which --what intensity lacks/);
  const none = await answer(['contours', 'a.wav', '--what', 'pitch', '--floor', 'low']);
  assert.match(none.messages[0], /--floor low: give a frequency in Hz/);
});

test('contours of a soprano', async () => {
  const folder = temporaryFolder({ 'a.wav': encodeWav([tone(900, 1).samples], 16000) });
  const { output } = await answer([
    'contours',
    `${folder}/a.wav`,
    '--what',
    'pitch',
    '--floor',
    '300',
    '--ceiling',
    '1200',
  ]);
  const rows = [...(output as Iterable<string>)].join('').trim().split('\n').slice(1);
  assert.ok(rows.length > 300, 'frames 0.75 / 300 s apart');
  for (const row of rows) assert.ok(Math.abs(Number(row.split(',')[1]) - 900) < 1, row);
});
