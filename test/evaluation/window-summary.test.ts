import assert from 'node:assert/strict';
import test from 'node:test';
import { summarizeWindows, windowSummaryColumns } from '../../lib/evaluation/window-summary';
import { closeTo } from '../support/close-to';

const window = (start: number, excited: boolean, arousal: number) => ({
  start,
  end: start + 4,
  excited: Number.isNaN(arousal) ? undefined : excited, // nothing measured, nothing said
  probability: NaN,
  valence: arousal,
  arousal,
});
const column = (values: Float64Array, name: string) => values[windowSummaryColumns.indexOf(name)];

test('shares, quantiles, trend and the longest excited stretch', () => {
  // 4 s windows every 2 s; the fourth could not be measured. In no order: time decides.
  const arousals = [3, 1, 4, NaN, 5, 2];
  const excited = [true, true, false, true, true, true];
  const windows = arousals.map((arousal, i) => window(2 * i, excited[i], arousal));
  const found = summarizeWindows([windows[3], windows[0], windows[5], windows[1], windows[4], windows[2]]);
  assert.equal(found.length, windowSummaryColumns.length);
  assert.equal(column(found, 'excited_share'), 4 / 5);
  assert.equal(column(found, 'excited_longest'), 6); // windows 1 and 2, 5 and 6: 0 to 6 s, 8 to 14 s
  assert.equal(column(found, 'arousal_mean'), 3);
  assert.equal(column(found, 'arousal_median'), 3);
  closeTo(column(found, 'arousal_p10'), 1.4, 1e-12); // numpy.quantile([1, 2, 3, 4, 5], .1)
  closeTo(column(found, 'arousal_std'), Math.sqrt(2.5), 1e-12);
  // numpy.polyfit([2, 4, 6, 10, 12], [3, 1, 4, 5, 2], 1) × 60
  closeTo(column(found, 'arousal_trend'), 60 * 0.0872093023255816, 1e-9);
  assert.ok(Number.isNaN(column(found, 'probability_mean')));
});

test('nothing measured is NaN, and not 0; calm throughout is 0 s', () => {
  assert.ok(summarizeWindows([]).every(Number.isNaN));
  assert.ok(summarizeWindows([window(0, false, NaN)]).every(Number.isNaN));
  assert.equal(column(summarizeWindows([window(0, false, 2)]), 'excited_longest'), 0);
});
