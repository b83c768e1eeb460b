import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { columnOf, readTable, writeTable } from '../../lib/tables/arrow';
import { toCsv } from '../../lib/tables/csv';
import type { FeatureTable } from '../../lib/tables/feature-table';
import { columnsOfFeatures } from '../../lib/tables/feature-columns';
import { readFeatureTable } from '../../lib/tables/feature-table-file';

const dir = mkdtempSync(join(tmpdir(), 'saa-features-'));
after(() => rmSync(dir, { recursive: true }));

const table: FeatureTable = {
  segments: [
    { id: 'a', file: 'Session1/a.wav', start: 0, end: Infinity },
    { id: 'p1@2', file: 'data_interview/P1.wav', start: 2, end: 6 },
    { id: 'p1@4', file: 'data_interview/P1.wav', start: 4, end: 8 },
  ],
  features: ['f0_mean', 'jitter'],
  values: Float64Array.of(120.5, NaN, 201, 1.25, NaN, NaN),
};
const provenance = {
  kind: 'utterance-features',
  data: 'c0ffee',
  features: { name: 'pair', version: 2 },
  settings: {},
  versions: {},
};

test('a feature table comes back as it was written, with units on disk', () => {
  const path = join(dir, 'input.obj');
  writeTable(path, columnsOfFeatures(table, ['Hz', '%']), provenance);
  assert.deepEqual(readFeatureTable(path, { kind: 'utterance-features' }), { table, provenance });
  const stored = readTable(path, { kind: 'utterance-features' });
  assert.deepEqual(
    stored.columns.map(({ name, unit }) => [name, unit]),
    [
      ['id', undefined],
      ['file', undefined],
      ['start', 's'],
      ['end', 's'],
      ['f0_mean', 'Hz'],
      ['jitter', '%'],
    ],
  );
  assert.deepEqual(columnOf(stored, 'jitter', 'number'), Float64Array.of(NaN, 1.25, NaN));
});

test('a table without rows keeps its features', () => {
  const path = join(dir, 'empty.obj');
  const empty = { ...table, segments: [], values: new Float64Array(0) };
  writeTable(path, columnsOfFeatures(empty, ['Hz', '%']), provenance);
  assert.deepEqual(readFeatureTable(path, { kind: 'utterance-features' }).table, empty);
});

test('as CSV', () => {
  assert.equal(
    toCsv(columnsOfFeatures(table, ['Hz', '%'])).split('\n')[1],
    'a,Session1/a.wav,0,Infinity,120.5,',
  );
});
