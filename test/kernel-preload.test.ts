import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { root } from './support/cells';

const { workAhead } = createRequire(__filename)('../scripts/kernel/ahead.cjs') as {
  workAhead: (run: (source: string) => Promise<boolean>) => () => void;
};

const FAILING = './lib/study/places';

/** The cells that a kernel runs while it waits, in which the first one comes during step `last`. */
async function stepsUntil(last: number): Promise<string[]> {
  const steps: string[] = [];
  await new Promise<void>((resolve) => {
    const quiet = setTimeout(resolve, 1000);
    const firstCellCame = workAhead((source) => {
      quiet.refresh();
      steps.push(source);
      if (steps.length === last) firstCellCame();
      return Promise.resolve(!source.includes(FAILING));
    });
  });
  return steps;
}

test('a waiting kernel imports what the notebooks import; what fails is left out', async () => {
  const steps = (await stepsUntil(Infinity)).map((step) =>
    [...step.matchAll(/^import '(.+)';$/gm)].map(([, name]) => name),
  );
  const all = new Set(steps.flat());
  const last = steps.at(-1) ?? [];
  assert.equal(new Set(last).size, last.length);
  assert.ok(all.has(FAILING) && !last.includes(FAILING));
  assert.ok(last.includes('danfojs-node'));
  assert.ok(last.length < all.size && last.length >= all.size - 4, `${last.length} of ${all.size}`);
  const files = [...all].filter((name) => name !== 'danfojs-node');
  for (const file of files) assert.ok(existsSync(path.join(root, `${file}.ts`)), file);
  for (const file of ['./lib/notebook/show', './lib/study/places']) assert.ok(files.indexOf(file) < 12, file);
});

test('the first cell ends that', async () => {
  assert.equal((await stepsUntil(2)).length, 2);
});
