import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseCsv } from '../../lib/corpora/csv';

const records = (text: string) => parseCsv(text, 'x.csv').map(({ fields }) => fields);

describe('a CSV text', () => {
  // Each expectation is what RFC 4180, section 2, says of the text.
  const cases: Record<string, [string, string[][]]> = {
    'with a last line end': ['a,b\n1,2\n', [['a', 'b'], ['1', '2']]], // prettier-ignore
    'without one': ['a,b\n1,2', [['a', 'b'], ['1', '2']]], // prettier-ignore
    'with empty fields': [',\na,\n,b', [['', ''], ['a', ''], ['', 'b']]], // prettier-ignore
    'with quoted commas, quotes and line ends': [
      '"a,b","say ""yes""","one\ntwo"\n',
      [['a,b', 'say "yes"', 'one\ntwo']],
    ],
    'with empty quotes': ['"",x\n""', [['', 'x'], ['']]], // prettier-ignore
    'with blank lines': ['\na\n\n  \nb\n\n', [['a'], ['b']]],
    'with blanks around fields': [' a , b ', [[' a ', ' b ']]],
    'that is empty': ['', []],
  };
  for (const [name, [text, expected]] of Object.entries(cases)) {
    test(name, () => assert.deepEqual(records(text), expected));
  }
});

test('records know the line they begin on', () => {
  const lines = parseCsv('a\n"b\nb"\n\nc', 'x.csv').map(({ line }) => line);
  assert.deepEqual(lines, [1, 2, 5]);
});

test('a quoted field may be long', () => {
  const long = 'x""'.repeat(200_000);
  assert.equal(records(`"${long}"`)[0][0].length, 400_000);
});

test('quotes out of place are refused, with their line', () => {
  assert.throws(
    () => parseCsv('a\n"b', 'x.csv'),
    /^Error: x\.csv, line 2: a stray or unclosed double quote near "\\"b"/,
  );
  assert.throws(() => parseCsv('a,b"c"', 'x.csv'), /line 1/);
  assert.throws(() => parseCsv('"a"b', 'x.csv'), /line 1/);
});
