import assert from 'node:assert/strict';
import test from 'node:test';
import { Adam } from '../../../lib/models/networks/adam';
import reference from '../../reference/adam.json';
import { closeTo } from '../../support/close-to';

test("steps as scikit-learn's Adam does, also down gradients as small as its epsilon", () => {
  const parameters = Float64Array.from(reference.start);
  const adam = new Adam(parameters.length, reference.rate);
  reference.gradients.forEach((gradient, step) => {
    adam.step(parameters, Float64Array.from(gradient));
    // Both are of double precision; parameters are about 1 and a step is .01 at most.
    parameters.forEach((value, k) => closeTo(value, reference.after[step][k], 1e-14, `step ${step}, ${k}`));
  });
  assert.equal(reference.gradients.length, 30);
});
