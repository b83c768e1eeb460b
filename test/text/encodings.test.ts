import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodings, plainText } from '../../lib/text/decoding';
import { recordingKey } from '../../lib/text/names';
import { chooseTable } from '../../lib/text/read-table';
import { readReference } from '../support/reference';

/** Tables as Python's codecs write them (`make/encodings.py`). */
const { cases } = readReference<{
  cases: { encoding: string; names: string[]; bytes: string }[];
}>('encodings');

const needs = { file: 's.csv', keys: ['participant'], wanted: 'participant,score' };
/** The table in these bytes where recordings of these names are there. */
const table = (bytes: Buffer, recordings: readonly string[]) => {
  const known = new Set(recordings.map(recordingKey));
  return chooseTable(decodings(bytes, 's.csv'), needs, {
    nameOf: recordingKey,
    isKnown: (name) => known.has(name),
  });
};
const namesIn = ({ rows, key }: ReturnType<typeof table>) => rows.map((row) => row.text(key));

describe('the encoding is that under which the names are those of recordings', () => {
  for (const { encoding, names, bytes } of cases) {
    test(encoding, () => {
      const read = table(Buffer.from(bytes, 'base64'), names);
      assert.deepEqual(namesIn(read), names);
      assert.deepEqual(
        read.rows.map((row) => row.number('score')),
        names.map((_, i) => 1.5 + (i % 6)),
      );
      assert.ok(read.remarks.some((remark) => /^read as .* between columns$/.test(remark)));
    });
  }
});

describe('without a recording of any name the likeliest encoding is taken, and others are named', () => {
  // Of single names in these, other encodings make names that look as likely.
  const alike = ['Windows-1254', 'Windows-1257', 'EUC-JP'];
  for (const { encoding, names, bytes } of cases) {
    if (encoding.startsWith('UTF')) continue;
    test(encoding, () => {
      const read = table(Buffer.from(bytes, 'base64'), []);
      const said = read.remarks.join('; ');
      assert.match(
        said,
        /its encoding is a guess: line \d says ".*", or ".*" as .*; save it as CSV in UTF-8/,
      );
      if (alike.includes(encoding)) assert.ok(said.includes(`as ${encoding}`), said);
      else assert.deepEqual(namesIn(read), names);
    });
  }
});

/** "Rémi" in Windows-1252, whose bytes are Shift_JIS too: é and m together are one character. */
const remi = Buffer.from('participant,score\r\nAna,4.5\r\nR\xe9mi,2.5\r\n', 'latin1');

test('bytes of two encodings: what recordings there are decides', () => {
  assert.deepEqual(namesIn(table(remi, ['Ana', 'Rémi'])), ['Ana', 'Rémi']);
  assert.deepEqual(namesIn(table(remi, ['Ana', 'R駑i'])), ['Ana', 'R駑i']);
  const { remarks } = table(remi, ['Ana']);
  assert.match(remarks.join('; '), /line 3 says "Rémi", or .*, and no recording has such a name/);
  assert.throws(
    () => table(remi, ['Ana', 'Rémi', 'R駑i']),
    /s\.csv: as Windows-1252 and as Shift_JIS it names different recordings \("Rémi" or "R駑i"\); save it/,
  );
});

test('UTF-8 with a byte that is none is still read', () => {
  const bytes = Buffer.concat([
    Buffer.from('participant,score\nBjörn,1\nChloé,2\nMüller,3\nJoão,4\n'),
    Buffer.from('note\xe9,5\n', 'latin1'),
  ]);
  const read = table(bytes, ['Björn', 'Chloé', 'Müller', 'João']);
  assert.deepEqual(namesIn(read).slice(0, 4), ['Björn', 'Chloé', 'Müller', 'João']);
  assert.match(read.remarks[0], /read as damaged UTF-8/);
});

test('what is no text is refused', () => {
  const refused = (bytes: Buffer, message: RegExp) => assert.throws(() => decodings(bytes, 's.csv'), message);
  refused(
    Buffer.from('504b030414', 'hex'),
    /s\.csv: it is an Excel workbook \(\.xlsx\).*save the table as CSV/,
  );
  refused(Buffer.from('d0cf11e0a1b1', 'hex'), /Excel workbook \(\.xls\)/);
  refused(Buffer.from('1f8b0800', 'hex'), /gzip/);
  refused(Buffer.from('a\0b\0\0\0c\0\0', 'latin1'), /zero bytes/);
});

test('English text is Windows-1252 where it is not Unicode', () => {
  assert.equal(plainText(Buffer.from('it\x92s caf\xe9\r\n', 'latin1')), 'it’s café\n');
  assert.equal(plainText(Buffer.from('\uFEFFcafé\r', 'utf8')), 'café\n');
  assert.equal(plainText(Buffer.from('\uFEFFcafé', 'utf16le')), 'café');
});
