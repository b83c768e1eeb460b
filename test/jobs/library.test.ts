import assert from 'node:assert/strict';
import test from 'node:test';
import { libraryVersion } from '../../lib/jobs/library';
import { mathematics } from '../../lib/jobs/mathematics';

test('the engine is named by its numbers, so that parts of Node 20, 22, 24 and 26 can be joined', () => {
  assert.match(libraryVersion(), /^version [\d.]+, code [0-9a-f]{12}, mathematics [0-9a-f]{12}$/);
  // A change detector, found on all four; where another engine fails here, its parts are kept apart from theirs.
  assert.equal(mathematics(), 'b4f451b99b17');
});

test('an engine with another last bit of one function is another one', () => {
  const log2 = (x: number) => Math.log2(x) * (1 + Number.EPSILON);
  const other = Object.create(Math, { log2: { value: log2 } }) as Math;
  assert.notEqual(mathematics(other), mathematics());
});
