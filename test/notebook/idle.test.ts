import assert from 'node:assert/strict';
import test from 'node:test';
import { takeSteps, text, type CellResult } from '../support/cells';

test('a kernel that waits loads what draws pictures, once a cell has run', () => {
  const drawing = "console.log(Object.keys(require.cache).some((file) => file.includes('jsdom/lib/api')));";
  const [first, later] = takeSteps([
    { wait: 4 },
    `import { show } from './lib/index';\n${drawing}`,
    `await new Promise((resolve) => setTimeout(resolve, 3000));\n${drawing}`,
  ]) as CellResult[];
  assert.equal(text(first), 'false\n');
  assert.equal(text(later), 'true\n');
});
