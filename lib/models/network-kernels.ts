import { f64, f64x2, i32, kernel, repeat, type Code, type Variable } from '../dsp/wasm';
import { ROW, strip } from './tiles';

/*
 * What a network does with a block of four hidden units, whose numbers lie four by four, row after row, from `block` to
 * below `end`. An output has a weight for each unit, and a number for each row: its sum, later the loss's slope by it.
 */

const { add, mul, load, loadTwice, store, lane, choose, gt, of } = f64x2;
const nothing = of(0, 0);
/** `value` where the other is above 0, and 0 elsewhere. */
const wherePositive = (value: Code, other: Code): Code => choose(value, nothing, gt(other, nothing));
const halves = [0, 16]; // bytes to the first and the second pair of a row
const ahead = (place: Variable, bytes: number): Code => place.set(i32.add(place.get, i32.of(bytes)));

/** Rectifies the block in place, and adds its weighted sums to an output's. */
const weigh = kernel(4, ([block, end, weights, sums], local) => {
  const [weight, value] = [
    [local('v128'), local('v128')],
    [local('v128'), local('v128')],
  ];
  const product = local('v128');
  return [
    ...weight.map((pair, half) => pair.set(load(weights.get, halves[half]))),
    repeat(block, block.get, end.get, i32.of(ROW), [
      ...value.map((pair, half) => pair.set(load(block.get, halves[half]))),
      ...value.map((pair) => pair.set(wherePositive(pair.get, pair.get))),
      ...value.map((pair, half) => store(block.get, halves[half], pair.get)),
      product.set(add(mul(value[0].get, weight[0].get), mul(value[1].get, weight[1].get))),
      f64.store(
        sums.get,
        0,
        f64.add(f64.load(sums.get), f64.add(lane(product.get, 0), lane(product.get, 1))),
      ),
      ahead(sums, 8),
    ]),
  ];
});

/** The slope by an output's weights: rows of the rectified block times the slope by the output. */
const weightSlopes = kernel(4, ([block, end, slopes, result], local) => {
  const totals = [local('v128'), local('v128')];
  const slope = local('v128');
  return [
    ...totals.map((total) => total.set(nothing)),
    repeat(block, block.get, end.get, i32.of(ROW), [
      slope.set(loadTwice(slopes.get)),
      ...totals.map((total, half) =>
        total.set(add(total.get, mul(slope.get, load(block.get, halves[half])))),
      ),
      ahead(slopes, 8),
    ]),
    ...totals.map((total, half) => store(result.get, halves[half], total.get)),
  ];
});

/**
 * Puts the slopes by the sums in place of the rectified block: Σ weight·slope over outputs, 0 where the unit is silent.
 * The outputs' weights end at `weightsEnd` and lie `units` bytes apart, their slopes `rows` bytes.
 */
const unitSlopes = kernel(7, ([block, end, weights, weightsEnd, units, slopes, rows], local) => {
  const totals = [local('v128'), local('v128')];
  const [weight, place] = [local('i32'), local('i32')];
  const slope = local('v128');
  return [
    repeat(block, block.get, end.get, i32.of(ROW), [
      ...totals.map((total) => total.set(nothing)),
      place.set(slopes.get),
      repeat(weight, weights.get, weightsEnd.get, units.get, [
        slope.set(loadTwice(place.get)),
        ...totals.map((total, half) =>
          total.set(add(total.get, mul(slope.get, load(weight.get, halves[half])))),
        ),
        place.set(i32.add(place.get, rows.get)),
      ]),
      ...totals.map((total, half) =>
        store(block.get, halves[half], wherePositive(total.get, load(block.get, halves[half]))),
      ),
      ahead(slopes, 8),
    ]),
  ];
});

export const networkKernels = { strip, weigh, weightSlopes, unitSlopes };
