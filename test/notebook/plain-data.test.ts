import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { parsePlain, plainJson } from '../../lib/notebook/plain-data';

test('plain data come back as they were, bit by bit', () => {
  const value = {
    numbers: [1, 0.1, NaN, Infinity, -Infinity, -0],
    typed: Float64Array.of(0.1, NaN, -0, 1e-310),
    part: new Float64Array([1, 2, 3, 4]).subarray(1, 3),
    counts: Int32Array.of(-1, 2 ** 31 - 1),
    nothing: undefined,
    none: null,
    big: 12n,
    when: new Date(5),
    map: new Map<string, unknown>([['a', { b: Uint8Array.of(255) }]]),
    $typed: 'no tag',
    nested: { $number: '7', $$: '<script>' },
  };
  assert.deepEqual(parsePlain(plainJson(value)), value);
});

test('equal data give equal text, whatever the order of their keys and the realm they come from', () => {
  assert.equal(plainJson({ a: 1, b: [2] }), plainJson({ b: [2], a: 1 }));
  const elsewhere: unknown = runInNewContext('({ b: [2], a: 1, c: Float64Array.of(1) })');
  assert.equal(plainJson(elsewhere), plainJson({ a: 1, b: [2], c: Float64Array.of(1) }));
  assert.notEqual(plainJson([1]), plainJson({ 0: 1 }));
});

test('what cannot be kept is named by its place', () => {
  assert.throws(
    () => plainJson({ a: [0, () => 1] }, 'the result'),
    /^TypeError: the result\.a\[1\] is a function/,
  );
  class Model {}
  assert.throws(() => plainJson({ model: new Model() }), /value\.model is a Model/);
  assert.throws(() => plainJson(new Set([1])), /value is a Set/);
});
