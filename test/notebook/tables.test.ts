import assert from 'node:assert/strict';
import { test } from 'node:test';
import { table, tableHtml, tableText } from '../../lib/notebook/tables';

test('rows: decimals down a column, missing values, numbers to the right', () => {
  const text = tableText(
    table(
      [
        { model: 'SVR', r: 0.5944, p: 1e-7, n: 600 },
        { model: 'MLP', r: NaN, p: 0.0412, n: null },
      ],
      { caption: 'Scores', units: { n: 'utterances' } },
    ),
  );
  assert.equal(
    text,
    [
      'Scores',
      'model      r       p           n',
      '                      utterances',
      '-----  -----  ------  ----------',
      'SVR    0.594  1.0e−7         600',
      'MLP        –   0.041           –',
    ].join('\n'),
  );
});

test('columns and data frames give the same table as rows', () => {
  const rows = table([
    { a: 1.5, b: 'x' },
    { a: -22.25, b: 'y' },
  ]);
  const frame = {
    columns: ['a', 'b'],
    index: [0, 1],
    shape: [2, 2],
    values: [
      [1.5, 'x'],
      [-22.25, 'y'],
    ],
  };
  assert.deepEqual(table({ a: Float64Array.of(1.5, -22.25), b: ['x', 'y'] }), rows);
  assert.deepEqual(table(frame), rows);
  assert.deepEqual(rows.columns[0].cells, ['1.5', '−22.3']);
  // Labels that say more than the row number are shown.
  assert.equal(table({ ...frame, index: ['p1', 'pp1'] }).columns[0].cells[1], 'pp1');
});

test('rows beyond the limit are counted', () => {
  const shown = table({ a: Array.from({ length: 25 }, (_, i) => i) }, { limit: 3 });
  assert.deepEqual(shown.columns[0].cells, ['0', '1', '2']);
  assert.match(tableText(shown), /… 22 more rows$/);
  assert.match(tableHtml(shown), /… 22 more rows/);
  assert.match(tableText(table({ a: [1, 2] }, { limit: 1 })), /… 1 more row$/);
});

test('text from data is escaped in every place of the HTML', () => {
  const bad = '<script>alert("1")</script>';
  const html = tableHtml(table([{ [bad]: bad, n: 1 }], { caption: bad, units: { [bad]: bad } }));
  assert.doesNotMatch(html, /<script/);
  assert.equal(html.split('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;').length - 1, 4);
});

test('values of every type have a text', () => {
  const { columns } = table([
    { a: [0.1234, NaN], b: true, c: new Date(0), d: { x: 1 }, e: 10n, f: Infinity },
  ]);
  assert.deepEqual(
    columns.map(({ cells }) => cells[0]),
    ['[0.123, –]', 'true', '1970-01-01T00:00:00.000Z', '{"x":1}', '10', '∞'],
  );
});

test('an empty source is an empty table; uneven columns are refused', () => {
  assert.equal(tableText(table([])), '');
  assert.throws(() => table({ a: [1, 2], b: [1] }), RangeError);
});
