import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valueText } from '../../lib/notebook/value-text';

class Point {
  readonly x = 1;
  readonly far = { y: 2 };
}
const circle: { name: string; self?: unknown } = { name: 'a' };
circle.self = circle;
let read = 0;
const lazy = {
  get costly(): number {
    return ++read;
  },
};

// What Node's REPL shows of the same values, but for long lists by their ends and errors without their stack.
const cases: readonly (readonly [string, unknown, string])[] = [
  ['a number', 0.1 + 0.2, '0.30000000000000004'],
  ['a text', "it's", `"it's"`],
  ['nothing', null, 'null'],
  ['a big integer', 10n, '10n'],
  ['a symbol', Symbol('s'), 'Symbol(s)'],
  ['a function', Math.max, '[Function: max]'],
  ['a list', [1, 'b', null, undefined, -0], "[ 1, 'b', null, undefined, -0 ]"],
  ['a list with a hole', [1, , 3], '[ 1, empty, 3 ]'], // eslint-disable-line no-sparse-arrays
  ['an empty list', [], '[]'],
  ['lists in a list', [[1, 2], [3]], '[ [ 1, 2 ], [ 3 ] ]'],
  ['a typed array', Float32Array.of(0.1, 2), 'Float32Array(2) [ 0.1, 2 ]'],
  [
    'a long typed array',
    Float64Array.from({ length: 37600 }, (_, i) => i / 3),
    'Float64Array(37600) [ 0, 0.333333, 0.666667, 1, 1.33333, …, 12531.7, 12532, 12532.3, 12532.7, 12533 ]',
  ],
  [
    'a long list',
    Array.from({ length: 13 }, (_, i) => i),
    'Array(13) [ 0, 1, 2, 3, 4, …, 8, 9, 10, 11, 12 ]',
  ],
  ['an object', { a: 1, 'b-c': [true], 2: 'x' }, "{ '2': 'x', a: 1, 'b-c': [ true ] }"],
  ['an object without prototype', Object.assign(Object.create(null) as object, { a: 1 }), '{ a: 1 }'],
  ['an object of a class', new Point(), 'Point { x: 1, far: { y: 2 } }'],
  ['a circle', circle, "{ name: 'a', self: [circular] }"],
  ['a getter', lazy, '{ costly: [getter] }'],
  ['far down', { a: { b: { c: { d: { e: 1 } } } } }, '{ a: { b: { c: { d: {…} } } } }'],
  ['a Map', new Map([['a', [1]]]), "Map(1) { 'a' => [ 1 ] }"],
  ['a Set', new Set([1, 'b']), "Set(2) { 1, 'b' }"],
  [
    'an error',
    new RangeError('too high', { cause: new Error('x') }),
    'RangeError: too high\n  cause: Error: x',
  ],
  ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
  ['no date', new Date(NaN), 'Invalid Date'],
  ['an expression', /a+/g, '/a+/g'],
  ['bytes', Buffer.from('ab'), '<Buffer 61 62>'],
  ['a promise', Promise.resolve(1), 'Promise { 1 }'],
  ['what says itself', new URLSearchParams({ a: '1' }), "URLSearchParams { 'a' => '1' }"],
];

for (const [what, value, shown] of cases)
  test(`${what} as text`, () => assert.equal(valueText(value), shown));

test('showing calls no getter', () => assert.equal(read, 0));

test('an object of a class that has words for itself is shown by them, also when it fails', () => {
  class Spoken {
    constructor(readonly works: boolean) {}
    toString(): string {
      if (!this.works) throw new Error('disposed');
      return 'spoken';
    }
  }
  assert.equal(valueText([new Spoken(true), new Spoken(false)]), '[ spoken, Spoken (disposed) ]');
});

test('what does not fit a line has an entry a line; long ones end', () => {
  const names = Object.fromEntries(
    Array.from({ length: 50 }, (_, i) => [`name${i}`, { text: 'x'.repeat(30) }]),
  );
  const lines = valueText(names).split('\n');
  assert.equal(lines[1], `  name0: { text: '${'x'.repeat(30)}' },`);
  assert.deepEqual(lines.slice(-2), ['  … 10 more,', '}']);
  const deep = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`part${i}`, names]));
  assert.equal(valueText(deep).split('\n').length, 81);
  assert.match(valueText(deep), /… \d+ more lines$/);
});
