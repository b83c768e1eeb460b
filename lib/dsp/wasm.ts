/*
 * A small assembler for WebAssembly: the loops that take most of the time of measuring run two numbers at once there
 * (f64x2), which JavaScript cannot say. An expression is the list of its bytes, operands before the operator.
 *
 * WebAssembly Core Specification 2.0, section 5 (binary format).
 */

/** Bytes of instructions. */
export type Code = readonly number[];
type Type = 'i32' | 'f64' | 'v128';
const typeByte = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;

/** A parameter or local variable of a function. */
export interface Variable {
  readonly get: Code;
  readonly set: (value: Code) => Code;
}

/** A whole number, least significant seven bits first; `signed` for constants in code. */
function leb(n: number, signed: boolean): number[] {
  const bytes: number[] = [];
  for (;;) {
    const low = n & 0x7f;
    n = signed ? n >> 7 : n >>> 7;
    const done = signed ? (n === 0 && low < 64) || (n === -1 && low >= 64) : n === 0;
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}

const operator =
  (...bytes: number[]) =>
  (...operands: Code[]): Code => [...operands.flat(), ...bytes];
const vectorOperator = (opcode: number) => operator(0xfd, ...leb(opcode, false));
/** The address is in bytes; the number of bytes added to it is `offset`. */
const memory =
  (bytes: readonly number[], align: number) =>
  (address: Code, offset = 0, value: Code = []): Code => [
    ...address,
    ...value,
    ...bytes,
    align,
    ...leb(offset, false),
  ];

export const i32 = {
  of: (n: number): Code => [0x41, ...leb(n, true)],
  add: operator(0x6a),
  sub: operator(0x6b),
  mul: operator(0x6c),
  shl: operator(0x74),
  shr: operator(0x76),
  lt: operator(0x49),
  load: memory([0x28], 2),
};

export const f64 = {
  of: (x: number): Code => [0x44, ...new Uint8Array(Float64Array.of(x).buffer)],
  abs: operator(0x99),
  ne: operator(0x62),
  add: operator(0xa0),
  sub: operator(0xa1),
  mul: operator(0xa2),
  div: operator(0xa3),
  min: operator(0xa4),
  max: operator(0xa5),
  load: memory([0x2b], 3),
  store: memory([0x39], 3),
};

/** Two numbers of double precision side by side. */
export const f64x2 = {
  of: (a: number, b: number): Code => [0xfd, 0x0c, ...new Uint8Array(Float64Array.of(a, b).buffer)],
  load: memory([0xfd, 0x00], 3),
  store: memory([0xfd, 0x0b], 3),
  /** One number, twice. */
  loadTwice: memory([0xfd, 0x0a], 3),
  /** One number and one from another place. */
  loadPair: (first: Code, second: Code, offset = 0): Code => [
    ...second,
    ...memory([0xfd, 0x5d], 3)(first, offset),
    ...[0xfd, 0x57, 3, ...leb(offset, false), 1],
  ],
  add: vectorOperator(0xf0),
  sub: vectorOperator(0xf1),
  mul: vectorOperator(0xf2),
  div: vectorOperator(0xf3),
  abs: vectorOperator(0xec),
  /** The smaller and the larger of two; the first where either is NaN. */
  min: vectorOperator(0xf6),
  max: vectorOperator(0xf7),
  /** All bits set where the first is greater, none where it is not or either is NaN. */
  gt: vectorOperator(0x4a),
  /** `a` where the bits are set, `b` elsewhere. */
  choose: (a: Code, b: Code, bits: Code): Code => vectorOperator(0x52)(a, b, bits),
  /** Two numbers of single precision. */
  loadFloats: (address: Code): Code => [...memory([0xfd, 0x5d], 2)(address), 0xfd, 0x5f],
  /** The first or second of two numbers. */
  lane: (value: Code, lane: 0 | 1): Code => [...value, 0xfd, 0x21, lane],
  /** Numbers `first` and `second` out of four: 0 and 1 those of `a`, 2 and 3 those of `b`. */
  pick: (a: Code, b: Code, first: number, second: number): Code => [
    ...a,
    ...b,
    0xfd,
    0x0d,
    ...[first, second].flatMap((number) => [0, 1, 2, 3, 4, 5, 6, 7].map((byte) => 8 * number + byte)),
  ],
};

/** The bits of two numbers, taken as two whole numbers. */
export const i64x2 = {
  add: vectorOperator(0xce),
  sub: vectorOperator(0xd1),
  or: vectorOperator(0x50),
  /** Moved by so many bits, to the left and to the right. */
  left: (value: Code, bits: number): Code => vectorOperator(0xcb)(value, i32.of(bits)),
  right: (value: Code, bits: number): Code => vectorOperator(0xcd)(value, i32.of(bits)),
};

/** The body while `index` runs from `from` to below `to` (unsigned) by `step`. */
export function repeat(index: Variable, from: Code, to: Code, step: Code, body: readonly Code[]): Code {
  const again = i32.lt(index.get, to);
  const toEnd = [0x45, 0x0d, 0]; // eqz, leave the block
  const loop = [0x03, 0x40, ...body.flat(), ...index.set(i32.add(index.get, step)), ...again, 0x0d, 0, 0x0b];
  return [...index.set(from), 0x02, 0x40, ...again, ...toEnd, ...loop, 0x0b];
}

/** The body where the condition is not 0. */
export function when(condition: Code, body: readonly Code[]): Code {
  return [...condition, 0x04, 0x40, ...body.flat(), 0x0b];
}

/** A function without result, of whole numbers (addresses, counts). */
export interface Kernel {
  readonly parameters: number;
  readonly locals: readonly Type[];
  readonly body: Code;
}

/** `write` gets the parameters, and asks for local variables as it goes. */
export function kernel(
  parameters: number,
  write: (parameters: readonly Variable[], local: (type: Type) => Variable) => readonly Code[],
): Kernel {
  const locals: Type[] = [];
  const variable = (index: number): Variable => ({
    get: [0x20, ...leb(index, false)],
    set: (value) => [...value, 0x21, ...leb(index, false)],
  });
  const body = write(
    Array.from({ length: parameters }, (_, i) => variable(i)),
    (type) => variable(parameters + locals.push(type) - 1),
  ).flat();
  return { parameters, locals, body };
}

/** What this file uses of the global `WebAssembly`, which Node's types leave out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (
    module: object,
    imports: Record<string, Record<string, unknown>>,
  ) => { readonly exports: Record<string, unknown> };
};

/** Functions that work on a memory of their own. */
export interface Workspace<Name extends string> {
  readonly run: Readonly<Record<Name, (...parameters: number[]) => void>>;
  /** `length` numbers of the memory from byte `address` on. */
  readonly view: (address: number, length: number) => Float64Array;
}

const section = (id: number, content: Code): number[] => [id, ...leb(content.length, false), ...content];
const vector = (items: readonly Code[]): number[] => [...leb(items.length, false), ...items.flat()];
const text = (word: string): number[] => [...leb(word.length, false), ...Buffer.from(word, 'latin1')];

/** Compiles kernels once; the result makes workspaces of so many bytes for them. */
export function assemble<Name extends string>(
  kernels: Readonly<Record<Name, Kernel>>,
): (bytes: number) => Workspace<Name> {
  const names = Object.keys(kernels) as Name[];
  const functions = names.map((name) => kernels[name]);
  const types = functions.map(({ parameters }) => [
    0x60,
    ...vector(Array.from({ length: parameters }, () => [typeByte.i32])),
    0,
  ]);
  const bodies = functions.map(({ locals, body }) => {
    const code = [...vector(locals.map((type) => [1, typeByte[type]])), ...body, 0x0b];
    return [...leb(code.length, false), ...code];
  });
  const indices = functions.map((_, i) => leb(i, false));
  const module = new WebAssembly.Module(
    Uint8Array.from([
      ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...section(1, vector(types)),
      ...section(2, vector([[...text('own'), ...text('memory'), 2, 0, 1]])),
      ...section(3, vector(indices)),
      ...section(7, vector(names.map((name, i) => [...text(name), 0, ...indices[i]]))),
      ...section(10, vector(bodies)),
    ]),
  );
  return (bytes) => {
    const memory = new WebAssembly.Memory({ initial: Math.max(1, Math.ceil(bytes / 65536)) });
    const { exports } = new WebAssembly.Instance(module, { own: { memory } });
    return {
      run: exports as Workspace<Name>['run'],
      view: (address, length) => new Float64Array(memory.buffer, address, length),
    };
  };
}

/** One workspace for callers that take turns: the last one made, or a larger one where that is too small. */
export function sharedWorkspace<Name extends string>(
  make: (bytes: number) => Workspace<Name>,
): (bytes: number) => Workspace<Name> {
  let size = 0;
  let workspace: Workspace<Name> | undefined;
  return (bytes) => {
    if (workspace === undefined || bytes > size) {
      size = bytes;
      workspace = make(bytes);
    }
    return workspace;
  };
}
