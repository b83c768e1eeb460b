import assert from 'node:assert/strict';
import test from 'node:test';
import { nestedSelection, type Candidate } from '../../../lib/models/selection/nested';
import { random } from '../../../lib/stats/random';

const groups = ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd'];
const truth = Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8]);
const closeness = (t: Float64Array, p: Float64Array) =>
  -t.reduce((sum, value, i) => sum + (value - p[i]) ** 2, 0);

/** Off by `errors[group]`. */
function candidate(name: string, errors: Record<string, number>, asked: string[][] = []): Candidate {
  return {
    name,
    predictTest: (train, test) => {
      asked.push([...new Set(train.map((row) => groups[row]))]);
      assert.ok(
        test.every((row) => !train.some((other) => groups[other] === groups[row])),
        'a group on both sides',
      );
      return Float64Array.from(test, (row) => truth[row] + errors[groups[row]]);
    },
  };
}

test('a group’s own rows have no say in its pick', async () => {
  // The first is perfect on d alone and bad elsewhere: only a look at d would pick it for d.
  const first = candidate('first', { a: 5, b: 5, c: 5, d: 0 });
  const second = candidate('second', { a: 1, b: 1, c: 1, d: 9 });
  const found = await nestedSelection([first, second], groups, truth, closeness);
  assert.deepEqual(
    found.picks.map(({ group, candidate: place }) => [group, place]),
    [
      ['a', 0],
      ['b', 0],
      ['c', 0],
      ['d', 1],
    ],
  );
  assert.deepEqual([...found.predicted], [6, 7, 8, 9, 10, 11, 16, 17]);
  assert.equal(found.best, 0); // 5²·6 against 1·6 + 9²·2
  assert.deepEqual([...found.outOfFold[0]], [6, 7, 8, 9, 10, 11, 7, 8]);
});

test('four groups take ten trainings of a candidate: four on three groups, six on two', async () => {
  const asked: string[][] = [];
  await nestedSelection([candidate('one', { a: 0, b: 0, c: 0, d: 0 }, asked)], groups, truth, closeness);
  assert.deepEqual(
    [2, 3].map((size) => asked.filter((names) => names.length === size).length),
    [6, 4],
  );
});

test('picking among candidates that guess promises no more than guessing', async () => {
  // The best of 40 guesses looks good; nested selection does not fall for it.
  const names = Array.from({ length: 120 }, (_, i) => `group ${i % 6}`);
  const generator = random(8);
  const labels = Float64Array.from(names, () => generator.normal());
  const guesses = Array.from({ length: 40 }, () => Float64Array.from(names, () => generator.normal()));
  const product = (t: Float64Array, p: Float64Array) =>
    t.reduce((sum, value, i) => sum + value * p[i], 0) / t.length;
  const candidates = guesses.map((guess, i): Candidate => ({
    name: `guess ${i}`,
    predictTest: (_, rows) => Float64Array.from(rows, (row) => guess[row]),
  }));
  const found = await nestedSelection(candidates, names, labels, product);
  assert.ok(product(labels, found.outOfFold[found.best]) > 0.15);
  // 120 products of independent standard normals have a mean within ±0.27 (three deviations).
  assert.ok(Math.abs(product(labels, found.predicted)) < 0.27);
});

test('too few groups, or nothing to choose from, is refused', async () => {
  const one = candidate('one', { a: 0, b: 0 });
  await assert.rejects(nestedSelection([one], groups.slice(0, 4), truth.slice(0, 4), closeness), /2 groups/);
  await assert.rejects(
    nestedSelection([one], groups, truth, () => NaN),
    /none of 1 candidates has a score/,
  );
});

test('a candidate that is hopeless on the neighbours is given up, and picks stay as they are', async () => {
  // Six groups in a ring; the second candidate is far worse everywhere, the third only a little.
  const names = Array.from({ length: 120 }, (_, i) => `group ${i % 6}`);
  const generator = random(2);
  const labels = Float64Array.from(names, () => generator.normal());
  const noise = [0.3, 3, 0.32].map((size) => Float64Array.from(names, () => generator.normal(0, size)));
  const trainings = [0, 0, 0];
  const candidates = noise.map((errors, k): Candidate => ({
    name: `candidate ${k}`,
    predictTest: (_, rows) => {
      trainings[k]++;
      return Float64Array.from(rows, (row) => labels[row] + errors[row]);
    },
  }));
  const told: string[] = [];
  const options = {
    hopeless: (score: number, best: number) => score < 2 * best,
    onDone: (done: number, total: number) => told.push(`${done}/${total}`),
  };
  const raced = await nestedSelection(candidates, names, labels, closeness, options);
  assert.deepEqual(trainings, [21, 12, 21]); // 6 + 6 of neighbours, then the other 9 pairs
  assert.equal(told[told.length - 1], '63/63');
  const all = await nestedSelection(candidates, names, labels, closeness);
  assert.deepEqual(raced, all);
});

test('a candidate that is hopeless for one group alone is trained for the others', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const asked: string[] = [];
  // Of the second candidate the neighbours of a (b and f) are far off, and no others.
  const candidates = [0, 9].map((error, k): Candidate => ({
    name: `candidate ${k}`,
    predictTest: (_, rows) => {
      if (k === 1 && rows.length === 2)
        asked.push(
          rows
            .map((row) => names[row])
            .sort()
            .join(''),
        );
      return Float64Array.from(rows, (row) => row + (['b', 'f'].includes(names[row]) ? error : 0.1));
    },
  }));
  const values = Float64Array.from(names, (_, row) => row);
  const hopeless = (score: number, best: number) => score < 100 * best - 100;
  const found = await nestedSelection(candidates, names, values, closeness, { hopeless });
  assert.equal(new Set(asked).size, 15);
  assert.equal(asked.length, 15);
  assert.deepEqual(
    found.picks.map(({ candidate: place }) => place),
    [0, 0, 0, 0, 0, 0],
  );
});
