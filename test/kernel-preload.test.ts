import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import test from 'node:test';

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

test('a waiting kernel loads the compiler, then the library, and rests', async () => {
  assert.deepEqual(await stepsUntil(Infinity), { steps: [[], ['./lib/index']], rested: true });
});

test('the first cell ends that', async () => {
  assert.deepEqual(await stepsUntil(1), { steps: [[]], rested: false });
});
