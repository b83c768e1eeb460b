import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDelimited, separatorOf } from '../../lib/text/delimited';

const fault = (line: number, what: string) => new Error(`x.csv, line ${line}: ${what}`);
const parsed = (text: string) => parseDelimited(text, ',', fault);
const records = (text: string) => parsed(text).map(({ fields }) => fields);

describe('a CSV text', () => {
  // Each expectation is what RFC 4180, section 2, says of the text.
  const cases: Record<string, [string, string[][]]> = {
    'with a last line end': ['a,b\n1,2\n', [['a', 'b'], ['1', '2']]], // prettier-ignore
    'without one': ['a,b\n1,2', [['a', 'b'], ['1', '2']]], // prettier-ignore
    'with empty fields': ['a,\n,b', [['a', ''], ['', 'b']]], // prettier-ignore
    'with quoted commas, quotes and line ends': [
      '"a,b","say ""yes""","one\ntwo"\n',
      [['a,b', 'say "yes"', 'one\ntwo']],
    ],
    'with empty quotes': ['"",x\n', [['', 'x']]],
    // What RFC 4180 leaves open: lines without text are none, and blanks around fields do not count.
    'with blank lines': ['\na\n\n  \n,\n"",\nb\n\n', [['a'], ['b']]],
    'with blanks around fields': [' a , "b " ', [['a', 'b ']]],
    'that is empty': ['', []],
  };
  for (const [name, [text, expected]] of Object.entries(cases)) {
    test(name, () => assert.deepEqual(records(text), expected));
  }
});

test('records know the line they begin on', () => {
  const lines = parsed('a\n"b\nb"\n\nc').map(({ line }) => line);
  assert.deepEqual(lines, [1, 2, 5]);
});

test('a quoted field may be long', () => {
  const long = 'x""'.repeat(200_000);
  assert.equal(records(`"${long}"`)[0][0].length, 400_000);
});

test('quotes out of place are refused, with their line', () => {
  assert.throws(
    () => parsed('a\n"b\nc'),
    /^Error: x\.csv, line 2: a stray or unclosed double quote; write ""/,
  );
  assert.throws(() => parsed('a,b"c"'), /line 1/);
  assert.throws(() => parsed('"a"b'), /line 1/);
});

describe('the separator of a table', () => {
  const isHeader = (fields: readonly string[]) => fields.includes('participant');
  const cases: Record<string, [string, string]> = {
    'a comma': ['participant,score\na,1\n', ','],
    'a semicolon beside decimal commas': ['participant;score\na;4,5\nb;3,5\nc;2,5\n', ';'],
    'a tab beside commas in text': ['participant\tnote\na\tx, y\nb\tx, z\n', '\t'],
    'a bar': ['participant|score\na|1\n', '|'],
    'a comma beside semicolons in every field': ['participant,tags\na,x;y\nb,x;z\n', ','],
    'a comma outside quotes': ['"participant",score\n"a;b;c",1\n"d;e;f",2\n', ','],
    'a semicolon below a title with commas': ['One, two, three\nparticipant;score\na;1\n', ';'],
    'a semicolon, whatever the columns are called': ['who;what\na;4,5\nb;3\n', ';'],
    'a comma where nothing is separated': ['participant\na\n', ','],
  };
  for (const [name, [text, separator]] of Object.entries(cases)) {
    test(name, () => assert.equal(separatorOf(text, isHeader), separator));
  }
});

test('tabs between empty fields are no blanks', () => {
  assert.deepEqual(
    parseDelimited('a\t\tb\n\t 1 \t\n', '\t', fault).map(({ fields }) => fields),
    [['a', '', 'b'], ['', '1', '']], // prettier-ignore
  );
});
