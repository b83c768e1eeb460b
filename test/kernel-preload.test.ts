import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { root } from './support/cells';

const { preload } = createRequire(__filename)('../scripts/kernel/preload.cjs') as {
  preload: (load: (names: string[]) => Promise<void>, rest: () => void) => () => void;
};

/** The steps of a kernel that waits, in which the first cell comes during step `last`; whether it came to rest. */
async function stepsUntil(last: number): Promise<{ steps: string[][]; rested: boolean }> {
  const steps: string[][] = [];
  let rested = false;
  await new Promise<void>((resolve) => {
    const quiet = setTimeout(resolve, 1000);
    const firstCellCame = preload(
      (names) => {
        quiet.refresh();
        steps.push(names);
        if (steps.length === last) firstCellCame();
        return Promise.resolve();
      },
      () => (rested = true),
    );
  });
  return { steps, rested };
}

test('a waiting kernel loads the compiler, then what several notebooks import, in small steps', async () => {
  const { steps, rested } = await stepsUntil(Infinity);
  assert.deepEqual(steps[0], []);
  const files = steps.flat();
  assert.ok(rested && files.length > 8 && steps.every((step) => step.length <= 4));
  assert.equal(new Set(files).size, files.length);
  for (const file of files) assert.ok(existsSync(path.join(root, `${file}.ts`)), file);
  for (const file of ['./lib/stats/summary', './lib/study/places']) assert.ok(files.indexOf(file) < 12, file);
});

test('the first cell ends that', async () => {
  const { steps, rested } = await stepsUntil(2);
  assert.deepEqual([steps.length, rested], [2, false]);
});
