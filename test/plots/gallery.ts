import { barFigure } from '../../lib/plots/bars';
import { boxPlot } from '../../lib/plots/box';
import { confusionFigure } from '../../lib/plots/confusion';
import { emotionPlane } from '../../lib/plots/emotion-plane';
import type { Figure } from '../../lib/plots/figure';
import { errorHistogram, histogram } from '../../lib/plots/histogram';
import { lineFigure } from '../../lib/plots/lines';
import { rocFigure } from '../../lib/plots/roc';
import { predictedFigure, scatterFigure } from '../../lib/plots/scatter';
import { timeline } from '../../lib/plots/timeline';
import { random } from '../../lib/stats/random';

/** Text that must be shown as it is, wherever a label comes from data. */
export const hostile = '<script>x</script> & <b>bold</b>';

/** One figure of each kind on seeded numbers. */
export function gallery(): Record<string, Figure> {
  const stream = random(11);
  const normal = (n: number, centre: number, spread: number): Float64Array =>
    Float64Array.from({ length: n }, () => stream.normal(centre, spread));
  const rating = { name: 'arousal', unit: '1–5' };
  const six = ['exc', 'hap', 'neu', 'ang', 'sad', 'fru'];
  const truth = normal(60, 3, 0.8);
  const predicted = truth.map((value) => 3 + 0.5 * (value - 3) + stream.normal(0, 0.3));
  const emotions = Array.from(truth, (_, i) => six[i % 6]);
  const times = Array.from({ length: 12 }, (_, i) => 2 + 2 * i);
  return {
    histogram: histogram(
      six.map((name, i) => ({ name, values: normal(30, 2 + i / 3, 0.5) })),
      { title: hostile, quantity: rating },
    ),
    errors: errorHistogram(truth, predicted, {
      title: 'Errors',
      quantity: { name: 'error', unit: 'points' },
    }),
    scatter: scatterFigure(truth, predicted, {
      title: 'Scatter',
      x: rating,
      y: { name: hostile, unit: '' },
      groups: emotions.map((emotion) => (emotion === 'exc' ? hostile : 'other')),
      labels: emotions.map((_, i) => `${hostile} ${i}`),
    }),
    predicted: predictedFigure(truth, predicted, {
      title: 'Predicted and true',
      quantity: rating,
      range: [1, 5],
      scores: ['CCC = 0.55'],
      groups: emotions,
    }),
    plane: emotionPlane(
      [
        { name: 'rated', valence: predicted, arousal: truth, emotions, jitter: 0.1 },
        { name: 'predicted', valence: truth, arousal: predicted, emotions, jitter: 0 },
      ],
      { title: 'Plane' },
    ),
    lines: lineFigure(
      [
        { name: hostile, x: [0, 10, 20], y: [0.1, 0.3, 0.4], low: [0, 0.2, 0.3], high: [0.2, 0.4, 0.5] },
        { name: 'babble', x: [0, 10, 20], y: [0.3, NaN, 0.5] },
      ],
      {
        title: 'Lines',
        note: 'n = 24; bands: 95 % intervals',
        x: { name: hostile, unit: 'dB' },
        y: { name: 'CCC', unit: '' },
        mark: { name: 'unchanged', value: 0.55 },
      },
    ),
    box: boxPlot(
      [
        { name: hostile, values: normal(20, 0.6, 0.1) },
        { name: 'at or below', values: normal(20, 0.4, 0.1) },
      ],
      { title: 'Box', quantity: { name: 'share of excited windows', unit: '0–1' }, groupedBy: 'human score' },
    ),
    roc: rocFigure(
      ['mean arousal', 'share of excited windows, a long name'].map((name, i) => ({
        name,
        falsePositiveRate: [0, 0.2, 0.5, 1],
        truePositiveRate: [0, 0.6 + i / 10, 0.9, 1],
        area: 0.75,
        interval: [0.6, 0.9] as const,
      })),
      { title: 'ROC', positives: 30, negatives: 40 },
    ),
    confusion: confusionFigure(
      {
        classes: ['not excited', hostile.slice(0, 20)],
        counts: [
          [127, 20],
          [40, 80],
        ],
      },
      { title: 'Confusion' },
    ),
    timeline: timeline(
      times,
      [
        {
          quantity: rating,
          values: times.map((time) => (time === 8 ? NaN : 3 + Math.sin(time))),
          range: [1, 5],
        },
        {
          quantity: { name: hostile, unit: 'probability' },
          values: times.map((time) => time / 30),
          threshold: 0.5,
        },
      ],
      { title: 'Timeline' },
    ),
    bars: barFigure(
      ['Pearson r', 'CCC'],
      [
        { name: 'random', values: [0.6, 0.5], low: [0.5, 0.4], high: [0.7, 0.6] },
        { name: hostile, values: [0.55, NaN] },
      ],
      { title: 'Bars', note: 'n = 60', quantity: { name: 'score', unit: '' }, digits: 2 },
    ),
  };
}
