import assert from 'node:assert/strict';
import test from 'node:test';
import { secondsOf } from '../../lib/text/seconds';

test('times in seconds, as a clock shows them and as pandas writes them', () => {
  const cases: readonly (readonly [string, number])[] = [
    ['12.5', 12.5],
    ['12,5', 12.5],
    [' 0 ', 0],
    ['1:02.5', 62.5],
    ['01:00:02', 3602],
    ['0 days 00:00:02.500000', 2.5],
    ['1 days 00:00:02', 86_402],
    ['2 days', 172_800],
  ];
  for (const [text, seconds] of cases) assert.equal(secondsOf(text), seconds, text);
  for (const text of ['', 'soon', '-1', '1:60', '1:61:00', '-1 days +23:00:00', '1e3', '0 days00:00:01', ':'])
    assert.ok(Number.isNaN(secondsOf(text)), text);
});
