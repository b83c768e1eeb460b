import assert from 'node:assert/strict';
import fs, { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, mock, test } from 'node:test';
import { tableFromIPC, tableToIPC } from 'apache-arrow';
import { random } from '../../lib/stats/random';
import { columnOf, readTable, rowsOf, writeTable, type Column } from '../../lib/tables/arrow';
import { blankChecksum, checksumFits } from '../../lib/tables/checksum';
import type { Provenance } from '../../lib/tables/provenance';
import pickles from '../reference/pickles.json';

const dir = mkdtempSync(join(tmpdir(), 'saa-arrow-'));
after(() => rmSync(dir, { recursive: true }));

const provenance: Provenance = {
  kind: 'utterance-labels',
  data: 'c0ffee',
  settings: { floor: 75, channel: 'left' },
  seed: 1,
  versions: { node: 'v20.20.2', package: '0.1.0' },
};
const kind = provenance.kind;

const columns: Column[] = [
  { name: 'id', type: 'text', values: ['a', '発話 2', ''] },
  { name: 'valence', type: 'number', unit: '1 to 5', values: Float64Array.of(2.5, NaN, -0) },
  { name: 'end', type: 'number', unit: 's', values: Float64Array.of(0.1, Infinity, 5e-324) },
  { name: 'raters', type: 'integer', values: Int32Array.of(3, -4, 2 ** 31 - 1) },
  { name: 'kept', type: 'boolean', values: [true, false, true] },
  { name: 'categories', type: 'texts', values: [['Anger', 'Neutral state'], [], ['']] },
];

test('a table comes back as it was written', () => {
  const path = join(dir, 'new folder', 'output.obj');
  writeTable(path, columns, provenance);
  const found = readTable(path, { kind });
  assert.deepEqual(found.columns, columns);
  assert.deepEqual(found.provenance, provenance);
  assert.equal(rowsOf(found), 3);
  assert.ok(Object.is(columnOf(found, 'valence', 'number')[2], -0));
});

test('a table of no rows keeps its columns', () => {
  const path = join(dir, 'empty.obj');
  const empty: Column[] = [
    { name: 'id', type: 'text', values: [] },
    { name: 'x', type: 'number', values: new Float64Array(0) },
    { name: 'n', type: 'integer', values: new Int32Array(0) },
    { name: 'b', type: 'boolean', values: [] },
    { name: 'l', type: 'texts', values: [] },
  ];
  writeTable(path, empty, provenance);
  assert.deepEqual(readTable(path, { kind }).columns, empty);
});

test('random numbers with gaps come back bit for bit, over several bitmap bytes', () => {
  const draws = random(3);
  const values = Float64Array.from({ length: 1003 }, () => (draws.next() < 0.3 ? NaN : draws.normal()));
  const path = join(dir, 'random.obj');
  writeTable(path, [{ name: 'x', type: 'number', values }], provenance);
  assert.deepEqual(columnOf(readTable(path, { kind }), 'x', 'number'), values);
});

test('the same table gives the same bytes, whatever kind of NaN it holds', () => {
  const [one, two] = [join(dir, 'one.obj'), join(dir, 'two.obj')];
  const otherNaN = new Float64Array(new BigUint64Array([0xfff8000000000001n]).buffer);
  writeTable(one, [{ name: 'x', type: 'number', values: Float64Array.of(NaN) }], provenance);
  writeTable(two, [{ name: 'x', type: 'number', values: otherNaN }], provenance);
  assert.ok(readFileSync(one).equals(readFileSync(two)));
});

test('columns of different length or of one name are refused before anything is written', () => {
  const path = join(dir, 'uneven.obj');
  const x: Column = { name: 'x', type: 'number', values: Float64Array.of(1, 2) };
  const y: Column = { name: 'y', type: 'text', values: ['a'] };
  assert.throws(() => writeTable(path, [x, y], provenance), /RangeError: column 'y' has 1 rows, 'x' has 2/);
  assert.throws(() => writeTable(path, [x, x], provenance), /two columns are named 'x'/);
  assert.equal(fs.existsSync(path), false);
});

test('asking for a column that is not there names the file and what it has', () => {
  const path = join(dir, 'output.obj');
  writeTable(path, columns, provenance);
  const table = readTable(path, { kind });
  assert.throws(
    () => columnOf(table, 'arousal', 'number'),
    /output\.obj: expected a column 'arousal' of type number, but the file has id, valence, end, raters, kept, categories/,
  );
  assert.throws(() => columnOf(table, 'id', 'number'), /the file holds text values there/);
});

test('every beginning of a file is refused, saying that it is truncated and which notebook makes it', () => {
  const path = join(dir, 'input.obj');
  writeTable(path, columns, provenance);
  const whole = readFileSync(path);
  for (let length = 0; length < whole.length; length += length < 64 || length > whole.length - 64 ? 1 : 97) {
    writeFileSync(path, whole.subarray(0, length));
    const found = length === 0 ? 'an empty file' : length < 6 ? 'something else' : 'a truncated Arrow file';
    assert.throws(() => readTable(path, { kind }), {
      message: new RegExp(`input\\.obj: expected .* found ${found}.* run notebook preprocess_data `),
    });
  }
});

test('what is no table of ours is refused by what it is', () => {
  const path = join(dir, 'input-interview-frameLengh4-overlap2.obj');
  const refused = (content: Uint8Array | string, message: RegExp) => {
    writeFileSync(path, content);
    assert.throws(() => readTable(path, { kind }), message);
  };
  refused(
    Buffer.from(pickles.protocols['3'].plain, 'base64'),
    /found a Python pickle of the original project; delete/,
  );
  refused('{"a": 1}', /found a JSON text; .* run notebook preprocess_data_interview_data/);
  refused(Buffer.from([1, 2, 3]), /found something else \(3 bytes, beginning with 010203\)/);
  writeTable(path, columns, provenance);
  const table = tableFromIPC(readFileSync(path));
  table.schema.metadata.set('format', 'sentiment-audio-analysis/99');
  refused(
    tableToIPC(table, 'file'),
    /format sentiment-audio-analysis\/1, found sentiment-audio-analysis\/99;/,
  );
  table.schema.metadata.clear();
  refused(tableToIPC(table, 'file'), /found a file of another program;/);
  rmSync(path);
  assert.throws(
    () => readTable(path, { kind }),
    /obj is missing; run notebook preprocess_data_interview_data/,
  );
});

test('a table of another kind is refused, naming both', () => {
  const path = join(dir, 'output.obj');
  writeTable(path, columns, provenance);
  assert.throws(
    () => readTable(path, { kind: 'interview-predictions' }),
    /expected interview-predictions .* found utterance-labels; delete it and run notebook preprocess_data/,
  );
});

test('a changed byte anywhere is noticed', () => {
  const path = join(dir, 'damaged.obj');
  writeTable(path, columns, provenance);
  const whole = readFileSync(path);
  assert.ok(checksumFits([whole]));
  for (let at = 0; at < whole.length; at++) {
    const changed = Buffer.from(whole);
    changed[at] ^= 1;
    assert.equal(checksumFits([changed]), false, `byte ${at}`);
    if (at % 97 !== 0) continue; // files take their time
    writeFileSync(path, changed);
    assert.throws(
      () => readTable(path, { kind }),
      /^Error: .*damaged\.obj: expected .* found /,
      `byte ${at}`,
    );
  }
});

test('a table whose text looks like a checksum is read', () => {
  const path = join(dir, 'odd.obj');
  const values = [blankChecksum, blankChecksum.replaceAll('0', '1')];
  writeTable(path, [{ name: 'x', type: 'text', values }], provenance);
  assert.equal(columnOf(readTable(path, { kind }), 'x', 'text')[1], values[1]);
});

test('a full disk leaves the earlier file and no temporary one, and says what to do', () => {
  const folder = mkdtempSync(join(dir, 'full-'));
  const path = join(folder, 'output.obj');
  writeTable(path, columns, provenance);
  const before = readFileSync(path);
  const full = mock.method(fs, 'writeFileSync', () => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  });
  try {
    assert.throws(
      () => writeTable(path, columns.slice(0, 1), provenance),
      /cannot write .*output\.obj: the disk is full; free some space and run again.* unchanged/,
    );
  } finally {
    full.mock.restore();
  }
  assert.ok(readFileSync(path).equals(before));
  assert.deepEqual(readdirSync(folder), ['output.obj']);
});
