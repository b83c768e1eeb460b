import assert from 'node:assert/strict';
import test from 'node:test';
import { drawnPlaces } from '../../lib/stats/drawn-places';

test('all places where there are no more than wanted, else so many, each once, ascending', () => {
  assert.deepEqual(drawnPlaces(3, 3, 1), [0, 1, 2]);
  assert.deepEqual(drawnPlaces(0, 3, 1), []);
  const drawn = drawnPlaces(1000, 100, 1);
  assert.equal(new Set(drawn).size, 100);
  assert.ok(drawn.every((place, i) => i === 0 || place > drawn[i - 1]));
  assert.ok(drawn[0] >= 0 && drawn[99] < 1000);
  assert.deepEqual(drawnPlaces(1000, 100, 1), drawn);
  assert.notDeepEqual(drawnPlaces(1000, 100, 2), drawn);
  // The mean of 100 of 0 to 999, without replacement, is 499.5 ± 27.4.
  assert.ok(Math.abs(drawn.reduce((sum, place) => sum + place, 0) / 100 - 499.5) < 110);
});
