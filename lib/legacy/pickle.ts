/**
 * Reads Python pickles of the original project without running anything in them.
 *
 * A pickle is a program for a small stack machine. This machine knows the opcodes that build plain values. It accepts only
 * the *names* of the classes listed below, and replaces the functions in pickle-functions.ts. Anything else is an Error that
 * says where. It checks sizes before it allocates memory.
 *
 * The package pickleparser 0.2.1 is not used: it reads negative long integers as positive, rounds other large ones,
 * replaces invalid UTF-8, and accepts pickles with several values, trailing bytes or unfilled memos.
 *
 * Opcodes: Python standard library documentation, "pickletools"; PEP 307 (protocol 2), 3154 (4) and 574 (5).
 */
import { readFileSync, statSync } from 'node:fs';
import { fillArray, functions, type Charge } from './pickle-functions';
import { describeValue, isKind } from './pickle-value';
import type { PickleGlobal, PickleValue } from './pickle-value';

/** Classes whose objects are read as their attributes. */
const classes = new Set([
  '__main__ Input',
  '__main__ Output',
  'sklearn.svm.classes SVR',
  'sklearn.neural_network.multilayer_perceptron MLPClassifier',
  'sklearn.neural_network._stochastic_optimizers AdamOptimizer',
  'sklearn.preprocessing.label LabelBinarizer',
  'numpy ndarray',
]);

const largestFile = 64 * 2 ** 20; // bytes; the original's largest artifact has 3.7 million
const deepestStack = 100_000; // values; Python's pickler adds at most 1,000 at a time

interface Machine {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Position of the next byte. */
  at: number;
  /** Position of the current opcode. */
  opcodeAt: number;
  readonly stack: PickleValue[];
  /** Stack heights at which a list, tuple or dict began. */
  readonly marks: number[];
  readonly memo: Map<number, PickleValue>;
  /** Bytes of arrays and texts built so far: a small file must not fill the memory by repeating one value. */
  built: number;
}

/**
 * Reads the value in a pickle file of the original project (protocols 2 to 5).
 *
 * @returns plain values; objects as class name and attributes, see pickle-value.ts
 * @throws Error naming file, byte and opcode when the file is truncated, malformed, or names a class or function that the
 *   original's artifacts do not need
 */
export function readPickleFile(path: string): PickleValue {
  const { size } = statSync(path);
  if (size > largestFile) {
    throw new Error(
      `${path}: ${size} bytes are more than any pickle of the original project has (limit ${largestFile}); put the original's own file there`,
    );
  }
  return readPickle(readFileSync(path), path);
}

/** Reads the value in the bytes of a pickle; `file` is for messages. See `readPickleFile`. */
export function readPickle(bytes: Uint8Array, file: string): PickleValue {
  const machine: Machine = {
    file,
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    at: 0,
    opcodeAt: 0,
    stack: [],
    marks: [],
    memo: new Map(),
    built: 0,
  };
  if (bytes.length === 0) throw refusal(machine, 'the file is empty');
  if (bytes[0] !== 0x80) throw refusal(machine, 'it does not begin as a pickle of protocol 2 to 5 does');
  for (;;) {
    machine.opcodeAt = machine.at;
    const code = unsigned(machine, 1);
    if (code === 0x2e) break; // STOP
    const opcode = opcodes[code];
    if (opcode === undefined)
      throw refusal(machine, 'this opcode is not needed by any artifact and is not read');
    opcode.run(machine);
    if (machine.stack.length > deepestStack)
      throw refusal(machine, `more than ${deepestStack} values on the stack`);
  }
  const { stack, marks } = machine;
  if (stack.length !== 1 || marks.length > 0)
    throw refusal(machine, `ends with ${stack.length} values, not one`);
  if (machine.at < bytes.length) throw refusal(machine, `${bytes.length - machine.at} bytes follow the end`);
  return stack[0];
}

type Run = (machine: Machine) => void;

const opcodes: Record<number, { readonly name: string; readonly run: Run }> = {
  0x80: { name: 'PROTO', run: protocol },
  0x95: { name: 'FRAME', run: (m) => needs(m, unsigned(m, 8)) },

  0x4e: { name: 'NONE', run: (m) => m.stack.push(null) },
  0x88: { name: 'NEWTRUE', run: (m) => m.stack.push(true) },
  0x89: { name: 'NEWFALSE', run: (m) => m.stack.push(false) },
  0x4b: { name: 'BININT1', run: (m) => m.stack.push(unsigned(m, 1)) },
  0x4d: { name: 'BININT2', run: (m) => m.stack.push(unsigned(m, 2)) },
  0x4a: { name: 'BININT', run: (m) => m.stack.push(m.view.getInt32(skip(m, 4), true)) },
  0x8a: { name: 'LONG1', run: (m) => m.stack.push(long(m, unsigned(m, 1))) },
  0x8b: { name: 'LONG4', run: (m) => m.stack.push(long(m, unsigned(m, 4))) },
  0x47: { name: 'BINFLOAT', run: (m) => m.stack.push(m.view.getFloat64(skip(m, 8), false)) },
  0x8c: { name: 'SHORT_BINUNICODE', run: (m) => m.stack.push(utf8(m, unsigned(m, 1))) },
  0x58: { name: 'BINUNICODE', run: (m) => m.stack.push(utf8(m, unsigned(m, 4))) },
  0x8d: { name: 'BINUNICODE8', run: (m) => m.stack.push(utf8(m, unsigned(m, 8))) },
  0x43: { name: 'SHORT_BINBYTES', run: (m) => m.stack.push(take(m, unsigned(m, 1))) },
  0x42: { name: 'BINBYTES', run: (m) => m.stack.push(take(m, unsigned(m, 4))) },
  0x8e: { name: 'BINBYTES8', run: (m) => m.stack.push(take(m, unsigned(m, 8))) },
  0x96: { name: 'BYTEARRAY8', run: (m) => m.stack.push(take(m, unsigned(m, 8))) },

  0x28: { name: 'MARK', run: (m) => m.marks.push(m.stack.length) },
  0x30: { name: 'POP', run: (m) => void pop(m) },
  0x31: { name: 'POP_MARK', run: (m) => void popToMark(m) },
  0x32: { name: 'DUP', run: (m) => m.stack.push(top(m)) },
  0x29: { name: 'EMPTY_TUPLE', run: (m) => m.stack.push([]) },
  0x74: { name: 'TUPLE', run: (m) => m.stack.push(popToMark(m)) },
  0x85: { name: 'TUPLE1', run: (m) => m.stack.push(popCount(m, 1)) },
  0x86: { name: 'TUPLE2', run: (m) => m.stack.push(popCount(m, 2)) },
  0x87: { name: 'TUPLE3', run: (m) => m.stack.push(popCount(m, 3)) },
  0x5d: { name: 'EMPTY_LIST', run: (m) => m.stack.push([]) },
  0x6c: { name: 'LIST', run: (m) => m.stack.push(popToMark(m)) },
  0x61: { name: 'APPEND', run: (m) => append(m, popCount(m, 1)) },
  0x65: { name: 'APPENDS', run: (m) => append(m, popToMark(m)) },
  0x7d: { name: 'EMPTY_DICT', run: (m) => m.stack.push(new Map()) },
  0x64: { name: 'DICT', run: (m) => setItems(m, new Map(), popToMark(m)) },
  0x73: { name: 'SETITEM', run: (m) => setItems(m, undefined, popCount(m, 2)) },
  0x75: { name: 'SETITEMS', run: (m) => setItems(m, undefined, popToMark(m)) },
  0x8f: { name: 'EMPTY_SET', run: (m) => m.stack.push(new Set()) },
  0x90: { name: 'ADDITEMS', run: addItems },
  0x91: { name: 'FROZENSET', run: (m) => m.stack.push(new Set(popToMark(m))) },

  0x71: { name: 'BINPUT', run: (m) => m.memo.set(unsigned(m, 1), top(m)) },
  0x72: { name: 'LONG_BINPUT', run: (m) => m.memo.set(unsigned(m, 4), top(m)) },
  0x94: { name: 'MEMOIZE', run: (m) => m.memo.set(m.memo.size, top(m)) },
  0x68: { name: 'BINGET', run: (m) => m.stack.push(remembered(m, unsigned(m, 1))) },
  0x6a: { name: 'LONG_BINGET', run: (m) => m.stack.push(remembered(m, unsigned(m, 4))) },

  0x63: { name: 'GLOBAL', run: (m) => m.stack.push(named(m, `${line(m)} ${line(m)}`)) },
  0x93: { name: 'STACK_GLOBAL', run: stackGlobal },
  0x52: { name: 'REDUCE', run: reduce },
  0x81: { name: 'NEWOBJ', run: newObject },
  0x62: { name: 'BUILD', run: build },
};

/** Names of refused opcodes, which call, import or fetch something. */
const refused: Record<number, string> = {
  0x69: 'INST',
  0x6f: 'OBJ',
  0x92: 'NEWOBJ_EX',
  0x50: 'PERSID',
  0x51: 'BINPERSID',
  0x82: 'EXT1',
  0x83: 'EXT2',
  0x84: 'EXT4',
  0x97: 'NEXT_BUFFER',
  0x98: 'READONLY_BUFFER',
};

function refusal(m: Machine, what: string, cause?: unknown): Error {
  const code = m.bytes[m.opcodeAt];
  const hex = code === undefined ? 'none' : `0x${code.toString(16).padStart(2, '0')}`;
  const name = opcodes[code]?.name ?? refused[code] ?? (code === 0x2e ? 'STOP' : '');
  return new Error(
    `${m.file}: pickle refused at byte ${m.opcodeAt} (opcode ${hex}${name === '' ? '' : ` ${name}`}): ${what}; ` +
      "put the original project's own file there, or delete it and run `npm start`",
    { cause },
  );
}

// Bytes

function needs(m: Machine, count: number): void {
  if (count > m.bytes.length - m.at) {
    throw refusal(
      m,
      `needs ${count} more bytes, the file has ${m.bytes.length - m.at}: it is truncated or malformed`,
    );
  }
}

/** Steps over `count` bytes and returns where they began. */
function skip(m: Machine, count: number): number {
  needs(m, count);
  m.at += count;
  return m.at - count;
}

function unsigned(m: Machine, width: 1 | 2 | 4 | 8): number {
  const at = skip(m, width);
  if (width === 1) return m.view.getUint8(at);
  if (width === 2) return m.view.getUint16(at, true);
  if (width === 4) return m.view.getUint32(at, true);
  return Number(m.view.getBigUint64(at, true)); // a length; if it is not exact it is longer than any file
}

function take(m: Machine, count: number): Uint8Array {
  const at = skip(m, count);
  return m.bytes.subarray(at, at + count);
}

function utf8(m: Machine, count: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(take(m, count));
  } catch (cause) {
    if (cause instanceof TypeError) throw refusal(m, 'a text is not valid UTF-8', cause);
    throw cause;
  }
}

/** A text up to the end of its line, for GLOBAL. */
function line(m: Machine): string {
  const end = m.bytes.indexOf(0x0a, m.at);
  if (end < 0) throw refusal(m, 'a name without its end: the file is truncated or malformed');
  const text = utf8(m, end - m.at);
  m.at = end + 1;
  return text;
}

/** A little-endian two's complement integer. */
function long(m: Machine, width: number): number {
  if (width > 8) throw refusal(m, `an integer of ${width} bytes`);
  let value = 0n;
  take(m, width).forEach((byte, i) => (value |= BigInt(byte) << BigInt(8 * i)));
  const number = Number(BigInt.asIntN(8 * width, value));
  if (!Number.isSafeInteger(number)) throw refusal(m, `an integer of about ${number}, beyond ±2^53`);
  return number;
}

function protocol(m: Machine): void {
  const version = unsigned(m, 1);
  if (version < 2 || version > 5) throw refusal(m, `pickle protocol ${version}; 2 to 5 are read`);
}

// Stack; no opcode may use values below the last mark.

function floor(m: Machine): number {
  return m.marks.length > 0 ? m.marks[m.marks.length - 1] : 0;
}

function top(m: Machine): PickleValue {
  if (m.stack.length <= floor(m)) throw refusal(m, 'nothing on the stack');
  return m.stack[m.stack.length - 1];
}

function pop(m: Machine): PickleValue {
  const value = top(m);
  m.stack.pop();
  return value;
}

function popCount(m: Machine, count: number): PickleValue[] {
  if (m.stack.length - floor(m) < count) throw refusal(m, `fewer than ${count} values on the stack`);
  return m.stack.splice(m.stack.length - count);
}

function popToMark(m: Machine): PickleValue[] {
  const mark = m.marks.pop();
  if (mark === undefined) throw refusal(m, 'no mark on the stack');
  return m.stack.splice(mark);
}

function remembered(m: Machine, index: number): PickleValue {
  const value = m.memo.get(index);
  if (value === undefined) throw refusal(m, `the memo has no number ${index}`);
  return value;
}

// Containers

function append(m: Machine, items: PickleValue[]): void {
  const list = top(m);
  if (!Array.isArray(list)) throw refusal(m, `appends to ${describeValue(list)}, not to a list`);
  for (const item of items) list.push(item);
}

/** Fills `fresh` and pushes it, or fills the dict on top of the stack. */
function setItems(m: Machine, fresh: Map<PickleValue, PickleValue> | undefined, items: PickleValue[]): void {
  if (fresh !== undefined) m.stack.push(fresh);
  const dict = top(m);
  if (!(dict instanceof Map)) throw refusal(m, `sets items of ${describeValue(dict)}, not of a dict`);
  if (items.length % 2 !== 0) throw refusal(m, 'a key without its value');
  for (let i = 0; i < items.length; i += 2) dict.set(items[i], items[i + 1]);
}

function addItems(m: Machine): void {
  const items = popToMark(m);
  const set = top(m);
  if (!(set instanceof Set)) throw refusal(m, `adds to ${describeValue(set)}, not to a set`);
  for (const item of items) set.add(item);
}

// Classes and functions: named, never run

function named(m: Machine, name: string): PickleGlobal {
  if (!classes.has(name) && !Object.hasOwn(functions, name)) {
    throw refusal(m, `it names '${name.slice(0, 100)}', which the original's artifacts do not need`);
  }
  return { kind: 'global', name };
}

function stackGlobal(m: Machine): void {
  const [module, name] = popCount(m, 2);
  if (typeof module !== 'string' || typeof name !== 'string') throw refusal(m, 'a name that is not a text');
  m.stack.push(named(m, `${module} ${name}`));
}

function reduce(m: Machine): void {
  const [callee, args] = popCount(m, 2);
  if (!isKind(callee, 'global') || !Object.hasOwn(functions, callee.name) || !Array.isArray(args)) {
    throw refusal(m, `calls ${describeValue(callee)}`);
  }
  try {
    m.stack.push(functions[callee.name](args, charge(m)));
  } catch (cause) {
    if (cause instanceof RangeError) throw refusal(m, `${callee.name}: ${cause.message}`, cause);
    throw cause;
  }
}

function newObject(m: Machine): void {
  const [cls, args] = popCount(m, 2);
  if (!isKind(cls, 'global') || !classes.has(cls.name) || !Array.isArray(args) || args.length > 0) {
    throw refusal(m, `makes an object of ${describeValue(cls)} with ${describeValue(args)}`);
  }
  m.stack.push({ kind: 'instance', className: cls.name, state: null });
}

/** Sets the state of the array, dtype or object below it on the stack. */
function build(m: Machine): void {
  const state = pop(m);
  const target = top(m);
  if (isKind(target, 'instance')) {
    target.state = state;
  } else if (isKind(target, 'dtype')) {
    // (version, byte order, subarray, field names, fields, item size, alignment, flags)
    if (!Array.isArray(state) || typeof state[1] !== 'string' || state[2] !== null || state[3] !== null) {
      throw refusal(m, `a dtype with fields or of parts: ${describeValue(state)}`);
    }
    target.order = state[1];
  } else if (isKind(target, 'array')) {
    if (!Array.isArray(state) || state.length !== 5) throw refusal(m, `array state ${describeValue(state)}`);
    const [, shape, dtype, fortran, elements] = state; // the first is a version
    try {
      fillArray(target, { dtype, shape, elements, fortran: fortran === true }, charge(m));
    } catch (cause) {
      if (cause instanceof RangeError) throw refusal(m, cause.message, cause);
      throw cause;
    }
  } else {
    throw refusal(m, `sets the state of ${describeValue(target)}`);
  }
}

/** Limits the bytes that a pickle makes: at most twice its own, since protocol 2 makes each through `latin1` and the array. */
function charge(m: Machine): Charge {
  return (bytes) => {
    m.built += bytes.length;
    if (m.built > 2 * m.bytes.length) throw new RangeError('the same bytes are used for array after array');
    return bytes;
  };
}
