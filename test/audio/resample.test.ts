import assert from 'node:assert/strict';
import test from 'node:test';
import { resample } from '../../lib/audio/resample';
import { closeTo } from '../support/close-to';
import { edgeSignals } from '../support/edge-signals';
import { readReference } from '../support/reference';
import { noise, referenceSignals, tone } from '../support/signals';

interface Reference {
  readonly signals: Record<
    string,
    Record<string, { readonly length: number; readonly every: number; readonly values: readonly number[] }>
  >;
}

const reference = readReference<Reference>('resample');
for (const [name, signal] of Object.entries(referenceSignals())) {
  for (const [rate, { length, every, values }] of Object.entries(reference.signals[name])) {
    test(`${name} from ${signal.sampleRate} to ${rate} Hz: as Praat`, () => {
      const { samples, sampleRate } = resample(signal, Number(rate));
      assert.equal(sampleRate, Number(rate));
      assert.equal(samples.length, length);
      const edge = 3 * Math.max(1, sampleRate / signal.sampleRate); // there Praat changes to cubic interpolation
      for (let k = 0; k < values.length; k++) {
        const n = k * every;
        if (n < edge || n >= length - edge) continue;
        closeTo(samples[n], values[k], 1e-8, `sample ${n}`); // the digits in the file
      }
    });
  }
}

test('a tone keeps its frequency, phase and height', () => {
  for (const rate of [8000, 22050, 44100]) {
    const { samples } = resample(tone(440, 0.5, 16000), rate);
    // New samples lie half a difference of sample lengths beside the old ones, for the middle stays in place.
    const shift = 0.5 / rate - 0.5 / 16000;
    for (let i = 500; i < samples.length - 500; i++) {
      closeTo(samples[i], 0.5 * Math.sin(2 * Math.PI * 440 * (i / rate + shift)), 1e-3); // the ends ring, 1 / distance
    }
  }
});

test('a rate that is no whole number', () => {
  const { samples } = resample(tone(440, 0.3, 16000), 11000.5);
  const shift = 0.5 * (4800 / 16000) - 0.5 * ((samples.length - 1) / 11000.5) - 0.5 / 16000;
  for (let i = 500; i < samples.length - 500; i++) {
    closeTo(samples[i], 0.5 * Math.sin(2 * Math.PI * 440 * (i / 11000.5 + shift)), 1e-3);
  }
});

test('what the new rate cannot hold is removed, not folded down', () => {
  const { samples } = resample(tone(5000, 0.5, 16000), 8000);
  for (let i = 400; i < samples.length - 400; i++) closeTo(samples[i], 0, 1e-3);
});

test('a long signal in blocks: as the part of it that is short enough for one spectrum', () => {
  // 80 s of noise; what blocks leave out is the filter's tail, a few hertz of 5500.
  const long = noise(80, 16000);
  const part = { samples: long.samples.subarray(160000, 480000), sampleRate: 16000 };
  const whole = resample(long, 11000).samples;
  const piece = resample(part, 11000).samples;
  let difference = 0;
  let power = 0;
  for (let i = 55000; i < 165000; i++) {
    difference += (whole[110000 + i] - piece[i]) ** 2;
    power += piece[i] ** 2;
  }
  assert.equal(whole.length, 880000);
  assert.ok(Math.sqrt(difference / power) < 0.03, `${Math.sqrt(difference / power)}`);
});

test('the right rate already: the same signal', () => {
  const signal = tone(100);
  assert.equal(resample(signal, 16000), signal);
});

for (const [name, signal] of Object.entries(edgeSignals())) {
  test(`${name}: as long as before, no exception`, () => {
    const { samples } = resample(signal, 11000);
    assert.equal(samples.length, Math.round((signal.samples.length / signal.sampleRate) * 11000));
  });
}

test('no rate, no signal', () => {
  assert.throws(() => resample(tone(100), 0), { name: 'RangeError', message: /0 Hz/ });
  assert.throws(() => resample(tone(100), NaN), RangeError);
});
