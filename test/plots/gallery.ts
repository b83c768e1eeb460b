import type { Signal } from '../../lib/audio/signal';
import { barFigure } from '../../lib/plots/bars';
import { spectralFrames } from '../../lib/features/spectral/frames';
import { formants } from '../../lib/praat/formants';
import { pitch } from '../../lib/praat/pitch';
import { boxPlot } from '../../lib/plots/box';
import { confusionFigure } from '../../lib/plots/confusion';
import { emotionPlane } from '../../lib/plots/emotion-plane';
import type { Figure } from '../../lib/plots/figure';
import { errorHistogram, histogram } from '../../lib/plots/histogram';
import { importanceFigure } from '../../lib/plots/importance';
import { lineFigure } from '../../lib/plots/lines';
import { rocFigure } from '../../lib/plots/roc';
import { predictedFigure, scatterFigure } from '../../lib/plots/scatter';
import { spectrogramFigure } from '../../lib/plots/spectrogram';
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
      { title: 'Plane', density: true },
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
        ...(i === 0 ? { band: { falsePositiveRate: [0, 0.5, 1], low: [0, 0.7, 1], high: [0.2, 1, 1] } } : {}),
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
      {
        title: 'Timeline',
        duration: 30,
        moments: [{ start: 6, end: 10, label: hostile, cue: 'pitch 1.8 SD above the mean' }],
      },
    ),
    learning: lineFigure(
      ['training rows', hostile].map((name, i) => ({
        name,
        x: [50, 100, 200, 400],
        y: [0.8 - i / 2, 0.75 - i / 3, 0.7 - i / 4, 0.68 - i / 5],
        low: [0.7 - i / 2, 0.7 - i / 3, 0.66 - i / 4, 0.65 - i / 5],
        high: [0.9 - i / 2, 0.8 - i / 3, 0.74 - i / 4, 0.71 - i / 5],
      })),
      {
        title: 'Learning curve',
        note: 'n = 400; bands: 95 % interval',
        x: { name: 'training utterances', unit: '' },
        y: { name: 'concordance', unit: '' },
      },
    ),
    importance: importanceFigure(
      [
        hostile,
        'mean pitch',
        'range of pitch',
        'intensity',
        'a cue with a long name that tells what is measured and how',
      ].map((name, i) => ({
        name,
        value: 0.12 - 0.03 * i,
        low: 0.08 - 0.03 * i,
        high: 0.15 - 0.03 * i,
      })),
      { title: 'Importance', note: 'n = 60', quantity: { name: 'loss of concordance', unit: '' } },
    ),
    spectrogram: spectrogramOf(glide(1.2), 'Spectrogram'),
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

/** A buzz of ten harmonics whose pitch glides from 120 to 220 Hz, between two short silences. */
export function glide(seconds: number): Signal {
  const sampleRate = 16000;
  const samples = new Float64Array(Math.round(seconds * sampleRate));
  let phase = 0;
  for (let i = 0; i < samples.length; i++) {
    const part = i / samples.length;
    phase += (2 * Math.PI * (120 + 100 * part)) / sampleRate;
    const loud = part > 0.1 && part < 0.9 ? 0.2 : 0;
    for (let k = 1; k <= 10; k++) samples[i] += (loud / k) * Math.sin(k * phase);
  }
  return { samples, sampleRate };
}

function spectrogramOf(signal: Signal, title: string): Figure {
  return spectrogramFigure(spectralFrames(signal, { windowLength: 0.01, timeStep: 0.004 }), {
    title,
    pitch: pitch(signal),
    formants: formants(signal),
    moments: [{ start: 0.3, end: 0.6, label: hostile }],
  });
}
