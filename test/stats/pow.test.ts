import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { pow, square } from '../../lib/stats/pow';
import { random } from '../../lib/stats/random';
import reference from '../reference/pow.json';

/** Pairs of all sizes, the same in every run. */
function pairs(count: number): [number, number][] {
  const generator = random(7);
  const uniform = (low: number, high: number) => generator.uniform(low, high);
  return Array.from({ length: count }, (_, i): [number, number] => {
    switch (i % 6) {
      case 0:
        return [10, uniform(-20, 20)];
      case 1:
        return [2, uniform(-1080, 1024)];
      case 2:
        return [uniform(0, 100), uniform(-40, 40)];
      case 3:
        return [Math.exp(uniform(-700, 700)), uniform(-3, 3)];
      case 4:
        return [1 + uniform(-1e-6, 1e-6), uniform(-1e10, 1e10)];
      default:
        return [uniform(-50, 50), Math.round(uniform(-25, 25))];
    }
  });
}

/** Numbers at which a case of its own begins or ends. */
const edges = [
  0,
  0.5,
  1,
  1.5,
  2,
  3,
  7,
  0.33,
  1023,
  1024,
  1074,
  1075,
  2 ** 31,
  3e9,
  2 ** 53,
  2 ** 64,
  1e20,
  1e300,
].concat([
  Infinity,
  NaN,
  Number.MIN_VALUE,
  Number.EPSILON,
  1 + 2 ** -52,
  1 - 2 ** -53,
  1 + 2 ** -20,
  1 - 2 ** -20,
]);
const signed = [...edges, ...edges.map((x) => -x)];

test('as the C library gives it, to one unit in the last place', () => {
  for (const [x, y, expected] of reference.powers) {
    const found = pow(x, y);
    // Both are off by less than one unit, so they lie next to each other or are the same.
    // Above 2^31 the logarithm is rounded to 53 bits and the exponent, up to 745, magnifies that.
    const error = Math.abs(y) > 2 ** 31 ? 1e-13 : 2 ** -52;
    const unit = Math.max(Number.MIN_VALUE, Math.abs(expected) * error);
    assert.ok(
      Math.abs(found - expected) <= unit,
      `${x} to the power of ${y}: ${found}, expected ${expected}`,
    );
  }
});

test('the cases that the standard sets, as Math.pow', () => {
  for (const x of signed) {
    for (const y of signed) {
      const ordinary = Number.isFinite(x) && Number.isFinite(y) && Math.abs(x) !== 1 && x !== 0 && y !== 0;
      if (ordinary && Number.isFinite(Math.pow(x, y)) && Math.pow(x, y) !== 0) continue; // last bits: the tests beside
      assert.ok(Object.is(pow(x, y), Math.pow(x, y)), `${x} to the power of ${y}: ${pow(x, y)}`);
    }
  }
});

test('whole powers of 2 and whole numbers that fit are exact', () => {
  for (let n = -1074; n <= 1023; n++) {
    const exact =
      n >= 0 ? BigInt(pow(2, n)) === 1n << BigInt(n) : pow(2, n) * 2 ** 537 * 2 ** (-n - 537) === 1;
    assert.ok(exact, `2 to the power of ${n}`);
  }
  for (let base = 3; base < 100; base++) {
    for (let n = 0; BigInt(base) ** BigInt(n) < 2n ** 53n; n++) {
      assert.equal(pow(base, n), Number(BigInt(base) ** BigInt(n)));
    }
  }
  assert.equal(square(-1.1), -1.1 * -1.1);
});

test('the same bits on every version of Node', () => {
  const found = Float64Array.from(pairs(60000), ([x, y]) => pow(x, y));
  // A change detector: made on Node 20.20, equal to its Math.pow.
  assert.equal(createHash('sha256').update(found).digest('hex').slice(0, 16), 'e609071ea23aebbf');
});

test(
  'Math.pow of Node 20 and 22, to the bit',
  { skip: Number(process.versions.node.split('.')[0]) > 22 },
  () => {
    for (const [x, y] of pairs(60000)) {
      assert.ok(Object.is(pow(x, y), Math.pow(x, y)), `${x} to the power of ${y}: ${pow(x, y)}`);
    }
  },
);
