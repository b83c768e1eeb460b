import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPickle } from '../../lib/legacy/pickle';
import type { NumpyArray, PickleValue } from '../../lib/legacy/pickle-value';
import { random } from '../../lib/stats/random';
import reference from '../reference/pickles.json';

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const protocols = Object.entries(reference.protocols);

for (const [protocol, pickles] of protocols) {
  test(`protocol ${protocol}: plain values`, () => {
    const found = readPickle(bytesOf(pickles.plain), 'plain.obj') as Map<PickleValue, PickleValue>;
    const expected = new Map<PickleValue, PickleValue>([
      ['none', null],
      ['truth', [true, false]],
      ['small', 7],
      ['medium', 60000],
      ['negative', -3],
      ['large', 2 ** 40],
      ['float', 0.1],
      ['text', 'é 発話'],
      ['long text', 'x'.repeat(300)],
      ['set', new Set([3])],
      ['tuple', [1, [2, 3], [4, 5, 6, 7]]],
      ['nested', [[], [[]], new Map()]],
      [5, 'number key'],
    ]);
    const bytes = found.get('bytes') as Uint8Array;
    assert.deepEqual(
      Array.from(bytes),
      Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 0 : 255)),
    );
    found.delete('bytes');
    assert.deepEqual(found, expected);
  });

  test(`protocol ${protocol}: NumPy arrays`, () => {
    for (const [name, base64] of Object.entries(pickles.arrays)) {
      const found = readPickle(bytesOf(base64), name);
      const expected = reference.arrays[name as keyof typeof reference.arrays];
      if (name.endsWith('scalar')) {
        assert.equal(Number(found), Number(expected.values[0]), name);
        continue;
      }
      const array = found as NumpyArray;
      assert.deepEqual(array.shape, expected.shape, name);
      const numbers = { nan: NaN, inf: Infinity, true: 1, false: 0 };
      const values = expected.values.map((value) => numbers[String(value) as keyof typeof numbers] ?? value);
      assert.deepEqual(Array.from(array.values), values, name);
    }
  });

  test(`protocol ${protocol}: every beginning of a pickle is refused`, () => {
    for (const base64 of [pickles.utterances, pickles.plain, ...Object.values(pickles.arrays)]) {
      const whole = bytesOf(base64);
      for (let length = 0; length < whole.length; length++) {
        assert.throws(
          () => readPickle(whole.subarray(0, length), 'torn.obj'),
          /^Error: torn\.obj: pickle refused/,
        );
      }
    }
  });

  test(`protocol ${protocol}: a changed byte gives a value or an Error, nothing else`, () => {
    const draws = random(1);
    const whole = bytesOf(pickles.utterances);
    let refused = 0;
    for (let trial = 0; trial < 2000; trial++) {
      const changed = whole.slice();
      changed[draws.integer(0, whole.length)] = draws.integer(0, 256);
      try {
        readPickle(changed, 'changed.obj');
      } catch (error) {
        refused++;
        assert.ok(
          error instanceof Error && error.message.startsWith('changed.obj: pickle refused at byte'),
          String(error),
        );
      }
    }
    assert.ok(refused > 500, `${refused} of 2000 refused`);
  });
}

test('what could run code or exhaust memory is refused, saying what and where', () => {
  const hostile = reference.hostile;
  const refused: Record<keyof typeof hostile, RegExp> = {
    'os.system, protocol 2': /GLOBAL\): it names '(posix|nt) system'/,
    'os.system, protocol 3': /GLOBAL\): it names '(posix|nt) system'/,
    'os.system, protocol 4': /STACK_GLOBAL\): it names '(posix|nt) system'/,
    'os.system, protocol 5': /STACK_GLOBAL\): it names '(posix|nt) system'/,
    eval: /it names 'builtins eval'/,
    getattr: /it names 'builtins getattr'/,
    'numpy.load': /it names 'numpy load'/,
    'beyond 2^53': /integer 1152921504606846976 is beyond ±2\^53/,
    'long integer': /integer of 13 bytes/,
    complex: /dtype 'c16' is not one of/,
    structured: /dtype 'V12' is not one of|dtype with fields/,
    "one array's bytes used again and again": /the same bytes are used for array after array/,
  };
  for (const [name, base64] of Object.entries(hostile)) {
    assert.throws(() => readPickle(bytesOf(base64), 'x.obj'), refused[name as keyof typeof hostile], name);
  }
});

const refusedPrograms: [name: string, program: string, message: RegExp][] = [
  ['STRING, of protocol 0', '\x80\x02(S', /opcode 0x53/],
  ['INST', '\x80\x02(iposix\nsystem\n.', /opcode 0x69 INST\): this opcode is not needed/],
  ['a persistent id', '\x80\x02Pid\n.', /PERSID/],
  ['an extension', '\x80\x02\x82\x01.', /EXT1/],
  ['protocol 1', '\x80\x01N.', /pickle protocol 1/],
  ['protocol 0', 'I1\n.', /does not begin as a pickle/],
  ['a text of 4 GB', '\x80\x03X\xff\xff\xff\xffab.', /needs 4294967295 more bytes, the file has 3/],
  ['bytes of 2^60', '\x80\x04\x8e\x00\x00\x00\x00\x00\x00\x00\x10.', /needs 11529215\d+ more bytes/],
  ['an empty stack', '\x80\x03.', /ends with 0 values/],
  ['two values', '\x80\x03NN.', /ends with 2 values/],
  ['something after the end', '\x80\x03N.N', /1 bytes follow the end/],
  ['a pop below the mark', '\x80\x03N(0.', /nothing on the stack/],
  ['a memo never filled', '\x80\x03h\x07.', /the memo has no number 7/],
  ['an append to a number', '\x80\x03K\x01K\x02a.', /appends to 1, not to a list/],
  ['a key without its value', '\x80\x03}(K\x01u.', /a key without its value/],
  ['a call of a class', '\x80\x03c__main__\nOutput\n)R.', /calls __main__ Output/],
  ['a name from JavaScript', '\x80\x03cObject\nconstructor\n.', /names 'Object constructor'/],
  ['a text that is not UTF-8', '\x80\x03X\x01\x00\x00\x00\xff.', /not valid UTF-8/],
  ['an endless stack', '\x80\x03' + 'N'.repeat(200_000) + '.', /more than 100000 values/],
  [
    'an array larger than its bytes',
    '\x80\x03cnumpy.core.numeric\n_frombuffer\n(C\x00cnumpy\ndtype\nX\x02\x00\x00\x00f8\x85RJ\x00\x00\x00\x7f\x85X\x01\x00\x00\x00CtR.',
    /needs 17045651456 bytes, found 0/,
  ],
];
for (const [name, program, message] of refusedPrograms) {
  test(`refused: ${name}`, () => {
    assert.throws(() => readPickle(new Uint8Array(Buffer.from(program, 'latin1')), 'x.obj'), message);
  });
}

test('nesting a hundred thousand deep neither hangs nor overflows', () => {
  const depth = 50_000;
  const program = '\x80\x03' + ']'.repeat(depth) + 'a'.repeat(depth - 1) + '.';
  let value = readPickle(new Uint8Array(Buffer.from(program, 'latin1')), 'x.obj') as PickleValue[];
  let levels = 1;
  for (; value.length > 0; levels++) value = value[0] as PickleValue[];
  assert.equal(levels, depth);
});
