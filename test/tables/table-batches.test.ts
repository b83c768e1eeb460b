import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { columnOf, readTable, writeTable, type Column } from '../../lib/tables/arrow';
import { writeParquet } from '../../lib/tables/parquet';
import { batchRows, readTableBatches, writeTableBatches } from '../../lib/tables/table-batches';
import { answer } from '../../lib/commands/saa';
import { temporaryFolder } from '../support/folder';

const folder = temporaryFolder({});
const provenance = {
  kind: 'utterance-features',
  data: 'c0ffee',
  settings: { floor: 75 },
  versions: { node: 'v20' },
};

/** Rows `from` to `to` of a table that is told by its row numbers. */
function rows(from: number, to: number): Column[] {
  const numbers = Array.from({ length: to - from }, (_, i) => from + i);
  return [
    { name: 'id', type: 'text', values: numbers.map((n) => `発話 ${n}`) },
    {
      name: 'f0',
      type: 'number',
      unit: 'Hz',
      values: Float64Array.from(numbers, (n) => (n % 7 === 3 ? NaN : n / 3)),
    },
    { name: 'raters', type: 'integer', values: Int32Array.from(numbers) },
    { name: 'kept', type: 'boolean', values: numbers.map((n) => n % 2 === 0) },
    {
      name: 'words',
      type: 'texts',
      values: numbers.map((n) => Array.from({ length: n % 3 }, (_, j) => `w${j}`)),
    },
  ];
}

function* inParts(total: number, size: number): Generator<Column[]> {
  for (let from = 0; from < total; from += size) yield rows(from, Math.min(total, from + size));
}

test('in parts of any size: the bytes of the table written at once', async () => {
  const [whole, inPieces] = [join(folder, 'whole.obj'), join(folder, 'pieces.obj')];
  writeTable(whole, rows(0, 1000), provenance);
  for (const size of [1000, 999, 7]) {
    await writeTableBatches(inPieces, inParts(1000, size), provenance);
    assert.ok(readFileSync(inPieces).equals(readFileSync(whole)), `parts of ${size}`);
  }
  await writeTableBatches(inPieces, [rows(0, 0)], provenance);
  writeTable(whole, rows(0, 0), provenance);
  assert.ok(readFileSync(inPieces).equals(readFileSync(whole)), 'no rows');
});

test('more rows than a batch: read whole, checksum and all, and read batch by batch', async () => {
  const path = join(folder, 'long.obj');
  const total = batchRows + 5000;
  const narrow = (columns: Column[]) => columns.slice(1, 3);
  await writeTableBatches(path, [...inParts(total, 30_000)].map(narrow), provenance);
  const table = readTable(path, { kind: provenance.kind });
  assert.deepEqual(table.columns, narrow(rows(0, total)));
  assert.deepEqual(table.provenance, provenance);
  const sizes = await readTableBatches(path, async (parts) => {
    const found: number[] = [];
    for await (const columns of parts) found.push(columns[0].values.length);
    return found;
  });
  assert.deepEqual(sizes, [batchRows, 5000]);
});

test('what goes wrong leaves the earlier file, and nothing beside it', async () => {
  const own = temporaryFolder({ 'kept.obj': 'earlier' });
  const path = join(own, 'kept.obj');
  const failing = function* (): Generator<Column[]> {
    yield rows(0, 10);
    throw new Error('the disk with the parts is gone');
  };
  for (const write of [writeTableBatches, writeParquet]) {
    await assert.rejects(write(path, failing(), provenance), /the disk with the parts is gone/);
    await assert.rejects(write(path, [], provenance), /a table without parts/);
  }
  const changing = [rows(0, 1), rows(1, 2).slice(1)];
  await assert.rejects(
    writeTableBatches(path, changing, provenance),
    /columns f0 .* after id .*; give the same/,
  );
  assert.deepEqual(readdirSync(own), ['kept.obj']);
  assert.equal(readFileSync(path, 'utf8'), 'earlier');
});

test('a file that is no table of ours is refused by name', async () => {
  const path = join(folder, 'torn.obj');
  writeTable(path, rows(0, 10), provenance);
  writeFileSync(path, readFileSync(path).subarray(0, 400));
  const { status, messages } = await answer(['parquet', path, '--out', join(folder, 'x.parquet')]);
  assert.equal(status, 1);
  assert.match(
    messages.join('\n'),
    /torn\.obj: expected a table as an Arrow file of format sentiment-audio-analysis\/1, found a truncated Arrow file/,
  );
  assert.equal((await answer(['parquet', path])).status, 2);
});

const venv = join(__dirname, '..', '..', '.venv');
const libraries = existsSync(join(venv, 'lib')) ? readdirSync(join(venv, 'lib')) : [];
const isReady = ['duckdb', 'pandas', 'pyarrow'].every((name) =>
  libraries.some((library) => existsSync(join(venv, 'lib', library, 'site-packages', name))),
);
const skip = isReady ? false : 'duckdb and pandas are not in .venv; `npm test` puts them there';

const script = `
import json, sys
import duckdb, pandas, pyarrow.parquet
parquet, arrow = sys.argv[1:3]
frame = pandas.read_parquet(parquet)
again = pandas.read_feather(arrow)
sql = duckdb.sql(f"select count(*), count(f0), sum(f0), sum(raters), count(*) filter (kept), sum(len(words)), max(id) from '{parquet}'").fetchall()[0]
metadata = pyarrow.parquet.read_metadata(parquet).metadata
print(json.dumps({
    "duckdb": sql,
    "pandas": [len(frame), int(frame.f0.count()), frame.f0.sum(), int(frame.raters.sum()), int(frame.kept.sum()), int(frame.words.map(len).sum()), frame.id.max()],
    "types": [str(t) for t in frame.dtypes],
    "equal": bool(frame.drop(columns="words").equals(again.drop(columns="words"))) and [list(x) for x in frame.words] == [list(x) for x in again.words],
    "provenance": json.loads(metadata[b"provenance"]),
    "units": json.loads(metadata[b"units"]),
}))
`;

test('the Parquet file in DuckDB and pandas', { skip }, async () => {
  const [arrow, parquet] = [join(folder, 'source.obj'), join(folder, 'table.parquet')];
  const total = 3000;
  writeTable(arrow, rows(0, total), provenance);
  assert.deepEqual(await answer(['parquet', arrow, '--out', parquet]), {
    output: undefined,
    messages: [],
    status: 0,
  });
  const atOnce = readFileSync(parquet);
  await writeParquet(parquet, inParts(total, total), provenance);
  assert.ok(readFileSync(parquet).equals(atOnce), 'the same rows give the same bytes');
  await writeParquet(parquet, inParts(total, 700), provenance); // five row groups
  const found = JSON.parse(
    execFileSync(join(venv, 'bin', 'python'), ['-c', script, parquet, arrow]).toString(),
  ) as Record<string, unknown>;

  const table = readTable(arrow, { kind: provenance.kind });
  const f0 = columnOf(table, 'f0', 'number').filter((value) => !Number.isNaN(value));
  const sum = f0.reduce((total, value) => total + value, 0);
  const ids = columnOf(table, 'id', 'text');
  const expected = [
    total,
    f0.length,
    sum,
    columnOf(table, 'raters', 'integer').reduce((total, value) => total + value, 0),
    columnOf(table, 'kept', 'boolean').filter(Boolean).length,
    columnOf(table, 'words', 'texts').reduce((total, words) => total + words.length, 0),
    ids.reduce((greatest, id) => (id > greatest ? id : greatest)),
  ];
  for (const program of ['duckdb', 'pandas']) {
    const values = found[program] as (number | string)[];
    // Sums of 2,571 numbers may be added in another order: 1e-12 of the sum.
    assert.ok(Math.abs(Number(values[2]) - sum) < 1e-12 * sum, program);
    assert.deepEqual([...values.slice(0, 2), sum, ...values.slice(3)], expected, program);
  }
  assert.equal(found.equal, true);
  assert.deepEqual(found.provenance, provenance);
  assert.deepEqual(found.units, { f0: 'Hz' });
});
