import { assemble, f64, f64x2, i32, kernel, repeat } from './wasm';
import type { Code, Variable } from './wasm';

const total = (sum: Variable): Code => f64.add(f64x2.lane(sum.get, 0), f64x2.lane(sum.get, 1));

/** Into `result`: Σ x over `bytes` bytes, an even number of samples. */
const sum = kernel(3, ([x, bytes, result], local) => {
  const [at, all] = [local('i32'), local('v128')];
  return [
    all.set(f64x2.of(0, 0)),
    repeat(at, x.get, i32.add(x.get, bytes.get), i32.of(16), [
      all.set(f64x2.add(all.get, f64x2.load(at.get))),
    ]),
    f64.store(result.get, 0, total(all)),
  ];
});

/** frame[i] = (x[i] − mean) · window[i], of an even number of samples. */
const centre = kernel(5, ([x, window, frame, bytes, mean], local) => {
  const [at, shift] = [local('i32'), local('v128')];
  const inArray = (array: Variable): Code => i32.add(array.get, at.get);
  return [
    shift.set(f64x2.loadTwice(mean.get)),
    repeat(at, i32.of(0), bytes.get, i32.of(16), [
      f64x2.store(
        inArray(frame),
        0,
        f64x2.mul(f64x2.sub(f64x2.load(inArray(x)), shift.get), f64x2.load(inArray(window))),
      ),
    ]),
  ];
});

/** Into `result`: the largest |x| of an even number of samples. */
const peak = kernel(3, ([x, bytes, result], local) => {
  const [at, most] = [local('i32'), local('v128')];
  return [
    most.set(f64x2.of(0, 0)),
    repeat(at, x.get, i32.add(x.get, bytes.get), i32.of(16), [
      most.set(f64x2.max(most.get, f64x2.abs(f64x2.load(at.get)))),
    ]),
    f64x2.store(result.get, 0, most.get),
  ];
});

/** Two numbers in `result` for `peak`, one for `sum`. */
export const frameSums = assemble({ sum, centre, peak });
