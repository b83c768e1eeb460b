import { assemble, f64x2, i32, i64x2, kernel, repeat, sharedWorkspace, type Code } from '../dsp/wasm';
import { ROW, SIDE, strip } from './tiles';

const { add, sub, mul, min, max, load, loadTwice, store, of } = f64x2;
const twice = (x: number): Code => of(x, x);

/** Rows done together: one line of the processor's cache of the result. */
const GROUP = 16;
const BLOCK = SIDE; // of this file: an imported name costs a call in every turn of a loop
const TOGETHER = 4;

/**
 * Exponentials of exponents from −700 to 0, in place from `from` to below `to`: an exponent is its product plus what its
 * row (at `own`, 8 bytes per GROUP products) and its column (at `others`, the same ones for each row) add to it. With
 * x = k ln 2 + r, |r| ≤ ½ ln 2, e^x = 2^k (1 + r + r²/2! + …), within 3e-10 after r⁸. Abramowitz & Stegun 4.2.1.
 */
const exponentials = kernel(4, ([from, to, own, others], local) => {
  const [place, column] = [local('i32'), local('i32')];
  const [shift, x, k, result] = Array.from({ length: 4 }, () => local('v128'));
  const magic = twice(1.5 * 2 ** 52); // added to a number, its last bits are the nearest whole one
  const terms = [8, 7, 6, 5, 4, 3, 2, 1, 0].map((n) => twice(1 / factorial(n)));
  return [
    repeat(from, from.get, to.get, i32.of(8 * GROUP), [
      shift.set(loadTwice(own.get)),
      column.set(others.get),
      repeat(place, from.get, i32.add(from.get, i32.of(8 * GROUP)), i32.of(16), [
        x.set(add(load(place.get), add(shift.get, load(column.get)))),
        x.set(max(twice(-700), min(twice(0), x.get))),
        k.set(add(mul(x.get, twice(Math.LOG2E)), magic)),
        x.set(sub(x.get, mul(sub(k.get, magic), twice(Math.LN2)))),
        result.set(terms[0]),
        ...terms.slice(1).map((term) => result.set(add(mul(result.get, x.get), term))),
        store(place.get, 0, i64x2.add(result.get, i64x2.left(k.get, 52))),
        column.set(i32.add(column.get, i32.of(16))),
      ]),
      own.set(i32.add(own.get, i32.of(8))),
    ]),
  ];
});

const workspace = sharedWorkspace(assemble({ strip, exponentials }));

/**
 * How similar rows are: k(x, z) = exp(−gamma·‖x − z‖²) of each row with each.
 *
 * @param x n rows, row-major
 * @returns n × n, in four bytes each as 1 ≥ k > 0 needs no more; 100 MB for 5,000 rows
 */
export function rbfKernel(x: Float64Array, n: number, gamma: number): Float32Array {
  const width = x.length / n;
  // Blocks of four rows as columns of Xᵀ, then what each row adds to its exponents, then the products of two groups.
  const even = width + (width & 1);
  const groups = Math.ceil(n / GROUP);
  const length = 8 * BLOCK * even;
  const groupLength = (GROUP / BLOCK) * length;
  const shifts = groups * groupLength;
  const result = shifts + 8 * groups * GROUP;
  const { run, view } = workspace(result + 8 * GROUP * GROUP);
  const packed = view(0, shifts / 8).fill(0);
  const shift = view(shifts, groups * GROUP);
  const root = Math.sqrt(2 * gamma); // so that products of rows are 2 gamma x·z
  for (let i = 0; i < n; i++) {
    let squares = 0;
    let to = (i >> 2) * BLOCK * even + (i & 3);
    for (let j = i * width; j < (i + 1) * width; j++, to += BLOCK) {
      const value = root * x[j];
      packed[to] = value;
      squares += value * value;
    }
    shift[i] = -squares / 2;
  }
  const similar = view(result, GROUP * GROUP);
  const kernel = new Float32Array(n * n);
  // Some groups together, so that what is written below the diagonal and mirrored above it is near to the last.
  for (let first = 0; first < groups; first += TOGETHER) {
    const last = Math.min(groups, first + TOGETHER);
    for (let other = 0; other < last; other++) {
      for (let own = Math.max(first, other); own < last; own++) {
        for (let block = 0; block < GROUP / BLOCK; block++) {
          const a = own * groupLength + block * length;
          const to = result + 8 * BLOCK * GROUP * block;
          run.strip(a, other * groupLength, (other + 1) * groupLength, length, to, 8 * GROUP, ROW);
        }
        const [ownShifts, otherShifts] = [shifts + 8 * GROUP * own, shifts + 8 * GROUP * other];
        run.exponentials(result, result + 8 * GROUP * GROUP, ownShifts, otherShifts);
        mirror(similar, kernel, n, own * GROUP, other * GROUP);
      }
    }
  }
  return kernel;
}

/** Writes similarities of the rows from `own` on and those from `other` on, at most `own`, on both sides of the diagonal. */
function mirror(similar: Float64Array, kernel: Float32Array, n: number, own: number, other: number): void {
  const rows = Math.min(GROUP, n - own);
  const columns = Math.min(GROUP, n - other);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) kernel[(own + r) * n + other + c] = similar[r * GROUP + c];
  }
  for (let c = 0; c < columns; c++) {
    for (let r = 0; r < rows; r++) kernel[(other + c) * n + own + r] = similar[r * GROUP + c];
  }
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
