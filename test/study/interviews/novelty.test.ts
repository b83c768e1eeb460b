import assert from 'node:assert/strict';
import test from 'node:test';
import { random } from '../../../lib/stats/random';
import {
  unusualColumnsText,
  noveltyAmongInterviews,
  interviewNovelty,
} from '../../../lib/study/interviews/novelty';

const features = ['f0_mean', 'intensity_mean', 'never'];
const generator = random(8);
const voice = (hz: number) => [generator.normal(hz, 15), generator.normal(60, 4), NaN];
const rowsOf = (rows: number[][]) => ({ features, values: Float64Array.from(rows.flat()) });
const training = rowsOf(Array.from({ length: 300 }, () => voice(150)));

test('an interview is outside when most of its windows are, and the column that makes it so is named', () => {
  const windows = rowsOf([
    ...Array.from({ length: 10 }, () => voice(150)),
    ...Array.from({ length: 10 }, () => voice(330)),
  ]);
  const interviews = Array.from({ length: 20 }, (_, i) => (i < 10 ? 'p1' : 'p2'));
  const [like, high] = interviewNovelty(training, windows, interviews);
  assert.equal(like.outside, false);
  assert.deepEqual(like.columns, []);
  assert.equal(high.outside, true);
  assert.equal(high.share, 1);
  assert.match(unusualColumnsText(high.columns), /^f0_mean 3\d\d \(usually 1[45]\d\)$/);
});

test('silent windows count nowhere, and an interview of nothing else is left out', () => {
  const silence = () => [NaN, 0, NaN];
  const windows = rowsOf([voice(330), silence(), silence(), silence()]);
  const found = interviewNovelty(training, windows, ['p1', 'p1', 'p1', 'p2'], [1, 2, 3]);
  assert.deepEqual(
    found.map(({ interview, share, outside }) => [interview, share, outside]),
    [['p1', 1, true]],
  );
  assert.equal(found[0].columns[0].feature, 'f0_mean');
});

test('a whole interview is compared with those of other persons', () => {
  const rows = rowsOf([...Array.from({ length: 20 }, () => voice(150)), voice(330), voice(340)]);
  const interviews = Array.from({ length: 22 }, (_, i) => `i${i}`);
  const persons = interviews.map((_, i) => (i < 20 ? String(i) : 'high'));
  const found = noveltyAmongInterviews(rows, interviews, persons);
  assert.ok(found[20].outside && found[21].outside); // the two do not vouch for each other
  assert.ok(found.filter(({ outside }) => outside).length <= 5);
  assert.equal(unusualColumnsText([]), 'no column alone');
});
