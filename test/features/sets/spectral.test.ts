import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Signal } from '../../../lib/audio/signal';
import { delta, logMel, mfcc } from '../../../lib/features/spectral/mfcc';
import { spectral, spectralTrack } from '../../../lib/features/sets/spectral';
import { spectralFrames } from '../../../lib/features/spectral/frames';
import { random } from '../../../lib/stats/random';
import { closeTo } from '../../support/close-to';

interface Cepstra {
  readonly sampleRate: number;
  readonly samples: string;
  readonly windowLength: number;
  readonly timeStep: number;
  readonly bands: number;
  readonly low: number;
  readonly high: number;
  readonly logMel: number[][];
  readonly mfcc: number[][];
  readonly delta: number[][];
}

interface Reference {
  readonly cepstra: readonly Cepstra[];
  readonly descriptors: { samples: string; contours: (number | null)[][]; row: number[] };
}

const reference = JSON.parse(
  readFileSync(join(__dirname, '../../reference/spectral.json'), 'utf8'),
) as Reference;

/** Signal of base64 text that holds 16-bit samples, little-endian. */
function decoded(base64: string, sampleRate: number): Signal {
  const bytes = Buffer.from(base64, 'base64');
  const samples = Float64Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(2 * i) / 32768);
  return { samples, sampleRate };
}

/** A tone of amplitude 0.5, in a phase that puts no sample on zero, whose sign would be a matter of rounding. */
function tone(hz: number, seconds: number, sampleRate = 16000): Signal {
  const length = Math.round(seconds * sampleRate);
  const samples = Float64Array.from(
    { length },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / sampleRate + 0.1),
  );
  return { samples, sampleRate };
}

function noise(seconds: number, sampleRate = 16000, seed = 1): Signal {
  const stream = random(seed);
  return {
    samples: Float64Array.from({ length: seconds * sampleRate }, () => stream.normal(0, 0.1)),
    sampleRate,
  };
}

function column(row: Float64Array, name: string): number {
  const index = spectral.features.findIndex((feature) => feature.name === name);
  assert.ok(index >= 0, `there is no column ${name}`);
  return row[index];
}

function contoursCloseTo(
  actual: readonly Float64Array[],
  expected: readonly (readonly (number | null)[])[],
  tolerance: number,
  what: string,
): void {
  assert.equal(actual.length, expected.length, what);
  actual.forEach((contour, b) => {
    assert.equal(contour.length, expected[b].length, `frames of ${what} ${b}`);
    contour.forEach((x, n) => closeTo(x, expected[b][n] ?? NaN, tolerance, `${what} ${b}, frame ${n}`));
  });
}

// librosa keeps its mel weights in 32 bits (6e-8 of a power, 3e-7 dB) and the file ten digits.
const decibels = 1e-5;

for (const example of reference.cepstra) {
  test(`log-mel, MFCC and deltas at ${example.sampleRate} Hz are librosa's`, () => {
    const frames = spectralFrames(decoded(example.samples, example.sampleRate), example);
    contoursCloseTo(logMel(frames, example).values, example.logMel, decibels, 'band');
    const cepstrum = mfcc(frames, example).values;
    contoursCloseTo(cepstrum, example.mfcc, decibels, 'coefficient');
    contoursCloseTo(cepstrum.map(delta), example.delta, decibels, 'delta');
  });
}

test("contours are librosa's", () => {
  const track = spectralTrack(decoded(reference.descriptors.samples, 16000));
  const { centroid, spread, rollOff, flatness, flux, zeroCrossings, level } = track;
  // Both sides in 64 bits; the numbers go up to 8000 and are stored with ten digits.
  const actual = [centroid, spread, rollOff, flatness, flux, zeroCrossings, level];
  contoursCloseTo(actual, reference.descriptors.contours, 2e-6, 'contour');
});

test("the row is NumPy's functionals of librosa's contours", () => {
  const row = spectral.measure(decoded(reference.descriptors.samples, 16000));
  // 32-bit mel weights reach the deltas a hundredfold, as dB per second.
  row.forEach((x, i) => closeTo(x, reference.descriptors.row[i], 1e-5, spectral.features[i].name));
});

test('a tone lies where it is', () => {
  for (const hz of [500, 1000, 4000]) {
    const { centroid, spread, rollOff, flatness, flux, zeroCrossings, level } = spectralTrack(tone(hz, 0.5));
    centroid.forEach((x) => closeTo(x, hz, 1)); // the window's skirts are not quite symmetric
    spread.forEach((x) => assert.ok(x < 60, `spread ${x} Hz`)); // about one bin of 31.25 Hz
    rollOff.forEach((x) => closeTo(x, hz, 31.25)); // one bin
    flatness.forEach((x) => assert.ok(x < 1e-3, `flatness ${x}`));
    flux.slice(1).forEach((x) => closeTo(x, 0, 1e-3)); // 160 samples are whole periods
    zeroCrossings.forEach((x) => closeTo(x, 2 * hz, 2 / 0.032)); // one period more or less within the frame
    level.forEach((x) => closeTo(x, 20 * Math.log10(0.5 / Math.SQRT2), 1e-9)); // whole periods again
  }
});

test('white noise is flat', () => {
  const row = spectral.measure(noise(4));
  closeTo(column(row, 'centroid_mean'), 4000, 50); // 400 frames; the mean of one varies by some 120 Hz
  closeTo(column(row, 'roll_off_mean'), 0.85 * 8000, 50);
  closeTo(column(row, 'spread_mean'), 8000 / Math.sqrt(12), 30); // of a uniform distribution
  // Powers are exponentially distributed: geometric over arithmetic mean is exp(−γ) = 0.561.
  closeTo(column(row, 'flatness_mean'), 0.561, 0.02);
  closeTo(column(row, 'level_mean'), -20, 0.1);
  closeTo(column(row, 'zero_crossings_mean'), 8000, 100); // every other pair of samples
});

test('louder changes levels only', () => {
  const quiet = noise(1);
  const loud = { ...quiet, samples: quiet.samples.map((x) => 4 * x) };
  const a = spectral.measure(quiet);
  const b = spectral.measure(loud);
  const gain = 20 * Math.log10(4);
  const shift: Record<string, number> = { level: gain, mfcc0: gain * Math.sqrt(40) };
  spectral.features.forEach(({ name }, i) => {
    const [contour, functional] = name.split(/_(?=[^_]+$)/);
    const moved = functional === 'std' ? 0 : (shift[contour] ?? 0);
    closeTo(b[i] - a[i], moved, 1e-8, name);
  });
});

test('an offset changes nothing', () => {
  const { samples, sampleRate } = noise(0.5);
  const plain = spectral.measure({ samples, sampleRate });
  const offset = spectral.measure({ samples: samples.map((x) => x + 0.3), sampleRate });
  // 0.3 + x keeps sixteen digits of 0.3; slopes are differences of decibels, times a hundred.
  spectral.features.forEach(({ name }, i) => closeTo(offset[i], plain[i], 1e-9, name));
});

test('the same sound at other sample rates gives the same row', () => {
  const chord = (sampleRate: number): Signal => {
    const parts = [300, 1100, 2900].map((hz) => tone(hz, 1, sampleRate).samples);
    return { samples: parts[0].map((x, i) => 0.3 * (x + parts[1][i] + parts[2][i])), sampleRate };
  };
  const expected = spectral.measure(chord(16000));
  for (const sampleRate of [22050, 44100, 48000, 96000, 192000]) {
    const row = spectral.measure(chord(sampleRate));
    for (const [name, tolerance] of [
      ['centroid_mean', 2],
      ['spread_mean', 5],
      ['roll_off_mean', 31.25],
      ['zero_crossings_mean', 20],
      ['level_mean', 0.02],
      ['flux_mean', 0.02],
      ['mfcc0_p80', 12], // bands between the partials hold only what the edges of the recording leak
    ] as const) {
      closeTo(column(row, name), column(expected, name), tolerance, `${name} at ${sampleRate} Hz`);
    }
  }
});

test('a silent stretch is left out, at any rate', () => {
  for (const sampleRate of [8000, 16000, 44100]) {
    const { samples } = noise(1, sampleRate);
    const padded = new Float64Array(2 * samples.length);
    padded.set(samples); // one second of noise, one of silence; it must have no mean, or the silence has one
    const mean = samples.reduce((sum, x) => sum + x, 0) / samples.length;
    for (let i = 0; i < samples.length; i++) padded[i] -= mean;
    const track = spectralTrack({ samples: padded, sampleRate });
    for (let n = 0; n < track.count; n++) {
      const time = track.start + n * track.step;
      const here = `frame at ${time} s, ${sampleRate} Hz`;
      if (time < 0.98) assert.ok(track.level[n] > -30, here);
      if (time > 1.02) {
        for (const contour of [track.centroid, track.flatness, track.flux, track.level, track.mfcc[0]]) {
          assert.ok(Number.isNaN(contour[n]), here);
        }
      }
    }
    const row = spectral.measure({ samples: padded, sampleRate });
    assert.ok(row.every(Number.isFinite));
  }
});

test('nothing to measure is a row of NaN', () => {
  for (const sampleRate of [8000, 16000, 44100, 192000]) {
    const second = new Float64Array(sampleRate);
    const empty: [string, Float64Array][] = [
      ['no sample', new Float64Array(0)],
      ['one sample', Float64Array.of(0.5)],
      ['shorter than a frame', tone(300, 0.03, sampleRate).samples],
      ['silence', second],
      ['a constant', second.map(() => 0.3)],
      ['all NaN', second.map(() => NaN)],
    ];
    if (sampleRate > 40000) {
      // Faded in and out so smoothly that nothing of it reaches below 8 kHz.
      const { samples } = tone(15000, 1, sampleRate);
      empty.push(['a tone too high', samples.map((x, i) => x * Math.sin((Math.PI * i) / sampleRate) ** 6)]);
    }
    for (const [what, samples] of empty) {
      const row = spectral.measure({ samples, sampleRate });
      assert.equal(row.length, spectral.features.length);
      assert.ok(row.every(Number.isNaN), `${what} at ${sampleRate} Hz`);
    }
  }
});

test('damaged samples spoil only themselves', () => {
  const { samples, sampleRate } = noise(1);
  const damaged = samples.slice();
  damaged[5000] = NaN;
  damaged[9000] = Infinity;
  const row = spectral.measure({ samples: damaged, sampleRate });
  closeTo(
    column(row, 'centroid_mean'),
    column(spectral.measure({ samples, sampleRate }), 'centroid_mean'),
    5,
  );
  assert.ok(row.every(Number.isFinite));
});

test('slopes of a line and near its ends', () => {
  const line = Float64Array.from({ length: 12 }, (_, i) => 3 * i - 7);
  delta(line).forEach((x) => closeTo(x, 3, 1e-12));
  assert.ok(delta(line.slice(0, 8)).every(Number.isNaN));
  line[11] = NaN;
  assert.deepEqual(Array.from(delta(line), Number.isNaN), [
    ...Array<boolean>(7).fill(false),
    ...Array<boolean>(5).fill(true),
  ]);
});

test('columns have unique names, units and meanings', () => {
  const names = spectral.features.map((feature) => feature.name);
  assert.equal(new Set(names).size, 33 * 4);
  assert.ok(spectral.features.every((feature) => feature.meaning !== ''));
});

test('settings that make no frames or bands are refused', () => {
  const signal = tone(300, 0.2);
  assert.throws(() => spectralFrames(signal, { windowLength: 1e-4 }), RangeError);
  assert.throws(() => spectralFrames(signal, { timeStep: 0 }), RangeError);
  const frames = spectralFrames(signal);
  assert.throws(() => logMel(frames, { high: 9000 }), RangeError);
  assert.throws(() => logMel(frames, { bands: 0 }), RangeError);
  assert.throws(() => mfcc(frames, { coefficients: 41 }), RangeError);
});
