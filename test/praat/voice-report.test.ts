import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { voiceReport } from '../../lib/praat/voice-report';
import { closeTo } from '../support/close-to';
import { readReference } from '../support/reference';
import { sampled } from '../support/signals';
import { voiceSignals } from '../support/voice-signals';

interface Reference {
  readonly signals: Record<
    string,
    {
      readonly sha256: string;
      readonly pitch: readonly number[];
      readonly meanPeriod: number;
      readonly periodDeviation: number;
      readonly autocorrelation: number;
      readonly noiseToHarmonics: number;
      readonly harmonicsToNoise: number;
      readonly dda: number;
      readonly pulses: number;
      readonly periods: number;
      readonly breaks: number;
    }
  >;
}

const praat = readReference<Reference>('voice-report').signals;

for (const [name, signal] of Object.entries(voiceSignals())) {
  test(`${name}: the voice report says what Praat's says`, () => {
    const expected = praat[name];
    assert.equal(createHash('sha256').update(signal.samples).digest('hex'), expected.sha256);
    const { pitch, pulses, voicing, shimmer, harmonicity } = voiceReport(signal);
    // As for pitch itself: both search for the top of a smooth curve and stop a little before it.
    Object.values(pitch).forEach((value, i) => closeTo(value, expected.pitch[i], 1e-5, `pitch ${i}`));
    assert.equal(pulses.count, expected.pulses);
    assert.equal(pulses.periods, expected.periods);
    closeTo(pulses.meanPeriod, expected.meanPeriod, 1e-9);
    closeTo(pulses.periodDeviation, expected.periodDeviation, 1e-8);
    assert.equal(voicing.breaks, expected.breaks);
    // The report prints six decimals of the first two, three of the others.
    closeTo(harmonicity.autocorrelation, expected.autocorrelation, 5.1e-7);
    closeTo(harmonicity.noiseToHarmonics, expected.noiseToHarmonics, 5.1e-7);
    closeTo(harmonicity.harmonicsToNoise, expected.harmonicsToNoise, 5.1e-4);
    closeTo(300 * shimmer.apq3, expected.dda, 5.1e-4);
  });
}

test('silence has no pitch, no pulses, no harmonicity, and all frames unvoiced', () => {
  const { pitch, pulses, voicing, harmonicity } = voiceReport(sampled(0.5, 16000, () => 0));
  assert.deepEqual(Object.values(pitch), [NaN, NaN, NaN, NaN, NaN]);
  assert.equal(pulses.count, 0);
  assert.equal(voicing.unvoicedFrames, voicing.frames);
  assert.ok(voicing.frames > 0);
  assert.deepEqual(Object.values(harmonicity), [NaN, NaN, NaN]);
});
