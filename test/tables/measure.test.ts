import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { encodeWav } from '../../lib/audio/wav';
import { original83 } from '../../lib/features/original83';
import { row } from '../../lib/tables/feature-table';
import { measure } from '../../lib/tables/measure';
import { measuredTable } from '../../lib/tables/measured-table';
import { temporaryFolder } from '../support/folder';

/** A folder with three tones and a file that is no recording. */
function recordings() {
  const dataDir = temporaryFolder({});
  for (const [name, hz] of [
    ['a', 120],
    ['b', 200],
    ['c', 300],
  ] as const) {
    const tone = Float64Array.from(
      { length: 8000 },
      (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / 16000),
    );
    writeFileSync(path.join(dataDir, `${name}.wav`), encodeWav([tone], 16000));
  }
  writeFileSync(path.join(dataDir, 'bad.wav'), 'not a recording');
  // As a program leaves it that writes to a pipe: the size of the samples is not filled in.
  const streamed = encodeWav([new Float64Array(8000).fill(0.1)], 16000);
  new DataView(streamed.buffer, streamed.byteOffset).setUint32(40, 0, true);
  writeFileSync(path.join(dataDir, 'streamed.wav'), streamed);
  return { dataDir, artifacts: temporaryFolder({}) };
}

const whole = (file: string) => ({ id: file, file: `${file}.wav`, start: 0, end: Infinity });
const settings = (dataDir: string) => ({ dataDir, set: 'original83', channel: 'left' as const });
const f0Mean = original83.features.findIndex((feature) => feature.name === 'f0_mean');

test('rows come in the order of the segments, and a bad recording stops nothing', async () => {
  const { dataDir, artifacts } = recordings();
  const options = { journal: path.join(artifacts, 'j'), key: 'k' };
  const segments = [
    whole('c'),
    whole('bad'),
    whole('a'),
    { id: 'b@0.1', file: 'b.wav', start: 0.1, end: 0.4 },
  ];
  const { table, skipped } = await measure(segments, settings(dataDir), options);
  assert.deepEqual(
    table.segments.map((segment) => segment.id),
    ['c', 'a', 'b@0.1'],
  );
  const hz = table.segments.map((_, i) => Math.round(row(table, i)[f0Mean]));
  assert.deepEqual(hz, [300, 120, 200]);
  assert.equal(skipped.length, 1);
  assert.match(skipped[0].reason, /bad\.wav/);
});

test('what is unusual about a readable recording is passed on', async () => {
  const { dataDir, artifacts } = recordings();
  const options = { journal: path.join(artifacts, 'j'), key: 'k' };
  const { table, remarks } = await measure(['a', 'streamed'].map(whole), settings(dataDir), options);
  assert.equal(table.segments.length, 2);
  assert.deepEqual(
    remarks.map(({ file }) => file),
    ['streamed.wav'],
  );
});

test('a run that was stopped goes on where it was', async () => {
  const { dataDir, artifacts } = recordings();
  const journal = path.join(artifacts, 'j');
  const segments = ['a', 'b', 'c'].map(whole);
  const stop = (done: number) => {
    if (done === 1) throw new Error('interrupted');
  };
  await assert.rejects(
    measure(segments, settings(dataDir), { journal, key: 'k', onDone: stop }),
    /interrupted/,
  );
  const finished = readFileSync(journal, 'utf8').trim().split('\n').length - 1;
  assert.ok(finished >= 1, 'the recording that was finished is in the journal');
  const reports: number[] = [];
  const { table } = await measure(segments, settings(dataDir), {
    journal,
    key: 'k',
    onDone: (done) => reports.push(done),
  });
  assert.equal(reports[0], finished);
  assert.equal(table.segments.length, 3);
});

test('a stored table is taken as it is until the data or the settings change', async () => {
  const { dataDir, artifacts } = recordings();
  const file = path.join(artifacts, 'table.obj');
  const segments = ['a', 'bad'].map(whole);
  const run = (data: string, hop: number) =>
    measuredTable(file, segments, settings(dataDir), { kind: 'test', data, settings: { hop } });
  const first = await run('hash', 2);
  assert.equal(first.reused, false);
  assert.ok(!existsSync(path.join(artifacts, '.partial', 'table.obj.jsonl')), 'the journal is gone');
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

test('a pickle of the original project is neither read as a table nor overwritten', async () => {
  const { dataDir, artifacts } = recordings();
  const file = path.join(artifacts, 'input.obj');
  writeFileSync(file, Buffer.from([0x80, 3, 0x5d, 0x2e]));
  const run = measuredTable(file, [whole('a')], settings(dataDir), { kind: 'test', data: 'hash' });
  await assert.rejects(run, /input\.obj.*Python pickle/);
  assert.equal(readFileSync(file).length, 4);
});
