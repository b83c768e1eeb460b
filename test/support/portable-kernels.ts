import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import ts from 'typescript';

/*
 * AssemblyScript kernels without a compiler of AssemblyScript: their sources are TypeScript, which runs as JavaScript once
 * the instructions they use are functions on plain numbers. What is not here is used by no kernel.
 */

const sources = path.resolve(__dirname, '..', '..', 'lib', 'kernels', 'assembly');

/** Sixteen bytes, as two numbers. */
type Pair = Float64Array;
const pair = (first: number, second: number): Pair => Float64Array.of(first, second);
const bits = (x: Pair) => new BigUint64Array(x.buffer, x.byteOffset, 2);
const ofBits = (first: bigint, second: bigint): Pair =>
  new Float64Array(BigUint64Array.of(first, second).buffer);
const each =
  (f: (...numbers: number[]) => number) =>
  (...pairs: Pair[]): Pair =>
    pair(f(...pairs.map((x) => x[0])), f(...pairs.map((x) => x[1])));
const eachBits =
  (f: (...numbers: bigint[]) => bigint) =>
  (...pairs: Pair[]): Pair =>
    ofBits(f(...pairs.map((x) => bits(x)[0])), f(...pairs.map((x) => bits(x)[1])));
const allBits = 2n ** 64n - 1n;

const f64x2 = Object.assign(pair, {
  splat: (x: number) => pair(x, x),
  extract_lane: (x: Pair, lane: number) => x[lane],
  shuffle: (a: Pair, b: Pair, first: number, second: number) =>
    pair([...a, ...b][first], [...a, ...b][second]),
  add: each((a, b) => a + b),
  sub: each((a, b) => a - b),
  mul: each((a, b) => a * b),
  div: each((a, b) => a / b),
  neg: each((a) => -a),
  abs: each((a) => Math.abs(a)),
  pmin: each((a, b) => (b < a ? b : a)),
  pmax: each((a, b) => (a < b ? b : a)),
  gt: (a: Pair, b: Pair) => ofBits(a[0] > b[0] ? allBits : 0n, a[1] > b[1] ? allBits : 0n),
  promote_low_f32x4: (x: Pair) => Float64Array.from(new Float32Array(x.buffer, x.byteOffset, 2)),
});
const i64x2 = {
  add: eachBits((a, b) => BigInt.asUintN(64, a + b)),
  sub: eachBits((a, b) => BigInt.asUintN(64, a - b)),
  shl: (x: Pair, count: number) => eachBits((a) => BigInt.asUintN(64, a << BigInt(count)))(x),
  shr_u: (x: Pair, count: number) => eachBits((a) => a >> BigInt(count))(x),
};

/** Instructions that read and write a memory. */
function instructions(memory: ArrayBuffer) {
  const view = new DataView(memory);
  const read = (at: number) => view.getFloat64(at, true);
  return {
    f64x2,
    i64x2,
    f64: {
      load: (at: number, offset = 0) => read(at + offset),
      store: (at: number, value: number, offset = 0) => view.setFloat64(at + offset, value, true),
      abs: Math.abs,
      min: Math.min,
      max: Math.max,
    },
    i32: { load: (at: number, offset = 0) => view.getInt32(at + offset, true) },
    v128: {
      load: (at: number, offset = 0) => pair(read(at + offset), read(at + offset + 8)),
      store: (at: number, value: Pair, offset = 0) =>
        new Uint8Array(memory, at + offset, 16).set(new Uint8Array(value.buffer, value.byteOffset, 16)),
      load64_splat: (at: number, offset = 0) => pair(read(at + offset), read(at + offset)),
      load64_zero: (at: number) => pair(read(at), 0),
      load64_lane: (at: number, value: Pair, lane: number) =>
        lane === 0 ? pair(read(at), value[1]) : pair(value[0], read(at)),
      or: eachBits((a, b) => a | b),
      bitselect: eachBits((a, b, mask) => (a & mask) | (b & (mask ^ allBits))),
    },
  };
}

/**
 * The functions that the source `name` exports, as plain JavaScript on a memory of so many bytes.
 *
 * Additions, products and so on are those of IEEE 754 in both, so a compiled kernel is to give the same bits.
 */
export function portableKernels(name: string, bytes: number) {
  const memory = new ArrayBuffer(bytes);
  const globals = vm.createContext({ ...instructions(memory), Math, Infinity });
  const load = (file: string): Record<string, (...parameters: number[]) => number | undefined> => {
    const text = readFileSync(path.join(sources, `${file}.ts`), 'utf8');
    const { outputText } = ts.transpileModule(text, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    const exports = {};
    const require = (other: string) => load(path.posix.join(path.posix.dirname(file), other));
    const run = vm.runInContext(`(function (exports, require) {${outputText}\n})`, globals) as (
      exports: object,
      require: (other: string) => object,
    ) => void;
    run(exports, require);
    return exports;
  };
  return {
    run: load(name),
    view: (address: number, length: number) => new Float64Array(memory, address, length),
  };
}
