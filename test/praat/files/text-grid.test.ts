import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { bytesOf, type Encoding } from '../../../lib/praat/files/encoding';
import type { TextForm } from '../../../lib/praat/files/lines';
import { readTextGrid, textGridText, type TextGrid, type Tier } from '../../../lib/praat/files/text-grid';
import { praatFile, praatText, withLine } from '../../support/praat-files';
import { readReference } from '../../support/reference';

type Named<T> = T extends Tier ? Omit<T, 'class' | 'xmin' | 'xmax'> : never;
const reference = readReference<{ TextGrid: Omit<TextGrid, 'tiers'> & { tiers: Named<Tier>[] } }>(
  'praat-files',
);
const files = ['long', 'short', 'long-utf16', 'short-utf16'];
const forms: readonly TextForm[] = ['text', 'short text'];
const encodings: readonly Encoding[] = ['UTF-8', 'UTF-16LE', 'UTF-16BE'];
const long = praatText('long.TextGrid');
const short = praatText('short.TextGrid');

for (const name of files) {
  test(`${name}.TextGrid: what Praat reads in it, and what Praat wrote comes out again to the byte`, () => {
    const bytes = praatFile(`${name}.TextGrid`);
    const grid = readTextGrid(bytes, name);
    const { xmin, xmax, tiers } = reference.TextGrid;
    assert.deepEqual(grid, {
      xmin,
      xmax,
      tiers: tiers.map((tier) => ({
        class: 'intervals' in tier ? 'IntervalTier' : 'TextTier',
        xmin,
        xmax,
        ...tier,
      })),
    });
    const form = name.startsWith('short') ? 'short text' : 'text';
    const encoding = name.endsWith('utf16') ? 'UTF-16BE' : 'UTF-8';
    assert.deepEqual(bytesOf(textGridText(grid, form), encoding), bytes);
  });
}

const time = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const domain = fc.tuple(time, time).map(([a, b]) => ({ xmin: Math.min(a, b), xmax: Math.max(a, b) }));
const interval = fc
  .tuple(domain, fc.string({ unit: 'grapheme' }))
  .filter(([{ xmin, xmax }]) => xmin < xmax)
  .map(([ends, text]) => ({ ...ends, text: onOneKindOfLine(text) }));
const point = fc.record(
  { number: time, mark: fc.string({ unit: 'grapheme' }).map(onOneKindOfLine) },
  { noNullPrototype: true },
);
const name = fc.string().map(onOneKindOfLine);
const tier: fc.Arbitrary<Tier> = fc.oneof(
  fc
    .tuple(name, domain, fc.array(interval, { minLength: 1 }))
    .map(([name, ends, intervals]) => ({ class: 'IntervalTier' as const, name, ...ends, intervals })),
  fc
    .tuple(name, domain, fc.uniqueArray(point, { selector: ({ number }) => number + 0 }))
    .map(([name, ends, points]) => ({ class: 'TextTier' as const, name, ...ends, points })),
);

/** Line ends are read as \n; a file holds no zero characters. */
function onOneKindOfLine(text: string): string {
  return text.replace(/[\r\0]/g, '\n');
}

test('any TextGrid comes back from either form in every encoding', () => {
  fc.assert(
    fc.property(
      fc.tuple(domain, fc.array(tier, { maxLength: 4 })),
      fc.constantFrom(...forms),
      fc.constantFrom(...encodings),
      ([ends, tiers], form, encoding) => {
        const grid = { ...ends, tiers };
        assert.deepEqual(readTextGrid(bytesOf(textGridText(grid, form), encoding), 'x'), grid);
      },
    ),
  );
});

test('comments, line ends and marks as Praat takes them', () => {
  // The minimal file of Praat's manual, "TextGrid file formats", with a comment behind every line.
  const minimal = `"ooTextFile"
"TextGrid"
0 2.3 ! time domain of TextGrid
<exists>
2 tiers
"IntervalTier" "Mary" ! type and name of tier 1
0 2.3 ! time domain of tier 1
1 interval coming
0 2.3 "" ! interval 1 on tier 1
"TextTier" "bell"
0 2.3
0 points coming`;
  const ends = { xmin: 0, xmax: 2.3 };
  const grid: TextGrid = {
    ...ends,
    tiers: [
      { class: 'IntervalTier', name: 'Mary', ...ends, intervals: [{ ...ends, text: '' }] },
      { class: 'TextTier', name: 'bell', ...ends, points: [] },
    ],
  };
  assert.deepEqual(readTextGrid(minimal, 'x'), grid);
  assert.deepEqual(readTextGrid(`\uFEFF${minimal.replaceAll('\n', '\r\n')}`, 'x'), grid);
  assert.deepEqual(readTextGrid(bytesOf([`\uFEFF${minimal.replaceAll('\n', '\r')}`]), 'x'), grid);
  assert.deepEqual(
    readTextGrid(short.replace('<exists>\n5', '<absent>').split('\n').slice(0, 6).join('\n'), 'x'),
    {
      ...ends,
      tiers: [],
    },
  );
  const older = readTextGrid(long.replaceAll('number =', 'time ='), 'x');
  assert.deepEqual(older, readTextGrid(long, 'x'));
});

test('a damaged file is refused with its name, the line, what was found and what was expected', () => {
  const damaged: [string | Uint8Array, RegExp][] = [
    ['', /^a\.TextGrid, line 1: found the end of the file, expected "ooTextFile".*Save as text file/],
    ['hello "world"', /line 1: found "world", expected "ooTextFile"/],
    ['ooBinaryFile\x08TextGrid', /line 1: found a binary file of Praat's, expected a text file; save it/],
    [
      '"Praat chronological TextGrid text file"\n0 1',
      /line 1: found "Praat chronological .*, expected "ooTextFile"/,
    ],
    [praatFile('long.Pitch'), /line 2: found the object class "Pitch 1", expected "TextGrid"/],
    [withLine(long, 5), /line 5: found <exists>, expected a number \(xmax\)/],
    [withLine(long, 12), /line 12: found a value named 'xmax', expected 'xmin'/],
    [withLine(long, 17), /line 17: found a value named 'text', expected 'xmax'/],
    [withLine(long, 17, 'xmax = 0,3'), /line 17: found '0,3', expected a number with a blank after it/],
    [
      withLine(long, 17, 'xmax = -1'),
      /line 17: found -1, expected an end \(xmax\) not before the beginning, 0/,
    ],
    [withLine(long, 17, 'xmax = --undefined--'), /line 17: found NaN, expected a finite number \(xmax\)/],
    [withLine(long, 17, 'xmax = 1e999'), /line 17: found Infinity, expected a finite number/],
    [
      withLine(long, 18, 'text = "a"b"'),
      /line 18: found "\\n +intervals \[2\].*, expected a number \(xmin\)/,
    ],
    [
      withLine(long, 18, 'text = 3'),
      /line 18: found the number 3, expected a text in double quotes \(text\)/,
    ],
    [
      withLine(long, 10, 'class = "PointTier"'),
      /line 10: found "PointTier", expected the class of a tier, "Inter/,
    ],
    [withLine(long, 14, 'intervals: size = 3'), /line 28: found a value named 'xmin', expected 'class'/],
    [withLine(long, 14, 'intervals: size = 5'), /line 32: found a value named 'class', expected 'xmin'/],
    [withLine(long, 14, 'intervals: size = 2.5'), /line 14: found 2\.5, expected a whole number from 0 on/],
    [
      withLine(long, 14, 'intervals: size = 4e9'),
      /line 14: found 4000000000, expected a count \(size\) for which/,
    ],
    [withLine(long, 6, 'tiers? <perhaps>'), /line 6: found <perhaps>, expected <exists> or <absent>/],
    [`${short}0`, /line 61: found the number 0, expected the end of the file/],
    [short.slice(0, -9), /line 60: found a text without an end, expected a closing double quote/],
    [
      Uint8Array.of(...bytesOf(['"ooTextFile"\n"a']), 0xe9, 0x22),
      /line 2: found bytes that are no characters, exp.*8/,
    ],
    [bytesOf([long], 'UTF-16LE').subarray(0, 101), /a\.TextGrid: found bytes that are no char.*UTF-16.*copy/],
    [
      bytesOf(['"ooTextFile"'], 'UTF-16LE').subarray(2),
      /line 1: found a zero byte, expected text in UTF-8, or in UTF-16 with/,
    ],
  ];
  for (const [source, message] of damaged) {
    assert.throws(() => readTextGrid(source, 'a.TextGrid'), { name: 'Error', message });
    assert.throws(
      () => readTextGrid(source, 'a.TextGrid'),
      /^Error: a\.TextGrid(, line \d+)?: found .*, expected /s,
    );
  }
});

test('what Praat would drop is not written', () => {
  const ends = { xmin: 0, xmax: 1 };
  const write = (tier: Tier) => [...textGridText({ ...ends, tiers: [tier] })];
  const intervals = (...given: [number, number][]): Tier => ({
    class: 'IntervalTier',
    name: 'a',
    ...ends,
    intervals: given.map(([xmin, xmax]) => ({ xmin, xmax, text: '' })),
  });
  assert.throws(() => write(intervals()), {
    name: 'RangeError',
    message: /tier "a" has no intervals; give it one/,
  });
  assert.throws(
    () => write(intervals([0, 0.5], [0.5, 0.5])),
    /interval 2 from 0\.5 to 0\.5 s; it must end after/,
  );
  assert.throws(() => write(intervals([0, Infinity])), { name: 'RangeError', message: /time Infinity s/ });
  const twice = [
    { number: 0.5, mark: 'x' },
    { number: 0.5, mark: 'y' },
  ];
  assert.throws(
    () => write({ class: 'TextTier', name: 'b', ...ends, points: twice }),
    /tier "b": two points at 0\.5 s/,
  );
});
