import { f64x2, i32, kernel, repeat, type Code, type Variable } from '../dsp/wasm';

/*
 * Products of columns with each other, sixteen at a time: four columns lie side by side in a block, row after row, so that
 * one pass over the rows reads two blocks and keeps a tile of 4 × 4 sums in registers.
 */

/** Columns in a block. */
export const SIDE = 4;
/** Bytes of a block's row. */
export const ROW = 8 * SIDE;

/** What is added to a sum: from a number of block a, twice, and two of block b; the last is free to use. */
type Term = (one: Variable, two: Variable, free: Variable) => Code;

/** Adds the terms of one row of block a (at `here`) and of block b (at `there`) to the tile. */
function addRow(
  tile: readonly Variable[],
  here: Code,
  there: Code,
  [first, free, ...pair]: Variable[],
  term: Term,
): Code {
  return [
    ...pair.map((two, half) => two.set(f64x2.load(there, 16 * half))),
    ...Array.from({ length: SIDE }, (_, c) => [
      first.set(f64x2.loadTwice(here, 8 * c)),
      ...pair.map((two, half) => {
        const sum = tile[2 * c + half];
        return sum.set(f64x2.add(sum.get, term(first, two, free)));
      }),
    ]).flat(),
  ].flat();
}

/**
 * Sums of terms of block a with each block from b to below `end`, a block having `length` bytes: a tile for each block of
 * b, of four rows of four sums, `stride` bytes from one row to the next and `step` from one tile to the next, the first at
 * `result`. One row of the blocks in a turn of the loop: with two, the sums no longer stay in registers.
 */
const tiles = (term: Term) =>
  kernel(7, ([a, b, end, length, result, stride, step], local) => {
    const [block, here, there, out] = Array.from({ length: 4 }, () => local('i32'));
    const tile = Array.from({ length: 2 * SIDE }, () => local('v128'));
    const numbers = Array.from({ length: 4 }, () => local('v128'));
    return [
      repeat(block, b.get, end.get, length.get, [
        ...tile.map((sum) => sum.set(f64x2.of(0, 0))),
        there.set(block.get),
        repeat(here, a.get, i32.add(a.get, length.get), i32.of(ROW), [
          addRow(tile, here.get, there.get, numbers, term),
          there.set(i32.add(there.get, i32.of(ROW))),
        ]),
        out.set(result.get),
        ...Array.from({ length: SIDE }, (_, c) => [
          ...f64x2.store(out.get, 0, tile[2 * c].get),
          ...f64x2.store(out.get, 16, tile[2 * c + 1].get),
          ...out.set(i32.add(out.get, stride.get)),
        ]),
        result.set(i32.add(result.get, step.get)),
      ]),
    ];
  });

/** aᵀ·b. */
export const strip = tiles((one, two) => f64x2.mul(one.get, two.get));
