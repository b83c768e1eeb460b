import assert from 'node:assert/strict';
import test from 'node:test';
import { columnsByCue, cueOf } from '../../lib/features/cues';
import { withFrameCounts, featureSet, featureSets } from '../../lib/features/sets';

test('columns belong where a phonetician looks for them', () => {
  const expected = {
    f0_mean: 'pitch',
    'F0semitoneFrom27.5Hz_sma3nz_amean': 'pitch',
    intensity_p25: 'loudness',
    level_std: 'loudness',
    equivalentSoundLevel_dBp: 'loudness',
    f2_bandwidth_max: 'formants',
    f3_over_f1_mean: 'formants',
    F1amplitudeLogRelF0_sma3nz_amean: 'formants',
    jitter: 'voice quality',
    'logRelF0-H1-H2_sma3nz_amean': 'voice quality',
    unvoiced: 'voice quality',
    f0_frames: 'timing',
    speech_rate: 'timing',
    MeanUnvoicedSegmentLength: 'timing',
    loudnessPeaksPerSec: 'timing',
    mfcc3_delta_p20: 'spectrum',
    'slopeUV0-500_sma3nz_amean': 'spectrum',
    'egemaps:loudness_sma3_amean': 'loudness',
  };
  for (const [name, cue] of Object.entries(expected)) assert.equal(cueOf(name), cue, name);
});

test('the original’s columns: 8 of pitch, 8 of loudness, 64 of formants, 2 of voice quality, 1 of timing', () => {
  const sizes = [...columnsByCue(featureSet('original83').features.map(({ name }) => name))];
  assert.deepEqual(
    sizes.map(([cue, columns]) => [cue, columns.length]),
    [
      ['pitch', 8],
      ['loudness', 8],
      ['formants', 64],
      ['voice quality', 2],
      ['timing', 1],
    ],
  );
});

test('columns of one name have one cue, whichever set they are in', () => {
  const found = new Map<string, string>();
  for (const set of featureSets)
    for (const { name, cue } of withFrameCounts(set).features) {
      assert.equal(found.get(name) ?? cue, cue, name);
      found.set(name, cue);
    }
});

test('an unknown column is named', () => {
  assert.throws(() => cueOf('heart_rate'), /no cue is known for the column heart_rate/);
});
