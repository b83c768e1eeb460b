import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as xlsx from 'xlsx';
import { tableOf } from '../../lib/text/read-table';
import type { UserTable } from '../../lib/text/user-table';

const needs = { file: 's.xlsx', keys: ['participant', 'participant id'], wanted: 'participant,score' };
const names = { nameOf: (field: string) => field, isKnown: () => true };
const read = (bytes: Buffer): Promise<UserTable> => tableOf(bytes, needs, names);

const rows = [
  ['Participant ID', 'Score (1-7)', 'said'],
  ['Rémi', 3.5, 'He said "no",\ntwice'],
  [],
  ['007', 4, new Date(Date.UTC(2024, 4, 3))],
  [8, '4,5', ''],
  ['kim', { t: 'e', v: 42, w: '#N/A' }, 'x'],
];

function workbook(bookType: xlsx.BookType, sheets: Record<string, unknown[][]>): Buffer {
  const book = xlsx.utils.book_new();
  for (const [name, cells] of Object.entries(sheets)) {
    xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(cells, { UTC: true }), name);
  }
  return xlsx.write(book, { type: 'buffer', bookType }) as Buffer;
}

for (const type of ['xlsx', 'xlsb', 'biff8', 'ods'] as const) {
  test(`a ${type} workbook is read as the table it shows`, async () => {
    const table = await read(workbook(type, { About: [['notes'], ['x']], Scores: rows }));
    assert.deepEqual(table.columns, rows[0]);
    const score = table.column('score') ?? '';
    assert.deepEqual(
      table.rows.map((row) => [row.line, row.text(table.key), row.number(score)]),
      [
        [2, 'Rémi', 3.5],
        [4, '007', 4],
        [5, '8', 4.5],
        [6, 'kim', NaN],
      ],
    );
    assert.equal(table.rows[0].text('said'), 'He said "no", twice');
    assert.match(table.rows[1].text('said'), /^2024-05-03$/);
    assert.deepEqual(table.remarks, [
      'read as sheet "Scores" of a workbook; not read: "About"',
      'its numbers have decimal commas',
    ]);
  });
}

test('a workbook without the columns wanted names those of its first sheet', async () => {
  await assert.rejects(
    () =>
      read(
        workbook('xlsx', {
          Empty: [[]],
          One: [
            ['a', 'b'],
            [1, 2],
          ],
        }),
      ),
    /s\.xlsx: no column participant; found a, b; .* \(read as sheet "One" of a workbook\)/,
  );
});

test('a workbook that cannot be read is refused with a way out', async () => {
  const whole = workbook('xlsx', { Scores: rows });
  const wayOut = /^Error: s\.xlsx: .*save the table as CSV in UTF-8$/;
  await assert.rejects(() => read(whole.subarray(0, 1000)), wayOut);
  await assert.rejects(() => read(Buffer.from('PK\x03\x04…')), wayOut);
  await assert.rejects(() => read(workbook('xlsx', { Empty: [[]] })), wayOut);
  const bomb = Buffer.from(whole);
  bomb.writeUInt32LE(0xffffffff, bomb.indexOf('PK\x01\x02', 0, 'latin1') + 24);
  await assert.rejects(() => read(bomb), /too large for a table of labels; save/);
});

test('a damaged workbook that would be read for ever is refused after a while', async () => {
  const bytes = workbook('biff8', { Scores: rows });
  // The third entry of the compound file's directory follows the second; here the first two follow it again.
  const entry = 512 * (bytes.readInt32LE(48) + 1) + 2 * 128;
  assert.equal(bytes.toString('utf16le', entry, entry + 16), 'Workbook');
  bytes.writeInt32LE(0, entry + 68);
  bytes.writeInt32LE(1, entry + 72);
  await assert.rejects(
    () => read(bytes),
    /s\.xlsx: .*(it was not read within 5\.\d+ s|it ended its reader: .*memory.*)\); save the table as CSV in UTF-8$/,
  );
});
