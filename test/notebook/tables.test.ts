import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { DataFrame } from 'danfojs-node';
import { tableFromArrays } from 'apache-arrow';
import { table, tableHtml, tableText } from '../../lib/notebook/tables';
import type { FrameLike } from '../../lib/tables/columns';

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
      'SVR    0.594  <0.001         600',
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
  assert.equal(html.split('<script').length - 1, 0, 'one row needs no sorting');
  assert.equal(html.split('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;').length - 1, 4);
});

test('values of every type have a text', () => {
  const { columns } = table([
    { a: [0.1234, NaN], b: true, c: new Date(0), d: { x: 1 }, e: 10n, f: Infinity },
  ]);
  assert.deepEqual(
    columns.map(({ cells }) => cells[0]),
    ['[0.123, –]', 'yes', '1970-01-01T00:00:00.000Z', '{"x":1}', '10', '∞'],
  );
});

test('a column has one number format', () => {
  const cells = (name: string, values: readonly number[], digits?: number): readonly string[] =>
    table({ [name]: values }, digits === undefined ? {} : { digits: { [name]: digits } }).columns[0].cells;
  assert.deepEqual(cells('cost', [3840.2, 0.123]), ['3840.20', '0.12']);
  assert.deepEqual(cells('variance', [0.5, 0.00000123]), ['5.00e−1', '1.23e−6']);
  assert.deepEqual(cells('samples', [3840, 1e15]), ['3.84e3', '1.00e15']);
  assert.deepEqual(cells('samples', [3840, 123456789]), ['3840', '123456789']);
  // One value near 0 among larger ones does not decide.
  assert.deepEqual(cells('difference', [120.5, -80.25, 33, 1e-6, 61]), [
    '120.5',
    '−80.3',
    '33.0',
    '0.0',
    '61.0',
  ]);
  assert.deepEqual(cells('p', [0.2, 0.0004, 0]), ['0.200', '<0.001', '0.000']);
  assert.deepEqual(cells('p corrected', [0.2, 0.004], 2), ['0.20', '<0.01']);
  assert.deepEqual(cells('effect', [0.2, 0.0004], 3), ['0.200', '0.000']);
});

test('intervals, file names and numbers stay in one line; long text wraps', () => {
  const name = 'Ses01F_impro01_F000-a-rather-long-name-of-a-recording.wav';
  const long = 'a sentence of many words that would make the table too wide for the page';
  const html = tableHtml(table([{ r: '0.58 (0.42 to 0.71)', file: name, n: 12, said: long }]));
  for (const cell of ['0.58 (0.42 to 0.71)', name])
    assert.match(
      html,
      new RegExp(`<td class="left whole" align="left" nowrap>${cell.replace(/[()]/g, '.')}<`),
    );
  assert.match(html, /<td class="right whole" align="right" nowrap>12</);
  assert.match(html, new RegExp(`<td class="left" align="left">${long}<`));
});

test('numbers with a unit stand to the right too', () => {
  const { columns } = table([
    { share: '12 %', time: '1.5 s', code: 'p1', date: '2020-01-01', p: '<0.001', ci: '−0.1 to 0.52' },
    { share: '7 %', time: '10 s', code: 'p2', date: '2020-01-02', p: null, ci: '.1 to .5' },
  ]);
  assert.deepEqual(
    columns.map(({ align }) => align),
    ['right', 'right', 'left', 'left', 'right', 'right'],
  );
});

test('rows that are no objects are refused', () => {
  assert.throws(() => table([{ a: 1 }, 5 as unknown as object]), /row 1 of the table is no object/);
});

test('an empty source is an empty table; uneven columns are refused', () => {
  assert.equal(tableText(table([])), '');
  assert.throws(() => table({ a: [1, 2], b: [1] }), RangeError);
});

test('a column knows what it holds, and numbers alone stand to the right', () => {
  const { columns } = table([
    { n: 1, t: 'a', y: false, d: new Date(0), m: 1, e: NaN },
    { n: NaN, t: null, y: true, d: new Date(9), m: 'x', e: undefined },
  ]);
  assert.deepEqual(
    columns.map(({ type }) => type),
    ['number', 'text', 'yes or no', 'time', 'mixed', 'empty'],
  );
  assert.deepEqual(
    columns.map(({ align }) => align),
    ['right', 'left', 'left', 'left', 'left', 'left'],
  );
});

test('a danfo frame and a feature table are sources too', () => {
  const frame = new DataFrame([
    { model: 'ridge', r: 0.61 },
    { model: 'svr', r: 0.594 },
  ]);
  assert.match(tableText(table(frame)), /^model {6}r\n-{5} {2}-{5}\nridge {2}0\.610\nsvr {4}0\.594$/);
  const segment = (id: string) => ({ id, file: `${id}.wav`, start: 0, end: 1 });
  const features = {
    segments: [segment('a'), segment('b')],
    features: ['f0_mean', 'duration'],
    values: Float64Array.of(120.5, 1, NaN, 2),
  };
  const shown = table(features, { units: { f0_mean: 'Hz' } });
  assert.deepEqual(
    shown.columns.map(({ name, unit, cells }) => [name, unit, ...cells]),
    [
      ['segment', '', 'a', 'b'],
      ['f0_mean', 'Hz', '120.5', '–'],
      ['duration', 's', '1.00', '2.00'], // what the name says of itself
    ],
  );
});

interface Page {
  querySelectorAll(selector: string): Iterable<{
    textContent: string;
    click(): void;
    getAttribute(name: string): string | null;
  }>;
}
interface Jsdom {
  readonly JSDOM: new (
    html: string,
    options: { runScripts: 'dangerously' },
  ) => { window: { document: Page } };
}

test('an Arrow table and a danfo series are sources', () => {
  const arrow = table(tableFromArrays({ a: Float64Array.of(1, 2.5), n: Int32Array.of(3, 4) }));
  assert.deepEqual(
    arrow.columns.map(({ cells }) => cells),
    [
      ['1.00', '2.50'],
      ['3', '4'],
    ],
  );
  const frame = new DataFrame({ model: ['ridge', 'svr'], n: [1, 2] });
  assert.match(tableText(table(frame.n as FrameLike)), /^n\n-\n1\n2$/);
});

test('where scripts run, a click on a name sorts: numbers by size, missing ones last, text by the alphabet', () => {
  const { JSDOM } = createRequire(__filename)('jsdom') as Jsdom;
  const rows = [
    { name: 'b', value: 12 },
    { name: '<i>a</i>', value: NaN },
    { name: 'c', value: -2.5 },
    { name: 'd', value: Infinity },
  ];
  const { document } = new JSDOM(tableHtml(table(rows)), { runScripts: 'dangerously' }).window;
  const column = (number: number): string[] =>
    [...document.querySelectorAll(`tbody td:nth-child(${number})`)].map(({ textContent }) => textContent);
  const [byName, byValue] = [...document.querySelectorAll('th button')];
  byValue.click();
  assert.deepEqual(column(2), ['−2.5', '12.0', '∞', '–']);
  byValue.click();
  assert.deepEqual(column(2), ['∞', '12.0', '−2.5', '–']);
  assert.equal([...document.querySelectorAll('th')][1].getAttribute('aria-sort'), 'descending');
  byName.click();
  assert.deepEqual(column(1), ['<i>a</i>', 'b', 'c', 'd']);
});
