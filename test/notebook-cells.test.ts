import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { median } from '../lib/stats/summary';

interface Notebook {
  readonly cells: readonly { readonly cell_type: string; readonly source: string | readonly string[] }[];
}

const folder = path.resolve(__dirname, '..', 'notebooks');
const notebooks = readdirSync(folder)
  .filter((file) => file.endsWith('.ipynb'))
  .map((file) => ({ name: path.basename(file, '.ipynb'), cells: codeLines(file) }));

/** The lines of each code cell that are not blank. */
function codeLines(file: string): string[][] {
  const { cells } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Notebook;
  return cells
    .filter(({ cell_type }) => cell_type === 'code')
    .map(({ source }) =>
      [source]
        .flat()
        .join('')
        .split('\n')
        .filter((line) => line.trim() !== ''),
    );
}

/** Lines of code that a notebook of the study may have; together at most 300. */
const most: Readonly<Record<string, number>> = {
  preprocess_data: 60,
  emotion_analysis: 110,
  preprocess_data_interview_data: 55,
  analyzing_relationship_frame_and_interview_level: 75,
};

for (const { name, cells } of notebooks) {
  test(`${name}: cells load, call or show`, () => {
    const counts = cells.map(({ length }) => length);
    assert.ok(median(counts) <= 4, `a cell has ${median(counts)} lines in the median`);
    for (const cell of cells) assert.ok(cell.length <= 15, `${cell.length} lines: ${cell[0]}`);
    const lines = counts.reduce((sum, count) => sum + count, 0);
    assert.ok(lines <= (most[name] ?? Infinity), `${lines} lines of code`);
  });

  test(`${name}: one line imports all it uses`, () => {
    const [first, ...others] = cells.flat();
    assert.match(first, /^import \{ [\w, ]+ \} from '\.\/lib\/index';$/);
    assert.deepEqual(
      others.filter((line) => /^\s*import\b|\bimport\(|\brequire\(/.test(line)),
      [],
    );
  });
}

test('the notebooks of the study have at most 300 lines of code together', () => {
  const ofStudy = notebooks.filter(({ name }) => Object.hasOwn(most, name));
  assert.equal(ofStudy.length, 4);
  const lines = ofStudy.flatMap(({ cells }) => cells.flat()).length;
  assert.ok(lines <= 300, `${lines} lines of code`);
});
