import assert from 'node:assert/strict';
import test from 'node:test';
import { resample } from '../../lib/audio/resample';
import { formants } from '../../lib/praat/formants';
import { harmonicity } from '../../lib/praat/harmonicity';
import { pitch } from '../../lib/praat/pitch';
import { closeTo } from '../support/close-to';
import { outlierSignals } from '../support/outliers';
import { readReference } from '../support/reference';

type Values = readonly (number | null)[];

interface PraatMeasures {
  readonly pitch: Values;
  readonly harmonicity: Values;
  readonly formants: readonly Values[];
  readonly samplesAt11kHz: number;
}

const { signals } = readReference<{ signals: Record<string, PraatMeasures> }>('outliers');

function same(actual: ArrayLike<number>, expected: Values, tolerance: (frame: number) => number): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, n) => closeTo(actual[n], value ?? NaN, tolerance(n), `frame ${n}`));
}

for (const [name, signal] of Object.entries(outlierSignals())) {
  const praat = signals[name];
  test(`${name}: F0 and HNR as Praat, in every frame`, () => {
    // The other top is 1 to 20 Hz off; Newton's last step leaves 1e-6 samples, under 1e-4 Hz below 600 Hz.
    same(pitch(signal).values, praat.pitch, () => 1e-3);
    // 1e-5 dB as in harmonicity.test.ts; of a voice without noise, near 75 dB, a rounding of 1e-12 in a correlation r is more.
    const rounding = (db: number): number => (10 / Math.LN10) * 1e-12 * 10 ** (db / 10); // d dB / dr = (10 / ln 10) / (r (1 − r))
    const { values } = harmonicity(signal);
    same(values, praat.harmonicity, (n) => 1e-5 + (values[n] > 60 ? rounding(values[n]) : 0));
  });

  test(`${name}: F1 to F3 as Praat, in every frame`, () => {
    const { frequency, start, step } = formants(signal);
    const silent = (n: number): boolean => {
      const middle = (start + n * step) * signal.sampleRate;
      const window = signal.samples.subarray(Math.max(0, middle - 400), middle + 400); // 25 ms to either side
      return window.every((x) => x === 0);
    };
    // Of the ringing of a filter, a millionth of the voice, all poles lie at the Nyquist frequency: rounding moves them by tenths.
    praat.formants.forEach((values, i) => same(frequency[i], values, (n) => (silent(n) ? 1 : 1e-5)));
  });

  test(`${name}: as many samples at 11 kHz as Praat`, () => {
    assert.equal(resample(signal, 11000).samples.length, praat.samplesAt11kHz);
  });
}
