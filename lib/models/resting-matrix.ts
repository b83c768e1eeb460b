import {
  assemble,
  f64,
  f64x2,
  i32,
  kernel,
  repeat,
  sharedWorkspace,
  type Code,
  type Variable,
} from '../dsp/wasm';

const sum = (pair: Variable): Code => f64.add(f64x2.lane(pair.get, 0), f64x2.lane(pair.get, 1));

/** The places of a row and of the three below it, `length` bytes apart. */
function fourRows(first: Variable, length: Variable, local: (type: 'i32') => Variable) {
  const places = [local('i32'), local('i32'), local('i32'), local('i32')];
  const start = places.map((place, r) =>
    place.set(r === 0 ? first.get : i32.add(places[r - 1].get, length.get)),
  );
  const step = places.map((place) => place.set(i32.add(place.get, i32.of(16))));
  return { places, start: start.flat(), step: step.flat() };
}

/** out = X·v of rows from x to `end`, four at a time, `length` bytes each: an even number of columns. */
const times = kernel(5, ([x, end, length, v, out], local) => {
  const [k, four] = [local('i32'), local('i32')];
  const rows = fourRows(x, length, local);
  const sums = rows.places.map(() => local('v128'));
  const factor = local('v128');
  return [
    four.set(i32.shl(length.get, i32.of(2))),
    repeat(x, x.get, end.get, four.get, [
      rows.start,
      ...sums.map((one) => one.set(f64x2.of(0, 0))),
      repeat(k, v.get, i32.add(v.get, length.get), i32.of(16), [
        factor.set(f64x2.load(k.get)),
        ...sums.map((one, r) =>
          one.set(f64x2.add(one.get, f64x2.mul(factor.get, f64x2.load(rows.places[r].get)))),
        ),
        rows.step,
      ]),
      ...sums.map((one, r) => f64.store(out.get, 8 * r, sum(one))),
      out.set(i32.add(out.get, i32.of(32))),
    ]),
  ];
});

/** Adds Xᵀ·v to out, which has `width` bytes, from the columns that begin at x; as `times` otherwise. */
export const transposeTimes = kernel(6, ([x, end, length, v, out, width], local) => {
  const [k, four] = [local('i32'), local('i32')];
  const rows = fourRows(x, length, local);
  const factors = rows.places.map(() => local('v128'));
  const total = local('v128');
  return [
    four.set(i32.shl(length.get, i32.of(2))),
    repeat(x, x.get, end.get, four.get, [
      rows.start,
      ...factors.map((one, r) => one.set(f64x2.loadTwice(v.get, 8 * r))),
      repeat(k, out.get, i32.add(out.get, width.get), i32.of(16), [
        total.set(f64x2.load(k.get)),
        ...factors.map((one, r) =>
          total.set(f64x2.add(total.get, f64x2.mul(one.get, f64x2.load(rows.places[r].get)))),
        ),
        f64x2.store(k.get, 0, total.get),
        rows.step,
      ]),
      v.set(i32.add(v.get, i32.of(32))),
    ]),
  ];
});

const memories = sharedWorkspace(assemble({ times, transposeTimes }));

/** A matrix that stays where WebAssembly multiplies it by one vector after another. */
export interface RestingMatrix {
  /** Its rows, `stride` numbers from one to the next. */
  readonly rows: Float64Array;
  readonly stride: number;
  /** X·v + b into `out`. */
  readonly times: (v: Float64Array, b: number, out: Float64Array) => void;
  /** Xᵀ·v into `out`. */
  readonly transposeTimes: (v: Float64Array, out: Float64Array) => void;
}

/**
 * Lays a matrix there; the next call takes its place, so use one to its end before the next.
 *
 * @param x rows × width, row-major
 * @param centre taken from each column; 0 when not given
 */
export function restingMatrix(x: Float64Array, width: number, centre?: Float64Array): RestingMatrix {
  const count = x.length / width;
  const rows = 4 * Math.ceil(count / 4);
  const even = width + (width & 1);
  const length = 8 * even;
  const end = rows * length;
  const [across, down] = [end, end + length]; // a vector of columns, and one of rows
  const { run, view } = memories(down + 8 * rows);
  const matrix = view(0, rows * even).fill(0);
  lay(x, width, centre ?? new Float64Array(width), matrix, even);
  const wide = view(across, even).fill(0);
  const tall = view(down, rows).fill(0);
  return {
    rows: view(0, count * even),
    stride: even,
    times: (v, b, out) => {
      wide.set(v);
      run.times(0, end, length, across, down);
      addTo(out, tall, b);
    },
    transposeTimes: (v, out) => {
      tall.set(v);
      wide.fill(0);
      run.transposeTimes(0, end, length, down, across, length);
      for (let j = 0; j < width; j++) out[j] = wide[j];
    },
  };
}

function lay(x: Float64Array, width: number, centre: Float64Array, to: Float64Array, stride: number): void {
  for (let from = 0, at = 0; from < x.length; from += width, at += stride) {
    for (let j = 0; j < width; j++) to[at + j] = x[from + j] - centre[j];
  }
}

function addTo(out: Float64Array, values: Float64Array, b: number): void {
  for (let i = 0; i < out.length; i++) out[i] = values[i] + b;
}
