import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { targets } from './targets';
import { watch } from './watch';
import seeds from './seeds.json';

/** In `npm run fuzz` there are 10,000. */
const cases = 500;

describe(
  'files from outside are read or refused with file and field, within 1 s and 512 MB',
  { concurrency: 2 },
  () => {
    for (const name of Object.keys(targets)) {
      for (const seed of [...seeds.every, ...((seeds as Record<string, number[]>)[name] ?? [])]) {
        test(`${name}, ${cases} cases of seed ${seed}`, async () => {
          const { failure, summary } = await watch(name, seed, cases);
          assert.equal(failure, undefined, failure);
          assert.match(summary, /^done: \d+ read, \d+ refused/);
        });
      }
    }
  },
);
