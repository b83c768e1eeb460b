import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decimalMarks, isMissing, numberField } from '../../lib/text/number';

/** The number of the first field in a table of these fields; its kind where there is none. */
const read = (...fields: string[]) => {
  const found = numberField(fields[0], decimalMarks(fields));
  return found.kind === 'number' ? found.value : found.kind;
};

describe('a field where a number is expected', () => {
  const cases: [string[], number | string][] = [
    [['4.5'], 4.5],
    [['4,5'], 4.5],
    [['-0,25'], -0.25],
    [['−3'], -3], // U+2212, as spreadsheets set it
    [['６.5'], 6.5],
    [['1e-3'], 0.001],
    [['1,5e3'], 1500],
    [['.5'], 0.5],
    [[',5'], 0.5],
    [['0,125'], 0.125], // no thousands begin with 0
    [['1.234,5'], 1234.5],
    [['1,234.5'], 1234.5],
    [['1 234,5'], 1234.5],
    [['1\u202f234'], 1234],
    [["1'234.5"], 1234.5],
    [['1,234,567'], 1234567],
    [['1.234.567'], 1234567],
    // The other fields say what a sign before three digits is …
    [['1,234', '0,5'], 1.234],
    [['1,234', '0.5'], 1234],
    [['1.234', '0.5'], 1.234],
    [['1.234'], 1.234],
    // … or they do not.
    [['1,234'], 'ambiguous'],
    [['1,234', '0.5', '0,5'], 'ambiguous'],
    [['1.234', '0,5'], 'ambiguous'],
    [['Infinity'], 'other'],
    [['1e999'], 'other'],
    [['0x10'], 'other'],
    [['4.5 dB'], 'other'],
    [['04. Mai'], 'other'],
    [['1,2,3'], 'other'],
    [['good'], 'other'],
  ];
  for (const [fields, expected] of cases) {
    test(fields.join(' beside '), () => assert.equal(read(...fields), expected));
  }
});

test('words that stand for no number', () => {
  const words = [
    '',
    '.',
    '-',
    '–',
    'NA',
    'n/a',
    '#N/A',
    '#NULL!',
    '#DIV/0!',
    '#WERT!',
    '#NV',
    '--undefined--',
  ];
  for (const word of [...words, 'missing', 'NaN', 'None', 'null', '<NA>', ' ']) {
    assert.ok(isMissing(word), word);
    assert.equal(read(word), 'missing');
  }
  for (const word of ['0', 'no', 'high', '#']) assert.ok(!isMissing(word), word);
});
