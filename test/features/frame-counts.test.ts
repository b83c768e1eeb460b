import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cut, type Signal } from '../../lib/audio/signal';
import { descriptors } from '../../lib/features/egemaps/descriptors';
import { original83 } from '../../lib/features/sets/original83';
import { pitch } from '../../lib/praat/pitch';
import { withFrameCounts, featureSet, featureSets } from '../../lib/features/sets';
import { spectralTrack } from '../../lib/features/sets/spectral';
import { count } from '../../lib/stats/summary';
import { noise, openVowel, vowel } from '../support/signals';

const sampleRate = 16000;
const silent = (samples: number): Signal => ({ samples: new Float64Array(samples), sampleRate });

/** The counts of a set by contour. */
function countsOf(name: string, signal: Signal): Map<string, number> {
  const { features, measure } = withFrameCounts(featureSet(name));
  const row = measure(signal);
  assert.equal(row.length, features.length);
  return new Map(
    features.flatMap((feature, i) => (feature.name.endsWith('_frames') ? [[feature.name, row[i]]] : [])),
  );
}

test('every set counts frames; the columns before the counts are its own', () => {
  const signal = vowel(() => 150, openVowel, 0.5);
  for (const set of featureSets) {
    const counting = withFrameCounts(set);
    const own = set.features.length;
    assert.equal(featureSet(counting.name), counting);
    assert.deepEqual(counting.features.slice(0, own), set.features);
    assert.equal(new Set(counting.features.map(({ name }) => name)).size, counting.features.length);
    assert.ok(counting.features.slice(own).every(({ name }) => name.endsWith('_frames')));
    assert.deepEqual(counting.measure(signal).slice(0, own), set.measure(signal));
  }
});

test('counts are those of the contours', () => {
  const signal = vowel(() => 150, openVowel, 0.7);
  // A vowel, then noise, which has no voice.
  const half = signal.samples.length >> 1;
  signal.samples.set(noise(0.7).samples.subarray(0, half), half);

  const f0 = count(pitch(signal, { timeStep: 0.01, veryAccurate: true }).values);
  assert.ok(f0 > 10);
  const original = countsOf('original83', signal);
  assert.deepEqual([original.size, original.get('f0_frames')], [10, f0]);

  const { voiced, spectral: ofAll } = descriptors(signal);
  const inVoice = voiced.reduce((sum, v) => sum + v, 0);
  const geneva = countsOf('egemaps', signal);
  assert.deepEqual(
    ['F0semitoneFrom27.5Hz_sma3nz', 'mfcc1V_sma3nz', 'slopeUV0-500_sma3nz', 'loudness_sma3'].map((name) =>
      geneva.get(`${name}_frames`),
    ),
    [inVoice, inVoice, voiced.length - inVoice, ofAll.loudness.length],
  );
  assert.equal(geneva.size, 35);

  const track = spectralTrack(signal);
  const spectrum = countsOf('spectral', signal);
  assert.deepEqual(
    ['centroid', 'flux', 'mfcc12', 'mfcc12_delta'].map((name) => spectrum.get(`${name}_frames`)),
    [track.centroid, track.flux, track.mfcc[12], track.mfccDelta[12]].map(count),
  );
  assert.equal(spectrum.get('flux_frames'), track.count - 1);

  const prosody = countsOf('prosody', signal);
  assert.equal(prosody.get('f0_frames'), count(pitch(signal, { timeStep: 0.01 }).values));
});

// eGeMAPS gives silence a loudness, a spectrum without voice, and formant levels of -201 dB.
const measuredInSilence = /_sma3_frames$|UV|amplitude/;

test('in silence 0 frames are counted wherever nothing is measured', () => {
  for (const { name } of featureSets) {
    for (const [contour, frames] of countsOf(name, silent(sampleRate))) {
      if (name === 'egemaps' && measuredInSilence.test(contour)) assert.ok(frames > 90, contour);
      else assert.equal(frames, 0, `${name} ${contour}`);
    }
  }
});

test('a recording too short for a frame has 0 frames of everything', () => {
  for (const { name } of featureSets) {
    for (const samples of [0, 1, 80]) {
      const counts = countsOf(name, {
        samples: vowel(() => 150, openVowel, 0.5).samples.subarray(0, samples),
        sampleRate,
      });
      assert.deepEqual([...counts.values()], Array(counts.size).fill(0), `${name} of ${samples} samples`);
    }
  }
});

test('windows say how many frames they have, in both modes', () => {
  const signal = vowel(() => 150, openVowel, 1);
  const windows = [
    { start: 0, end: 0.5 },
    { start: 0.25, end: 0.75 },
  ];
  const counting = withFrameCounts(original83);
  const width = counting.features.length;
  for (const mode of ['exact', 'shared'] as const) {
    const rows = counting.measureWindows?.(signal, windows, mode) ?? new Float64Array(0);
    assert.equal(rows.length, windows.length * width);
    const own = original83.measureWindows?.(signal, windows, mode);
    assert.deepEqual(own, Float64Array.from([...rows.slice(0, 83), ...rows.slice(width, width + 83)]));
    windows.forEach(({ start, end }, i) => {
      if (mode === 'shared') return assert.ok(rows[i * width + 83] > 10);
      const alone = counting.measure(cut(signal, start, end));
      assert.deepEqual(rows.slice(i * width + 83, (i + 1) * width), alone.slice(83));
    });
  }
});
