import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { slidingSegments } from '../../lib/corpora/segment';
import { featureSet } from '../../lib/features/sets';
import { parseJob, pathBelow } from '../../lib/jobs/job';
import { decodePart, encodePart } from '../../lib/jobs/part';
import { planJobs, planName } from '../../lib/jobs/plan';
import { jobOfTexts, jobTexts } from '../../lib/queue/job-text';
import { packPart, unpackPart } from '../../lib/queue/result';
import { temporaryFolder } from '../support/folder';

const measuring = { dataDir: '/data', set: 'prosody', channel: 'left' as const };
const recordings = (files: readonly string[], bytes: number) =>
  new Map(files.map((file) => [file, { bytes, sum: 'ab'.repeat(32) }]));
const plan = planName('test');

test('a dialog is a job; a long recording is several; every row once and in order', () => {
  const dialogs = ['x/1.wav', 'x/2.wav', 'y/1.wav'].map((file) => ({
    id: file,
    file,
    start: 0,
    end: Infinity,
  }));
  const long = slidingSegments({ id: 'p1', file: 'z/p1.wav', duration: 1200 }, { length: 4, hop: 2 });
  const segments = [...dialogs, ...long];
  const known = new Map([
    ...recordings(['x/1.wav', 'x/2.wav', 'y/1.wav'], 1e5),
    ...recordings(['z/p1.wav'], 38.4e6),
  ]);
  const jobs = [...planJobs({ segments, measuring, recordings: known }, plan)];
  assert.deepEqual(
    jobs[0].recordings.map(({ file }) => file),
    ['x/1.wav', 'x/2.wav'],
  );
  assert.deepEqual(
    jobs[1].recordings.map(({ file }) => file),
    ['y/1.wav'],
  );
  assert.equal(jobs.length, 2 + 10, '38.4 MB in jobs of at most 4 MiB');
  const again = jobs.flatMap((job) =>
    job.recordings.flatMap(({ file, spans }) =>
      spans.map(([start, end]) => ({ file, start, end: end ?? Infinity })),
    ),
  );
  assert.deepEqual(
    again,
    segments.map(({ file, start, end }) => ({ file, start, end })),
  );
  assert.deepEqual(
    [...planJobs({ segments, measuring, recordings: known }, plan)],
    jobs,
    'the same work, the same jobs',
  );
});

test('a job is JSON, and comes through it as it was', () => {
  const segments = [{ id: 'a', file: 'x/a.wav', start: 0, end: Infinity }];
  const work = { segments, measuring, recordings: recordings(['x/a.wav'], 10), parts: '.partial/input.obj' };
  const [job] = planJobs(work, plan);
  assert.deepEqual(parseJob(JSON.parse(JSON.stringify(job))), job);
});

test('whatever is no job is refused, naming the field and what was found', () => {
  const [job] = planJobs(
    { segments: [{ id: 'a', file: 'a.wav', start: 0, end: 1 }], measuring, recordings: new Map() },
    plan,
  );
  const recording = job.recordings[0];
  const withRecording = (change: object) => ({ ...job, recordings: [{ ...recording, ...change }] });
  for (const [data, message] of [
    [null, /job is null/],
    [{ ...job, plan: '../../x' }, /plan is "\.\.\/\.\.\/x"/],
    [{ ...job, set: 'nothing' }, /no feature set nothing/],
    [{ ...job, set: '__proto__' }, /no feature set __proto__/],
    [{ ...job, index: 1.5 }, /index is 1\.5/],
    [{ ...job, channel: 'process.exit()' }, /channel/],
    [{ ...job, library: '`rm`' }, /library/],
    [{ ...job, parts: '/etc' }, /parts is "\/etc"/],
    [{ ...job, recordings: [] }, /recordings is \[\]/],
    [withRecording({ spans: [[2, 1]] }), /spans is \[2,1\]/],
    [withRecording({ spans: [[-1, 1]] }), /spans/],
    [withRecording({ bytes: '9' }), /bytes is "9"/],
    [withRecording({ sum: 'x' }), /sum is "x"/],
  ] as const)
    assert.throws(() => parseJob(data), message);
});

test('a path that leaves its folder is refused; links that the owner of the data made are followed', () => {
  const outside = temporaryFolder({ 'a.wav': 'x' });
  const data = temporaryFolder({});
  for (const file of [
    '/etc/passwd',
    '../a.wav',
    'x/../../a.wav',
    'x/..',
    'C:/a.wav',
    'x\\..\\a',
    'a\0b',
    '',
    'x//a',
    '..',
  ])
    assert.throws(() => pathBelow(data, file), /expected a relative path that stays inside/, file);
  mkdirSync(path.join(data, 'x'));
  writeFileSync(path.join(data, 'x', 'a..b.wav'), '');
  assert.equal(pathBelow(data, 'x/a..b.wav'), path.join(data, 'x', 'a..b.wav'));
  symlinkSync(outside, path.join(data, 'corpus'));
  assert.equal(pathBelow(data, 'corpus/a.wav'), path.join(data, 'corpus/a.wav'));
});

test('a part survives disk and Redis as it was; a torn or foreign one is none', () => {
  const segments = ['a', 'b'].map((id) => ({ id, file: `x/${id}.wav`, start: 0, end: Infinity }));
  const known = recordings(['x/a.wav', 'x/b.wav'], 10);
  const [job] = planJobs({ segments, measuring: { ...measuring, set: 'prosody' }, recordings: known }, plan);
  const width = featureSet(job.set).features.length;
  const rows = Float64Array.from({ length: width }, (_, i) => (i === 3 ? NaN : i / 7));
  const part = [
    { kind: 'rows', rows, notes: ['odd'] },
    { kind: 'unreadable', reason: 'torn\nin two' },
  ] as const;
  const bytes = encodePart(job, part);
  assert.deepEqual(decodePart(job, bytes), part);
  for (const damaged of [
    bytes.subarray(0, -1),
    Buffer.alloc(0),
    Buffer.from(bytes).fill(1, 90, 91),
    Buffer.concat([bytes, bytes]),
  ])
    assert.equal(decodePart(job, damaged), undefined);
  assert.equal(decodePart({ ...job, index: 1 }, bytes), undefined);
  assert.equal(decodePart({ ...job, plan: '0'.repeat(32) }, bytes), undefined);
  assert.deepEqual(unpackPart(job, packPart(job, part)), part);
  assert.equal(unpackPart(job, Buffer.from('no deflate')), undefined);
  const { shared, own } = jobTexts(job);
  assert.deepEqual(jobOfTexts(shared, own), job);
  assert.throws(() => jobOfTexts(shared, '{"index":'), /not JSON/);
  assert.throws(() => jobOfTexts('null', own), /plan|channel/);
});
