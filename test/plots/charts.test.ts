import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barFigure } from '../../lib/plots/bars';
import { boxPlot } from '../../lib/plots/box';
import { confusionFigure } from '../../lib/plots/confusion';
import { emotionPlane } from '../../lib/plots/emotion-plane';
import type { Figure } from '../../lib/plots/figure';
import { errorHistogram, histogram } from '../../lib/plots/histogram';
import { importanceFigure } from '../../lib/plots/importance';
import { rocFigure } from '../../lib/plots/roc';
import { predictedFigure, scatterFigure } from '../../lib/plots/scatter';
import { timeline } from '../../lib/plots/timeline';
import { random } from '../../lib/stats/random';
import { closeTo } from '../support/close-to';

/** The parts of a trace these tests look at. */
interface Trace {
  readonly type: string;
  readonly mode?: string;
  readonly x: number[];
  readonly y: number[];
  readonly z: number[][];
  readonly fill?: string;
  readonly x0: number;
  readonly width: number;
  readonly side?: string;
  readonly spanmode?: string;
  readonly q1: number[];
  readonly median: number[];
  readonly q3: number[];
  readonly lowerfence: number[];
  readonly upperfence: number[];
  readonly marker: { readonly color: string[]; readonly size: number };
  readonly error_y?: { readonly array: number[]; readonly arrayminus: number[] };
  readonly text: string[];
}

const traces = ({ data }: Figure): Trace[] => data as unknown as Trace[];
const score = { name: 'score', unit: '1–7' };

test('histogram: bars count the values, the curve holds the same area, NaN is left out and counted', () => {
  const stream = random(2);
  const values = Float64Array.from({ length: 400 }, () => stream.normal(3, 0.3));
  const figure = histogram([{ name: '', values: [...values, NaN] }], {
    title: 'H',
    quantity: score,
    bins: { start: 0, width: 0.25, count: 24 },
  });
  const [bars, curve] = traces(figure);
  assert.equal(
    bars.y.reduce((sum, count) => sum + count, 0),
    400,
  );
  const step = curve.x[1] - curve.x[0];
  const area = curve.y.reduce((sum, height) => sum + height * step, 0);
  closeTo(area / 0.25, 400, 0.5, 'area under the curve'); // 101 points; the tails outside are nil at 9 SD
  assert.match(JSON.stringify(figure.layout.title), /1 without a value left out/);
  const centre = values.reduce((sum, value) => sum + value, 0) / 400;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / 399);
  assert.ok(figure.alt.includes(`n = 400, mean ${centre.toFixed(2)}, SD ${spread.toFixed(2)}`), figure.alt);
});

test('histogram: a group without spread has no curve; no group is refused', () => {
  const [, curve] = traces(histogram([{ name: 'a', values: [2, 2] }], { title: 'H', quantity: score }));
  assert.deepEqual(curve.y, []);
  assert.throws(() => histogram([], { title: 'H', quantity: score }), RangeError);
});

test('error histogram: predicted minus true', () => {
  const figure = errorHistogram([1, 2, 3], [2, 3, 4.5], { title: 'E', quantity: score });
  assert.match(figure.alt, /mean 1\.17/);
  assert.throws(() => errorHistogram([1], [1, 2], { title: 'E', quantity: score }), RangeError);
});

test('scatter: line, band and r of a worked example', () => {
  // Anscombe (1973), first set: y = 3.00 + 0.500 x, r = .816.
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
  const figure = scatterFigure([...x, 3], [...y, NaN], { title: 'A', x: score, y: score });
  const [band, line, points] = traces(figure);
  assert.equal(band.fill, 'toself');
  closeTo(line.y[0], 3 + 0.5 * line.x[0], 0.01);
  closeTo(line.y[1], 3 + 0.5 * line.x[1], 0.01);
  const half = band.y.length / 2;
  for (let i = 0; i < half; i++) {
    const height = 3 + 0.5 * band.x[i];
    assert.ok(band.y[i] < height && height < band.y[band.y.length - 1 - i]);
  }
  assert.equal(points.x.length, 12);
  assert.match(figure.alt, /slope 0\.500; r = 0\.82 \[0\.42, 0\.95\], p = \.002, n = 11/);
  assert.match(JSON.stringify(figure.layout.title), /1 without both values left out/);
});

test('scatter: without a slope there is no line; columns must match', () => {
  const figure = scatterFigure([1, 1, 1], [1, 2, 3], { title: 'A', x: score, y: score });
  assert.deepEqual(
    traces(figure).map(({ mode }) => mode),
    ['markers'],
  );
  assert.throws(() => scatterFigure([1], [1, 2], { title: 'A', x: score, y: score }), RangeError);
  assert.throws(() => scatterFigure([1], [1], { title: 'A', x: score, y: score, groups: [] }), RangeError);
});

test('predicted and true: axes reach every prediction, and the dashed line is the identity', () => {
  const figure = predictedFigure([1, 3, 5], [0.2, 3, 4], {
    title: 'P',
    quantity: score,
    range: [1, 5],
    scores: [],
  });
  const [identity] = traces(figure);
  assert.deepEqual(identity.x, [0.2, 5]);
  assert.deepEqual(identity.y, identity.x);
  assert.ok(Number(figure.layout.yaxis?.range?.[0]) < 0.2);
});

test('plane: points move by at most the jitter, the same way every time; ellipses lie one deviation out', () => {
  const valence = [1, 2, 3, 4];
  const arousal = [2, 1, 4, 3];
  const panel = { name: 'rated', valence, arousal, emotions: ['sad', 'sad', 'sad', 'sad'], jitter: 0.1 };
  const figure = emotionPlane([panel], { title: 'P' });
  const [points, ellipse, centre] = traces(figure);
  points.x.forEach((x, i) => assert.ok(Math.abs(x - valence[i]) <= 0.1 && x !== valence[i]));
  assert.deepEqual(emotionPlane([panel], { title: 'P' }), figure);
  assert.deepEqual([centre.x, centre.y], [[2.5], [2.5]]);
  // Covariance by hand: 5/3 on the diagonal, 1 beside it; its inverse is [15, −9; −9, 15] / 16.
  ellipse.x.forEach((x, i) => {
    const [dx, dy] = [x - 2.5, ellipse.y[i] - 2.5];
    closeTo((15 * dx * dx - 18 * dx * dy + 15 * dy * dy) / 16, 1, 1e-4); // six stored digits
  });
  assert.match(figure.alt, /sad at valence 2\.50 and arousal 2\.50/);
  assert.throws(() => emotionPlane([{ ...panel, emotions: [] }], { title: 'P' }), RangeError);
  // What lacks one of the two has no place, and is not counted.
  const lacking = { ...panel, valence: Array.from(panel.valence, (value, i) => (i === 0 ? NaN : value)) };
  assert.match(
    String(emotionPlane([lacking], { title: 'P' }).layout.annotations?.[0].text),
    new RegExp(`n = ${panel.emotions.length - 1}$`),
  );
  const none = emotionPlane([{ ...panel, valence: panel.emotions.map(() => NaN) }], { title: 'P' });
  assert.match(none.alt, /nothing has both a valence and an arousal/);
});

test('box: quartiles by R-7, whiskers to the last value within 1.5 interquartile ranges', () => {
  const [box] = traces(
    boxPlot([{ name: 'a', values: [1, 2, 3, 4, 5, 20, NaN] }], {
      title: 'B',
      quantity: score,
      groupedBy: 'g',
    }),
  );
  assert.deepEqual([box.q1, box.median, box.q3], [[2.25], [3.5], [4.75]]);
  assert.deepEqual([box.lowerfence, box.upperfence], [[1], [5]]);
});

test('ROC: chance and one line per curve; rates must match', () => {
  const line = { name: 'a', falsePositiveRate: [0, 1], truePositiveRate: [0, 1], area: 0.5 };
  const figure = rocFigure([line, line], { title: 'R', positives: 3, negatives: 4 });
  assert.equal(figure.data.length, 3);
  assert.match(
    figure.alt,
    /3 positive and 4 negative cases\. a: area 0\.500; a: area 0\.500; chance is 0\.5\.$/,
  );
  assert.throws(
    () => rocFigure([{ ...line, truePositiveRate: [0] }], { title: 'R', positives: 3, negatives: 4 }),
    RangeError,
  );
});

test('confusion: per cent of the row, with counts; an empty class has no per cent', () => {
  const figure = confusionFigure(
    {
      classes: ['no', 'yes'],
      counts: [
        [3, 1],
        [0, 0],
      ],
    },
    { title: 'C' },
  );
  assert.deepEqual(traces(figure)[0].z, [
    [75, 25],
    [NaN, NaN],
  ]);
  const cells = figure.layout.annotations?.map(({ text }) => text);
  assert.deepEqual(cells?.slice(0, 2), ['<b>3</b><br>75.0 %', '<b>1</b><br>25.0 %']);
  assert.throws(
    () => confusionFigure({ classes: ['no', 'yes'], counts: [[1, 2]] }, { title: 'C' }),
    RangeError,
  );
});

test('timeline: a gap where nothing was measured, filled points at the threshold or above', () => {
  const tracks = [{ quantity: score, values: [0.2, NaN, 0.5, 0.9], threshold: 0.5 }];
  const figure = timeline([2, 4, 6, 8], tracks, { title: 'T' });
  const [line] = traces(figure);
  assert.equal(JSON.stringify(line.y), '[0.2,null,0.5,0.9]');
  assert.deepEqual(
    line.marker.color.map((colour) => colour !== '#ffffff'),
    [false, false, true, true],
  );
  assert.match(figure.alt, /2 of 3 at 0\.50 or above; 1 without a value/);
  assert.throws(() => timeline([2], tracks, { title: 'T' }), RangeError);
});

test('bars: whiskers reach the ends of the interval, and numbers stand above them', () => {
  const figure = barFigure(
    ['a', 'b'],
    [{ name: 's', values: [0.5, 0.25], low: [0.4, 0.2], high: [0.75, 0.3] }],
    {
      title: 'B',
      note: 'n = 9',
      quantity: score,
      digits: 2,
    },
  );
  const [bars, numbers] = traces(figure);
  assert.deepEqual(bars.error_y?.array, [0.25, 0.05]);
  assert.deepEqual(bars.error_y?.arrayminus, [0.1, 0.05]);
  assert.deepEqual(numbers.y, [0.75, 0.3]);
  assert.deepEqual(numbers.text, ['0.50', '0.25']);
  const short = [{ name: 's', values: [1] }];
  assert.throws(
    () => barFigure(['a', 'b'], short, { title: 'B', note: '', quantity: score, digits: 2 }),
    RangeError,
  );
});

test('box: from ten values on, half a violin from the least to the largest stands beside the box', () => {
  const values = [1, 2, 2, 3, 3, 3, 4, 4, 5, 9];
  const options = { title: 'B', quantity: score, groupedBy: 'g' };
  const [box, violin] = traces(boxPlot([{ name: 'a', values }], options));
  assert.deepEqual([violin.type, violin.side, violin.spanmode], ['violin', 'positive', 'hard']);
  assert.deepEqual(violin.y, values);
  assert.ok(violin.x0 > box.x[0] + 0.12, 'to the right of the box');
  assert.ok(violin.x0 + violin.width / 2 < box.x[0] + 0.45, 'not in the next group');
  assert.equal(boxPlot([{ name: 'a', values: values.slice(1) }], options).data.length, 1);
  assert.equal(boxPlot([{ name: 'same', values: Array(12).fill(3) }], options).data.length, 1);
});

test('plane: density lines at the heights that hold 50 and 90 %', () => {
  const stream = random(4);
  const valence = Float64Array.from({ length: 500 }, () => stream.normal(3, 0.5));
  const arousal = Float64Array.from({ length: 500 }, () => stream.normal(3, 0.5));
  const emotions = Array.from(valence, () => 'neu');
  const panel = { name: 'rated', valence, arousal, emotions, jitter: 0 };
  const figure = emotionPlane([panel], { title: 'P', density: true });
  const [contour] = (
    figure.data as unknown as { type: string; contours: { start: number; end: number } }[]
  ).filter(({ type }) => type === 'contour');
  // A round normal density of variance v falls to 50 % and 10 % of its height where it holds 50 and 90 %.
  closeTo(contour.contours.end / contour.contours.start, 5, 0.6); // a sample of 500
  assert.equal(emotionPlane([panel], { title: 'P' }).data.length, figure.data.length - 1);
});

test('ROC: a band is a closed shape below the line', () => {
  const band = { falsePositiveRate: [0, 1], low: [0, 0.9], high: [0.3, 1] };
  const line = {
    name: 'a',
    falsePositiveRate: [0, 1],
    truePositiveRate: [0, 1],
    area: 0.5,
    interval: [0.4, 0.6] as const,
  };
  const figure = rocFigure([{ ...line, band }], { title: 'R', positives: 3, negatives: 4 });
  const [shape] = traces(figure);
  assert.equal(shape.fill, 'toself');
  assert.deepEqual(shape.y, [0, 0.9, 1, 0.3]);
  assert.match(JSON.stringify(figure.layout.title), /brackets and bands: 95 % interval/);
});

test('importance: largest first by size, the others counted', () => {
  const cues = [
    { name: 'small', value: 0.01 },
    { name: 'negative', value: -0.5, low: -0.6, high: -0.2 },
    { name: 'unknown', value: NaN },
    { name: 'large', value: 0.3 },
  ];
  const figure = importanceFigure(cues, { title: 'I', quantity: score, limit: 2 });
  assert.deepEqual(traces(figure)[1].x, [-0.5, 0.3]);
  assert.match(
    figure.alt,
    /2 of 4 cues, largest first\. negative −0\.500 \[−0\.600, −0\.200\]; large 0\.300\.$/,
  );
  assert.match(JSON.stringify(figure.layout.title), /2 more that count less/);
  assert.throws(() => importanceFigure([cues[2]], { title: 'I', quantity: score }), RangeError);
});

test('timeline: moments are bands over every panel, on an axis as long as the recording', () => {
  const track = { quantity: score, values: [0.2, 0.9] };
  const moment = { start: 3, end: 5, label: 'laughs', cue: 'pitch' };
  const figure = timeline([2, 4], [track, track], { title: 'T', duration: 10, moments: [moment] });
  const bands = figure.layout.shapes?.filter(({ type }) => type === 'rect') ?? [];
  assert.deepEqual(
    bands.map(({ x0, x1 }) => [x0, x1]),
    [
      [3, 5],
      [3, 5],
    ],
  );
  assert.deepEqual(figure.layout.xaxis?.range, [0, 10]);
  assert.deepEqual([figure.timeAxis.from, figure.timeAxis.to], [0, 10]);
  assert.match(figure.alt, /Moments: 1 \(3\.0–5\.0 s\): laughs, pitch\.$/);
});
