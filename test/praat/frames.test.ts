import assert from 'node:assert/strict';
import test from 'node:test';
import { finiteSamples } from '../../lib/audio/sample-reader';
import { centredFrames, timeAt, valueAt } from '../../lib/praat/frames';
import { closeTo } from '../support/close-to';

test('frames are centred and as many as fit', () => {
  const { start, step, count } = centredFrames(16000, 16000, 0.045, 0.01);
  assert.equal(count, 96);
  closeTo(start, 0.025, 1e-12); // (1 − 0.95) / 2: as far from the start as the last frame is from the end
  closeTo(timeAt({ start, step }, count - 1), 0.975, 1e-12);
});

test('no frame in a signal shorter than the window', () => {
  assert.equal(centredFrames(100, 16000, 0.04, 0.01).count, 0);
  assert.equal(centredFrames(0, 16000, 0.04, 0.01).count, 0);
});

const contour = { values: Float64Array.of(10, 20, NaN, 40), start: 1, step: 2 }; // at 1, 3, 5 and 7 s
const expected: readonly (readonly [number, number])[] = [
  [1, 10],
  [1.5, 12.5],
  [2, 15],
  [0.5, 10], // within half a step of the first
  [-0.5, NaN], // beyond
  [3.5, 20], // its other neighbour is missing
  [5, NaN],
  [6.5, 40],
  [7.9, 40],
  [8.1, NaN],
];
for (const [time, value] of expected) {
  test(`value at ${time} s is ${value}`, () => closeTo(valueAt(contour, time), value, 1e-12));
}

test('samples that are not finite become silence, in a copy', () => {
  const damaged = Float64Array.of(1, NaN, -Infinity, 2);
  assert.deepEqual(finiteSamples(damaged), Float64Array.of(1, 0, 0, 2));
  assert.ok(Number.isNaN(damaged[1]));
  const sound = Float64Array.of(1, 2);
  assert.equal(finiteSamples(sound), sound);
});
