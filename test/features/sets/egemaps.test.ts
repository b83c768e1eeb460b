import assert from 'node:assert/strict';
import { test } from 'node:test';
import { egemaps } from '../../../lib/features/sets/egemaps';
import { closeTo } from '../../support/close-to';
import { edgeSignals } from '../../support/edge-signals';
import { readReference } from '../../support/reference';
import { referenceSignals, sampled } from '../../support/signals';

interface Reference {
  readonly names: readonly string[];
  readonly signals: Readonly<Record<string, readonly number[]>>;
}

const reference = readReference<Reference>('egemaps');

test('the columns are those of openSMILE, in its order', () => {
  assert.deepEqual(
    egemaps.features.map((f) => f.name),
    reference.names,
  );
});

// What does not depend on where the voice is. Single precision, and 16-bit samples in openSMILE: a thousandth is what
// differs in quiet frames.
const exact = [
  'loudness_sma3_amean',
  'loudness_sma3_percentile20.0',
  'loudness_sma3_percentile50.0',
  'loudness_sma3_percentile80.0',
  'loudness_sma3_stddevNorm',
  'spectralFlux_sma3_amean',
  'spectralFlux_sma3_stddevNorm',
  ...[1, 2, 3, 4].flatMap((i) => [`mfcc${i}_sma3_amean`, `mfcc${i}_sma3_stddevNorm`]),
];
// Differences between two values magnify what differs in each.
const slopes = ['meanRising', 'stddevRising', 'meanFalling', 'stddevFalling'].map(
  (each) => `loudness_sma3_${each}Slope`,
);
// What is averaged over voiced frames: one frame more or less at an onset moves a mean by a few per cent.
const voiced = [
  'F0semitoneFrom27.5Hz_sma3nz_amean',
  'F0semitoneFrom27.5Hz_sma3nz_percentile50.0',
  'F1frequency_sma3nz_amean',
  'F2frequency_sma3nz_amean',
  'F3frequency_sma3nz_amean',
  'F1bandwidth_sma3nz_amean',
  'hammarbergIndexV_sma3nz_amean',
  'spectralFluxV_sma3nz_amean',
];

for (const [name, signal] of Object.entries(referenceSignals())) {
  test(`descriptors of ${name} as openSMILE has them`, () => {
    const row = egemaps.measure(signal);
    const compare = (column: string, relative: number): void => {
      const i = reference.names.indexOf(column);
      const expected = reference.signals[name][i];
      closeTo(row[i], expected, relative * Math.abs(expected), column);
    };
    for (const column of exact) compare(column, 1e-3);
    for (const column of slopes) compare(column, 5e-3);
    for (const column of voiced) compare(column, 0.05);
  });
}

test('nothing to measure throws nothing', () => {
  for (const [name, signal] of Object.entries(edgeSignals())) {
    const row = egemaps.measure(signal);
    assert.equal(row.length, 88, name);
    assert.ok(
      row.every((x) => Number.isFinite(x)) || row.every((x) => Number.isNaN(x)),
      `${name}: ${String(egemaps.features.filter((_, i) => !Number.isFinite(row[i])).map((f) => f.name))}`,
    );
  }
});

test('silence has the loudness and the slopes openSMILE gives it', () => {
  const row = egemaps.measure(sampled(1, 16000, () => 0));
  const value = (name: string): number => row[reference.names.indexOf(name)];
  closeTo(value('slopeUV0-500_sma3nz_amean'), 0.112, 1e-6); // measured
  closeTo(value('slopeUV500-1500_sma3nz_amean'), 0.0763636, 1e-6);
  closeTo(value('loudness_sma3_amean'), 0.00103397, 1e-6);
  closeTo(value('equivalentSoundLevel_dBp'), -120, 1e-9);
});
