import assert from 'node:assert/strict';
import test from 'node:test';
import { isReport, reportOf, type Report } from '../../lib/notebook/report';
import { isTable } from '../../lib/notebook/tables';
import { averagesReport } from '../../lib/reports/interviews/averages';
import type { InterviewWindows } from '../../lib/reports/interviews/interview-windows';
import { PredictedInterviews } from '../../lib/reports/interviews/predicted';
import { warningReport } from '../../lib/reports/interviews/warnings';
import { Study } from '../../lib/reports/study';
import { mean } from '../../lib/stats/summary';
import type { Places } from '../../lib/study/places';
import { numbersOf, textsOf } from '../../lib/tables/columns';
import type { WindowPrediction } from '../../lib/tables/predictions';

function window(interview: string, start: number, arousal: number, probability: number): WindowPrediction {
  const excited = Number.isNaN(probability) ? undefined : probability >= 0.5;
  return { interview, start, end: start + 4, valence: arousal, arousal, probability, excited };
}

const windows = [
  window('p1', 0, NaN, NaN),
  window('p2', 0, 3, 0.9),
  window('p2', 2, NaN, NaN),
  window('p2', 4, 5.5, 0.8),
  window('p3', 0, 2, 0.1),
];

function predicted(predictions: readonly WindowPrediction[]): PredictedInterviews {
  const study = new Study('preprocess_data_interview_data', { synthetic: false } as unknown as Places);
  const ids = [...new Set(predictions.map(({ interview }) => interview))];
  const measured = {
    corpus: { interviews: ids.map((id) => ({ id })) },
    models: { arousal: null },
    windowing: { length: 4, hop: 2 },
  } as unknown as InterviewWindows;
  const rows = { features: [], values: new Float64Array() };
  return new PredictedInterviews(
    study,
    measured,
    { predictions, rows, filled: 1, unmeasured: 2 },
    { novelty: { ...reportOf([]), interviews: [] }, warnings: warningReport(['Beware.']), kept: undefined },
  );
}

function sentences({ parts }: Report): string[] {
  return parts.flatMap((part) => (typeof part === 'string' ? part : isReport(part) ? sentences(part) : []));
}

test('windows without a prediction are missing, and shares and means leave them out', () => {
  const predictions = predicted(windows);
  const [gaps, scale] = sentences(predictions);
  assert.match(
    gaps,
    /^Windows with gaps that were filled: 1 of 5\. .*: 2 of 5\. These are missing, not "not excited"/,
  );
  assert.match(
    scale,
    /^Called excited: 66\.7 % of 3 windows with a prediction\. Placed outside the scale from 1 to 5: 1 of 3 windows/,
  );
  assert.deepEqual(predictions.interviews, ['p2', 'p3']);
  const results = predictions.toJSON() as Record<string, number>;
  assert.deepEqual(
    [results.windows, results.missing, results.filled, results.unmeasured, results.outsideScale],
    [5, 2, 1, 2, 1],
  );
  assert.equal(results.excitedShare, mean([1, 1, 0]));
});

test('without windows there is nothing to show, and frames keep their columns', async () => {
  const predictions = predicted([]);
  assert.match(
    sentences(predictions)[1],
    /^There is no prediction of excited or not\. There are no predicted ratings\.$/,
  );
  assert.deepEqual(predictions.frame().columns.slice(0, 3), ['interview', 'start', 'end']);
  assert.deepEqual(predictions.averages().frame().columns.slice(-1), ['mean arousal']);
  const player = await predictions.listen(predictions.interviews[0]);
  assert.match(sentences(player)[0], /^\*\*Not run: one interview, to be seen and heard\.\*\*/);
});

test('without a model of arousal there are no moments; an interview that is not there is named', async () => {
  const predictions = predicted(windows);
  const moments = await predictions.moments('p3');
  assert.deepEqual(moments.toJSON?.(), { moments: [] });
  assert.match(sentences(moments)[0], /^\*\*Not run: which moments\.\*\* Needs a model of arousal\.$/);
  assert.throws(() => predictions.moments('p9'), /no prediction of an interview p9; there are p2, p3/);
});

test('averages of each interview, in a table and in a frame', () => {
  const averages = averagesReport(windows);
  assert.ok(isTable(averages.parts[0]));
  const frame = averages.frame();
  assert.deepEqual(textsOf(frame, 'interview'), ['p1', 'p2', 'p3']);
  assert.deepEqual([...numbersOf(frame, 'mean arousal')], [NaN, 4.25, 2]);
  assert.deepEqual([...numbersOf(frame, 'share excited')], [NaN, 1, 0]);
  assert.deepEqual([...numbersOf(frame, 'missing')], [1, 1, 0]);
});

test('warnings are shown and saved', () => {
  assert.deepEqual(sentences(warningReport(['Beware.'])), ['**Warning.** Beware.']);
  assert.deepEqual(warningReport([]).toJSON?.(), { warnings: [] });
});
