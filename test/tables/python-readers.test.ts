import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { writeTable } from '../../lib/tables/arrow';

const dir = mkdtempSync(join(tmpdir(), 'saa-readers-'));
after(() => rmSync(dir, { recursive: true }));

// The project's own environment; `npm test` puts the packages there.
const venv = join(__dirname, '..', '..', '.venv');
const python = join(venv, 'bin', 'python');
const libraries = existsSync(join(venv, 'lib')) ? readdirSync(join(venv, 'lib')) : [];
const isReady = libraries.some((library) =>
  existsSync(join(venv, 'lib', library, 'site-packages', 'polars')),
);
const skip = isReady ? false : 'pandas and polars are not in .venv; `npm test` puts them there';

const script = `
import json, sys
import pandas, polars, pyarrow.feather
path = sys.argv[1]
frame, table = pandas.read_feather(path), polars.read_ipc(path)
schema = pyarrow.feather.read_table(path).schema
print(json.dumps({
    "pandas": {
        "columns": list(frame.columns),
        "valence": [str(x) for x in frame.valence],
        "mean": frame.valence.mean(),
        "id": frame.id.tolist(),
        "categories": [list(x) for x in frame.categories],
        "kept": frame.kept.tolist(),
        "raters": [str(frame.raters.dtype), frame.raters.tolist()],
    },
    "polars": {
        "columns": table.columns,
        "missing": table["valence"].null_count(),
        "mean": table["valence"].mean(),
        "id": table["id"].to_list(),
        "categories": table["categories"].to_list(),
        "kept": table["kept"].to_list(),
        "raters": [str(table["raters"].dtype), table["raters"].to_list()],
    },
    "unit": schema.field("valence").metadata[b"unit"].decode(),
    "provenance": json.loads(schema.metadata[b"provenance"]),
}))
`;

test('pandas and polars read a table, its gaps and its provenance', { skip }, () => {
  const path = join(dir, 'output.obj');
  const provenance = {
    kind: 'utterance-labels',
    data: 'c0ffee',
    settings: { floor: 75 },
    seed: 1,
    versions: { node: 'v20.20.2' },
  };
  const id = ['a', '発話', 'c'];
  const categories = [['Anger', 'Neutral state'], [], ['Sadness']];
  const kept = [true, false, true];
  writeTable(
    path,
    [
      { name: 'id', type: 'text', values: id },
      { name: 'valence', type: 'number', unit: '1 to 5', values: Float64Array.of(2.5, NaN, 4) },
      { name: 'raters', type: 'integer', values: Int32Array.of(3, 2, 4) },
      { name: 'kept', type: 'boolean', values: kept },
      { name: 'categories', type: 'texts', values: categories },
    ],
    provenance,
  );
  const found: unknown = JSON.parse(execFileSync(python, ['-c', script, path], { encoding: 'utf8' }));
  const columns = ['id', 'valence', 'raters', 'kept', 'categories'];
  assert.deepEqual(found, {
    pandas: {
      columns,
      valence: ['2.5', 'nan', '4.0'],
      mean: 3.25,
      id,
      categories,
      kept,
      raters: ['int32', [3, 2, 4]],
    },
    polars: { columns, missing: 1, mean: 3.25, id, categories, kept, raters: ['Int32', [3, 2, 4]] },
    unit: '1 to 5',
    provenance,
  });
});
