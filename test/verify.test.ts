import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import { columnAgreements, columnsVerdict, withinVerdict } from '../scripts/verify/agreement';
import { readReference, segmentsOf } from '../scripts/verify/reference';
import { temporaryFolder } from './support/folder';

const rows = (features: readonly string[], ...values: number[]) => ({
  features,
  values: Float64Array.from(values),
});

test('columns are compared by name, over the rows both have', () => {
  const reference = rows(['a', 'b', 'c', 'd', 'e'], 1, 5, 0, 7, 1, 2, 5, NaN, 8, 2, 4, 5, 1, 9, 3);
  const ours = rows(['c', 'b', 'a', 'e'], 0, 5, 10, NaN, 2, 5, 20, NaN, NaN, 5, 40, NaN);
  const [a, b, c, d, e] = columnAgreements(ours, reference);
  assert.ok(Math.abs(a.r - 1) < 1e-12); // proportional
  assert.deepEqual(b, { name: 'b', r: 1, lone: 0, leftOut: false }); // the same constant has no correlation
  assert.deepEqual(c, { name: 'c', r: NaN, lone: 2, leftOut: false }); // one common row is too few
  assert.deepEqual(d, { name: 'd', r: NaN, lone: 3, leftOut: true }); // no such column
  assert.deepEqual(e, { name: 'e', r: NaN, lone: 3, leftOut: true }); // a column without values
});

test('a constant that is another one does not agree', () => {
  const [a] = columnAgreements(rows(['a'], 5, 5, 5), rows(['a'], 6, 6, 6));
  assert.deepEqual(a, { name: 'a', r: NaN, lone: 0, leftOut: false });
});

test('columns meet what is asked when enough of them reach every level and none is left out', () => {
  const columns = [1, 0.9995, 0.992, 0.5].map((r, i) => ({ name: `c${i}`, r, lone: i, leftOut: false }));
  const verdict = (levels: [number, number][]) => columnsVerdict('x', columns, levels);
  assert.equal(verdict([[0.999, 2], [0.99, 3]]).met, true); // prettier-ignore
  assert.equal(verdict([[0.999, 3], [0.99, 3]]).met, false); // prettier-ignore
  assert.equal(verdict([[0.999, 2], [0.99, 4]]).met, false); // prettier-ignore
  const { asked, found } = verdict([[0.99, 3]]);
  assert.equal(asked, 'r ≥ .99 for 3 of 4');
  assert.equal(found, '≥ .99 for 3; lowest .5 (c3); 6 values one program alone has');
  const gap = columnsVerdict(
    'x',
    [...columns, { name: 'gone', r: NaN, lone: 9, leftOut: true }],
    [[0.99, 3]],
  );
  assert.equal(gap.met, false);
  assert.match(gap.found, /lowest NaN \(gone\).*left out: gone/);
});

test('values lie near enough when the share asked does; a missing one does not', () => {
  const reference = new Float64Array(20);
  const near = Float64Array.from({ length: 20 }, (_, i) => (i === 0 ? 3 : 0.01));
  const asked = { limit: 0.02, share: 0.95 };
  assert.equal(withinVerdict('x', near, reference, asked).met, true); // 19 of 20
  near[1] = NaN;
  const { met, found } = withinVerdict('x', near, reference, asked);
  assert.equal(met, false);
  assert.equal(found, 'within .02 for 90 %; 95 % within 3.0, largest NaN');
});

test('a reference is read row by row, every Nth when asked, with its gaps', async () => {
  const folder = temporaryFolder({
    'good.csv': 'file,start,a,b\nP1.wav,0.0,1,\nP1.wav,2.0,3,nan\nP2.wav,0.0,5,6\n',
    'torn.csv': 'file,start,a,b\nP1.wav,0.0,1\n',
    'text.csv': 'file,start,a,b\nP1.wav,0.0,1,loud\n',
    'other.csv': 'a,b\n1,2\n',
  });
  const table = await readReference(path.join(folder, 'good.csv'), 1);
  assert.deepEqual(table.features, ['a', 'b']);
  assert.deepEqual(Array.from(table.values), [1, NaN, 3, NaN, 5, 6]);
  assert.deepEqual(segmentsOf(table, 'folder', 4)[1], {
    id: 'P1.wav@2',
    file: 'folder/P1.wav',
    start: 2,
    end: 6,
  });
  const second = await readReference(path.join(folder, 'good.csv'), 2);
  assert.deepEqual(
    [second.files, Array.from(second.values)],
    [
      ['P1.wav', 'P2.wav'],
      [1, NaN, 5, 6],
    ],
  );
  const reading = (name: string) => readReference(path.join(folder, name), 1);
  await assert.rejects(reading('torn.csv'), /torn\.csv, line 2: 3 fields, the first line has 4/);
  await assert.rejects(reading('text.csv'), /text\.csv, line 2: b is 'loud', expected a number/);
  await assert.rejects(reading('other.csv'), /other\.csv: expected columns file, start/);
});

test('npm run verify refuses a folder without references', () => {
  const script = path.join(__dirname, '..', 'scripts', 'verify.ts');
  const folder = temporaryFolder({});
  const { stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', script, folder], {
    cwd: path.join(__dirname, '..'),
    encoding: 'utf8',
  });
  assert.equal(status, 2);
  assert.match(stderr, /holds no folder reference\/; name one that does/);
});
