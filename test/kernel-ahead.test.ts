import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { root } from './support/cells';

const { workAhead } = createRequire(__filename)('../scripts/kernel/ahead.cjs') as {
  workAhead: (run: (source: string) => Promise<boolean>) => () => void;
};

/** The cells that a kernel runs while it waits, in which the first one comes during step `last`. */
async function stepsUntil(last: number): Promise<string[]> {
  const steps: string[] = [];
  await new Promise<void>((resolve) => {
    const firstCellCame = workAhead((source) => {
      steps.push(source);
      if (steps.length === last || source.startsWith('{')) {
        firstCellCame();
        setTimeout(resolve, 200);
      }
      return Promise.resolve(steps.length % 2 === 0); // of steps that fail, the next is taken all the same
    });
  });
  return steps;
}

test('a waiting kernel imports what the notebooks import and then draws', async () => {
  const steps = await stepsUntil(Infinity);
  const names = steps.flatMap((step) => [...step.matchAll(/^import '(.+)';$/gm)].map(([, name]) => name));
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.includes('danfojs-node'));
  const files = names.filter((name) => name.startsWith('./lib/'));
  assert.equal(files.length, names.length - 1);
  for (const file of files) assert.ok(existsSync(path.join(root, `${file}.ts`)), file);
  for (const file of ['./lib/notebook/show', './lib/study/places']) assert.ok(files.indexOf(file) < 12, file);
  assert.match(steps.at(-1) ?? '', /picture\(/);
});

test('the first cell ends that', async () => {
  assert.equal((await stepsUntil(2)).length, 2);
});
