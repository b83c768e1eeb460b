import assert from 'node:assert/strict';
import { test } from 'node:test';
import { random, xoshiro128 } from '../../lib/stats/random';

test('xoshiro128** gives the published sequence', () => {
  // First outputs from state 1, 2, 3, 4, the test vector of the Rust crate rand_xoshiro, made with the reference C code (v1.1).
  const next = xoshiro128(Uint32Array.of(1, 2, 3, 4));
  const expected = [
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ];
  assert.deepEqual(
    expected.map(() => next()),
    expected,
  );
});

test('the same seed repeats, another does not', () => {
  const draw = (seed: number) => {
    const r = random(seed);
    return Array.from({ length: 50 }, () => [r.next(), r.normal(), r.integer(0, 1000)]);
  };
  assert.deepEqual(draw(7), draw(7));
  assert.notDeepEqual(draw(7), draw(8));
  const firsts = new Set(Array.from({ length: 1000 }, (_, seed) => random(seed).next()));
  assert.equal(firsts.size, 1000);
});

test('uniform numbers fill [0, 1) evenly', () => {
  const r = random(1);
  const counts = new Array<number>(20).fill(0);
  const n = 100_000;
  for (let i = 0; i < n; i++) counts[Math.floor(r.next() * 20)]++;
  const chiSquare = counts.reduce((sum, count) => sum + (count - n / 20) ** 2 / (n / 20), 0);
  assert.ok(chiSquare < 43.8, `χ² ${chiSquare}`); // 19 degrees of freedom, p = .001
});

test('normal numbers have the moments asked for', () => {
  const r = random(2);
  const n = 100_000;
  let sum = 0;
  let square = 0;
  let fourth = 0;
  for (let i = 0; i < n; i++) {
    const z = (r.normal(5, 2) - 5) / 2;
    sum += z;
    square += z * z;
    fourth += z ** 4;
  }
  // Four standard errors of each moment: 1, √2 and √96 over √n.
  assert.ok(Math.abs(sum / n) < 4 / Math.sqrt(n));
  assert.ok(Math.abs(square / n - 1) < (4 * Math.SQRT2) / Math.sqrt(n));
  assert.ok(Math.abs(fourth / n - 3) < (4 * Math.sqrt(96)) / Math.sqrt(n));
});

test('integers reach both ends and nothing else', () => {
  const r = random(3);
  const seen = new Set(Array.from({ length: 1000 }, () => r.integer(-2, 3)));
  assert.deepEqual(
    [...seen].sort((a, b) => a - b),
    [-2, -1, 0, 1, 2],
  );
});

test('shuffle gives every order equally often and leaves its argument alone', () => {
  const r = random(4);
  const items = ['a', 'b', 'c'];
  const counts = new Map<string, number>();
  const n = 12_000;
  for (let i = 0; i < n; i++) {
    const order = r.shuffle(items).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assert.deepEqual(items, ['a', 'b', 'c']);
  assert.equal(counts.size, 6);
  let chiSquare = 0;
  for (const count of counts.values()) chiSquare += (count - n / 6) ** 2 / (n / 6);
  assert.ok(chiSquare < 20.5, `χ² ${chiSquare}`); // 5 degrees of freedom, p = .001
});

test('what cannot be drawn is refused with a reason', () => {
  for (const seed of [-1, 1.5, NaN, 2 ** 32]) assert.throws(() => random(seed), /seed .* whole number/);
  const r = random(5);
  assert.throws(() => r.integer(3, 3), RangeError);
  assert.throws(() => r.integer(0.5, 3), RangeError);
  assert.throws(() => r.choice([]), RangeError);
});
