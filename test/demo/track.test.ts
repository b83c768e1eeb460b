import assert from 'node:assert/strict';
import { test } from 'node:test';
import { constant, sampleTrack, trackAt } from '../../lib/demo/track';

test('a track runs straight between its points and stays put outside', () => {
  const track = { times: [1, 2, 4], values: [10, 20, 0] };
  assert.deepEqual(
    [0, 1, 1.5, 2, 3, 4, 9].map((time) => trackAt(track, time)),
    [10, 10, 15, 20, 10, 0, 0],
  );
  assert.deepEqual([...sampleTrack(track, 0.5, 5)], [10, 10, 10, 15, 20]);
});

test('two points at one time are a step', () => {
  const track = { times: [0, 1, 1, 2], values: [0, 0, 5, 5] };
  assert.deepEqual(
    [0.999, 1, 1.5].map((time) => trackAt(track, time)),
    [0, 5, 5],
  );
});

test('constant and empty tracks', () => {
  assert.equal(trackAt(constant(7), 123), 7);
  assert.ok(Number.isNaN(trackAt({ times: [], values: [] }, 0)));
});
