import assert from 'node:assert/strict';
import test from 'node:test';
import { networkSizes, openBatches } from '../../lib/models/network-batch';
import { random } from '../../lib/stats/random';
import { closeTo } from '../support/close-to';

const generator = random(1);
const [width, units, outputs] = [5, 7, 3];
const x = Float64Array.from({ length: 9 * width }, () => generator.normal());
const sizes = networkSizes(width, units, outputs);
const first = openBatches(x, sizes, 9).parameters.length;
const output = sizes.inputs * sizes.units;

/** Parameters whose fillings are 0, and the places of those that are not fillings. */
function parameters(): { values: Float64Array; places: number[] } {
  const places: number[] = [];
  for (let unit = 0; unit < units; unit++) {
    const block = 4 * sizes.inputs * Math.floor(unit / 4) + (unit % 4);
    for (let column = 0; column <= width; column++) places.push(block + 4 * column);
    for (let t = 0; t < outputs; t++) places.push(output + t * sizes.units + unit);
  }
  for (let t = 0; t < outputs; t++) places.push(first - outputs + t);
  const values = new Float64Array(first);
  for (const place of places) values[place] = generator.normal();
  return { values, places };
}
const { values, places } = parameters();

/** What the network says, by its definition. */
function says(row: number, t: number, p: Float64Array): number {
  let total = p[first - outputs + t];
  for (let unit = 0; unit < units; unit++) {
    const block = 4 * sizes.inputs * Math.floor(unit / 4) + (unit % 4);
    let sum = p[block + 4 * width];
    for (let j = 0; j < width; j++) sum += p[block + 4 * j] * x[row * width + j];
    total += p[output + t * sizes.units + unit] * Math.max(0, sum);
  }
  return total;
}

test('a batch goes forward by definition, and slopes come back as differences say', () => {
  for (const batch of [[3, 0, 8, 5, 1, 7], [2], [8, 7, 6, 5, 4, 3, 2, 1, 0]]) {
    const work = openBatches(x, sizes, 9);
    work.parameters.set(values);
    const said = work.forward(batch);
    assert.equal(said.length, outputs);
    said.forEach((z, t) =>
      batch.forEach((row, i) => closeTo(z[i], says(row, t, values), 1e-12, `row ${row}, output ${t}`)),
    );
    // Of the loss Σ (t + 1)·z², say.
    said.forEach((z, t) => z.forEach((value, i) => (z[i] = i < batch.length ? 2 * (t + 1) * value : 0)));
    work.backward();
    const loss = (p: Float64Array) =>
      batch.reduce((sum, row) => sum + [0, 1, 2].reduce((s, t) => s + (t + 1) * says(row, t, p) ** 2, 0), 0);
    for (const place of places) {
      const [more, less] = [values.slice(), values.slice()];
      more[place] += 1e-5;
      less[place] -= 1e-5;
      // Central differences: their own error is about 1e-10 of the third slope, and rounding 1e-11 of the loss.
      closeTo(work.gradient[place], (loss(more) - loss(less)) / 2e-5, 1e-5, `slope ${place}`);
    }
    work.gradient.forEach((slope, place) => places.includes(place) || assert.equal(slope, 0));
  }
});
