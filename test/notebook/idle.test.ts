import assert from 'node:assert/strict';
import test from 'node:test';
import { takeSteps, text, type CellResult } from '../support/cells';

test('a kernel that waits loads what draws pictures', () => {
  const [, waited] = takeSteps([
    "import './lib/notebook/show';",
    `await new Promise((resolve) => setTimeout(resolve, 3000));
     console.log(Object.keys(require.cache).some((file) => file.includes('jsdom/lib/api')));`,
  ]) as CellResult[];
  assert.equal(text(waited), 'true\n');
});
