import assert from 'node:assert/strict';
import test from 'node:test';
import { groupedFolds, leaveOneGroupOut, randomSplit, type Split } from '../../../lib/models/data/split';

const groups = ['p1', 'p2', 'p1', 'p3', 'p4', 'p4', 'p5', 'p1', 'p6', 'p7'];

/** Every row is tested once, none is on both sides, no group is on both sides. */
function checkPartition(splits: readonly Split[]): void {
  const tested = splits.flatMap((split) => split.test).sort((a, b) => a - b);
  assert.deepEqual(
    tested,
    groups.map((_, row) => row),
  );
  for (const { train, test: held } of splits) {
    assert.equal(train.length + held.length, groups.length);
    const trained = new Set(train.map((row) => groups[row]));
    assert.ok(held.every((row) => !trained.has(groups[row])));
  }
}

test('a random split tests one row in five, decided by the seed', () => {
  const split = randomSplit(101, { seed: 1 });
  assert.equal(split.test.length, 21); // rounded up
  assert.deepEqual(
    [...split.train, ...split.test].sort((a, b) => a - b),
    Array.from({ length: 101 }, (_, row) => row),
  );
  assert.deepEqual(randomSplit(101, { seed: 1 }), split);
  assert.notDeepEqual(randomSplit(101, { seed: 2 }).test, split.test);
  assert.throws(() => randomSplit(1, { seed: 1 }), /0.2 of 1 rows leaves one side empty/);
  assert.throws(() => randomSplit(10, { seed: 1, testShare: 1 }), /leaves one side empty/);
});

test('leaving one group out tests each group once', () => {
  const splits = leaveOneGroupOut(groups);
  checkPartition(splits);
  assert.deepEqual(
    splits.map((split) => split.name),
    ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'],
  );
  assert.deepEqual(splits[0].test, [0, 2, 7]);
  assert.throws(() => leaveOneGroupOut(['a', 'a']), /leaving one of 1 groups out/);
});

test('grouped folds are of about one size and keep groups whole', () => {
  const splits = groupedFolds(groups, 3, 5);
  checkPartition(splits);
  assert.deepEqual(splits.map((split) => split.test.length).sort(), [3, 3, 4]);
  assert.deepEqual(groupedFolds(groups, 3, 5), splits);
  const others = [6, 7, 8].map((seed) => JSON.stringify(groupedFolds(groups, 3, seed)));
  assert.ok(others.some((other) => other !== JSON.stringify(splits)));
  assert.throws(() => groupedFolds(groups, 8, 1), /8 folds of 7 groups; choose a whole number from 2 to 7/);
});
