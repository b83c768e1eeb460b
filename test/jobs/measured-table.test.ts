import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { encodeWav } from '../../lib/audio/wav';
import { featureSet } from '../../lib/features/sets';
import { measure } from '../../lib/jobs/measure';
import { measuredTable } from '../../lib/jobs/measured-table';
import { runHere, type RunJobs } from '../../lib/jobs/run-here';
import { row } from '../../lib/tables/feature-table';
import { startChild } from '../support/child';
import { temporaryFolder } from '../support/folder';
import {
  begun,
  measureInto,
  measurerWithoutThread,
  startOddMeasurer,
  tableIn,
  tones,
  undisturbed,
} from '../support/jobs';

const whole = (file: string) => ({ id: file, file, start: 0, end: Infinity });
const settings = (dataDir: string) => ({ dataDir, set: 'prosody', channel: 'left' as const });
const f0Mean = featureSet('prosody').features.findIndex((feature) => feature.name === 'f0_mean');
const plainly = (dataDir: string): RunJobs =>
  runHere(dataDir, { threads: 1, start: () => measurerWithoutThread(dataDir, true) });
const partsIn = (artifacts: string) =>
  readdirSync(path.join(artifacts, '.partial'), { recursive: true })
    .map((name) => path.join(artifacts, '.partial', String(name)))
    .filter((name) => name.endsWith('.part'))
    .sort();
/** Stops a run as soon as a job is done. */
const stop = (done: number): void => {
  if (done > 0) throw new Error('interrupted');
};

test('rows come in the order of the segments, and a bad recording stops nothing', async () => {
  const { dataDir } = tones(['a', 'b', 'c']);
  writeFileSync(path.join(dataDir, 'bad.wav'), 'not a recording');
  // As a program leaves it that writes to a pipe: the size of the samples is not filled in.
  const streamed = encodeWav([new Float64Array(8000).fill(0.1)], 16000);
  new DataView(streamed.buffer, streamed.byteOffset).setUint32(40, 0, true);
  writeFileSync(path.join(dataDir, 'streamed.wav'), streamed);
  const segments = [
    whole('c/one.wav'),
    whole('bad.wav'),
    whole('a/one.wav'),
    { id: 'b@0.1', file: 'b/one.wav', start: 0.1, end: 0.3 },
    whole('streamed.wav'),
  ];
  const { table, skipped, remarks } = await measure(segments, settings(dataDir));
  assert.deepEqual(
    table.segments.map((segment) => segment.id),
    ['c/one.wav', 'a/one.wav', 'b@0.1', 'streamed.wav'],
  );
  const hz = [0, 1, 2].map((i) => Math.round(row(table, i)[f0Mean]));
  assert.deepEqual(hz, [130, 110, 120]);
  assert.deepEqual(
    skipped.map(({ file }) => file),
    ['bad.wav'],
  );
  assert.match(skipped[0].reason, /^bad\.wav/, 'the same on every machine: without the data folder');
  assert.deepEqual(
    remarks.map(({ file, kind }) => [file, kind]),
    [
      ['a/one.wav', 'low sample rate'],
      ['b/one.wav', 'very short'],
      ['b/one.wav', 'low sample rate'],
      ['c/one.wav', 'low sample rate'],
      ['streamed.wav', 'unusual file'],
      ['streamed.wav', 'rows without a value'],
    ],
  );
});

test('a run that was stopped goes on where it was', async () => {
  const corpus = tones(['a', 'b', 'c']);
  const artifacts = temporaryFolder({});
  await assert.rejects(measureInto(artifacts, corpus, plainly(corpus.dataDir), stop), /interrupted/);
  const reports: number[] = [];
  const { jobs } = await measureInto(artifacts, corpus, plainly(corpus.dataDir), (done) =>
    reports.push(done),
  );
  assert.deepEqual([jobs.kept, jobs.done], [1, 2]);
  assert.deepEqual(reports, [2, 4, 6]);
  assert.equal(new Set(begun(corpus.dataDir)).size, begun(corpus.dataDir).length);
  assert.deepEqual(tableIn(artifacts), await undisturbed(corpus));
  assert.deepEqual(readdirSync(path.join(artifacts, '.partial')), [], 'neither parts nor lock are left');
});

test('parts that a run killed after merging left behind go with the next run', async () => {
  const corpus = tones(['a', 'b']);
  const artifacts = temporaryFolder({});
  await assert.rejects(measureInto(artifacts, corpus, plainly(corpus.dataDir), stop), /interrupted/);
  const parts = path.join(artifacts, '.partial', 'table.obj');
  cpSync(parts, path.join(artifacts, 'aside'), { recursive: true });
  await measureInto(artifacts, corpus, plainly(corpus.dataDir));
  renameSync(path.join(artifacts, 'aside'), parts);
  writeFileSync(path.join(artifacts, 'table.obj.12.tmp'), 'half a table');
  const again = await measureInto(artifacts, corpus, plainly(corpus.dataDir));
  assert.equal(again.reused, true);
  assert.deepEqual(readdirSync(path.join(artifacts, '.partial')), []);
  const other = tones(['c']);
  await measureInto(artifacts, other, plainly(other.dataDir));
  assert.deepEqual(readdirSync(artifacts).sort(), ['.partial', 'table.obj'], 'no unfinished file');
});

test('a run killed at once goes on where it was, too; its lock holds nobody up', async () => {
  const corpus = tones(['a', 'b', 'slow']);
  const artifacts = temporaryFolder({});
  const files = JSON.stringify(corpus.segments.map(({ file }) => file));
  const doomed = startChild('coordinator.ts', [artifacts, corpus.dataDir, files]);
  await doomed.says(/done 4/);
  await assert.rejects(
    measureInto(artifacts, corpus, plainly(corpus.dataDir)),
    /is in use by process \d+ on/,
  );
  await doomed.kill();
  const { jobs } = await measureInto(artifacts, corpus, plainly(corpus.dataDir));
  assert.deepEqual([jobs.kept, jobs.done], [2, 1]);
  assert.deepEqual(tableIn(artifacts), await undisturbed(corpus));
});

test('a torn part is found and measured again', async () => {
  const corpus = tones(['a', 'b', 'c']);
  for (const tear of [
    (file: string) => truncateSync(file, 200),
    (file: string) => writeFileSync(file, readFileSync(file).fill(7, 300, 301)),
  ]) {
    const artifacts = temporaryFolder({});
    await assert.rejects(measureInto(artifacts, corpus, plainly(corpus.dataDir), stop), /interrupted/);
    const [part] = partsIn(artifacts);
    writeFileSync(`${part}.1.tmp`, 'left by a killed process');
    tear(part);
    const { jobs } = await measureInto(artifacts, corpus, plainly(corpus.dataDir));
    assert.deepEqual([jobs.kept, jobs.done], [0, 3]);
    assert.deepEqual(tableIn(artifacts), await undisturbed(corpus));
  }
});

test('a recording that ends or holds up its thread is set aside after three tries, the rest goes on', async () => {
  const corpus = tones(['a', 'crash', 'hang', 'd']);
  const artifacts = temporaryFolder({});
  const start = () => startOddMeasurer(corpus.dataDir, 2);
  const { table, skipped } = await measureInto(artifacts, corpus, runHere('', { threads: 1, start }));
  assert.deepEqual(
    skipped.map(({ reason }) => reason),
    [
      'crash/one.wav: set aside after 3 tries, the last ended its thread: out of something',
      'hang/one.wav: set aside after 3 tries, none finished within 2 s',
    ],
  );
  assert.equal(table.segments.length, 6);
  const tries = (file: string) => begun(corpus.dataDir).filter((name) => name === file).length;
  assert.deepEqual(['crash/one.wav', 'hang/one.wav', 'd/one.wav'].map(tries), [3, 3, 1]);
});

test('a recording that changes during the run is not measured for another', async () => {
  const corpus = tones(['a', 'b']);
  const artifacts = temporaryFolder({});
  const change = (done: number): void => {
    if (done === 2) writeFileSync(path.join(corpus.dataDir, 'b/one.wav'), 'other');
  };
  const run = measureInto(artifacts, corpus, plainly(corpus.dataDir), change);
  await assert.rejects(run, /b\/one\.wav holds other data/);
});

test('a full disk while merging leaves what was there, and the parts', async () => {
  const corpus = tones(['a', 'b', 'c']);
  const artifacts = temporaryFolder({ 'table.txt': '' });
  const files = JSON.stringify(corpus.segments.map(({ file }) => file));
  const bytes = (await undisturbed(corpus)).length;
  // No file of more bytes can be written: each part still fits, the table does not.
  const full = startChild('coordinator.ts', [artifacts, corpus.dataDir, files], bytes / 2);
  assert.match(
    await full.says(/stopped|finished/),
    /stopped: cannot write .*table\.obj: the file would be larger/,
  );
  assert.ok(!existsSync(path.join(artifacts, 'table.obj')));
  const { jobs } = await measureInto(artifacts, corpus, plainly(corpus.dataDir));
  assert.deepEqual([jobs.kept, jobs.done], [3, 0], 'nothing is measured again');
  assert.deepEqual(tableIn(artifacts), await undisturbed(corpus));
});

test('a stored table is taken as it is until the data or the settings change', async () => {
  const { dataDir, segments } = tones(['a']);
  writeFileSync(path.join(dataDir, 'bad.wav'), 'not a recording');
  const file = path.join(temporaryFolder({}), 'table.obj');
  const all = [...segments, whole('bad.wav')];
  const run = (sum: string, hop: number) => {
    const recordings = new Map(all.map((one) => [one.file, { bytes: 1, sum }]));
    const source = { kind: 'test', recordings, settings: { hop } };
    // The sums are made up, and these threads are not asked to compare them.
    const unchecked: RunJobs = (jobs, finish, about) => plainly(dataDir)(withoutSums(jobs), finish, about);
    return measuredTable({ file, segments: all, measuring: settings(dataDir), source, run: unchecked });
  };
  const first = await run('hash', 2);
  assert.equal(first.reused, false);
  const bytes = readFileSync(file);
  const second = await run('hash', 2);
  assert.equal(second.reused, true);
  assert.deepEqual(second.table, first.table);
  assert.deepEqual([second.skipped, second.remarks], [first.skipped, first.remarks]);
  const third = await run('hash', 1);
  assert.deepEqual([third.reused, third.changes], [false, ['settings.hop changed 2 → 1']]);
  await run('hash', 2);
  assert.deepEqual(readFileSync(file), bytes, 'the same work gives the same bytes');
});

function* withoutSums(jobs: Parameters<RunJobs>[0]): Parameters<RunJobs>[0] & Generator {
  for (const job of jobs) {
    yield { ...job, recordings: job.recordings.map((recording) => ({ ...recording, sum: null })) };
  }
}

test('a pickle of the original project is neither read as a table nor overwritten', async () => {
  const corpus = tones(['a']);
  const artifacts = temporaryFolder({ 'table.obj': Buffer.from([0x80, 3, 0x5d, 0x2e]) });
  await assert.rejects(measureInto(artifacts, corpus, plainly(corpus.dataDir)), /table\.obj.*Python pickle/);
  assert.equal(tableIn(artifacts).length, 4);
});
