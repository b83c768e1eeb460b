import assert from 'node:assert/strict';
import test, { before, describe } from 'node:test';
import { takeSteps, text, traceback } from '../support/cells';
import type { CellResult, Step } from '../support/cells';
import { sequences } from './sequences';
import type { Cell } from './sequences';

const printed = (source: string): string =>
  source.startsWith('= ') ? `console.log(JSON.stringify(${source.slice(2)}));` : source;

function stepOf(cell: Cell): Step {
  if (typeof cell === 'string') return cell;
  if ('interrupt' in cell) return { interrupt: cell.interrupt };
  return 'fails' in cell ? cell.fails : printed(cell[0]);
}

function check(cell: Cell, result: CellResult): void {
  const said = traceback(result);
  if (typeof cell !== 'string' && 'interrupt' in cell) {
    assert.match(said, /^Interrupted/);
    return;
  }
  if (typeof cell !== 'string' && 'fails' in cell) {
    assert.match(said, cell.with, cell.fails);
    return;
  }
  const source = typeof cell === 'string' ? cell : cell[0];
  assert.equal(result.status, 'ok', `${source}\n${said}`);
  if (typeof cell !== 'string') assert.equal(text(result).trimEnd(), cell[1], source);
}

describe('cells give what one program gives', () => {
  let results: CellResult[] = [];
  before(() => {
    // One kernel for all: names of one sequence that another declares again are one more case.
    results = takeSteps(sequences.flatMap(({ cells }) => cells.map(stepOf))) as CellResult[];
  });
  let from = 0;
  for (const { title, cells } of sequences) {
    const first = from;
    from += cells.length;
    test(title, () => cells.forEach((cell, i) => check(cell, results[first + i])));
  }
});
