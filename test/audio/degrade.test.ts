import assert from 'node:assert/strict';
import test from 'node:test';
import {
  addNoise,
  amplify,
  bandPass,
  lowPass,
  muLawCodec,
  muLawRoundTrip,
  pinkNoise,
  power,
} from '../../lib/audio/degrade';
import type { Signal } from '../../lib/audio/signal';
import { nextPowerOfTwo, realFft } from '../../lib/dsp/fft';
import { random } from '../../lib/stats/random';
import { closeTo } from '../support/close-to';
import reference from '../reference/degrade.json';

const sampleRate = 16000;
const tone = (hz: number, seconds = 2): Signal => ({
  samples: Float64Array.from({ length: seconds * sampleRate }, (_, i) =>
    Math.sin((2 * Math.PI * hz * i) / sampleRate),
  ),
  sampleRate,
});
/** Root mean square of the middle second, away from the ends, where a filter rings. */
const level = ({ samples }: Signal) =>
  Math.sqrt(2 * power(samples.subarray(sampleRate / 2, 1.5 * sampleRate)));
const noise = (length: number, seed = 1) => {
  const stream = random(seed);
  return Float64Array.from({ length }, () => stream.normal());
};

test('µ-law: the same numbers as libsndfile', () => {
  const { samples, decoded } = reference.muLaw;
  samples.forEach((sample, i) => assert.equal(muLawRoundTrip(sample) + 0, decoded[i], `sample ${sample}`));
});

test('filters: tones keep the amplitudes of SciPy’s Butterworth filters', () => {
  reference.hz.forEach((hz, i) => {
    // The ringing of the ends that reaches the middle second is below a ten-thousandth.
    closeTo(level(lowPass(tone(hz), 2000)), reference.lowPass2000[i], 1e-4, `low-pass, ${hz} Hz`);
    closeTo(level(bandPass(tone(hz), 300, 3400)), reference.telephone[i], 1e-4, `telephone, ${hz} Hz`);
  });
});

test('filters do not shift in time', () => {
  const samples = new Float64Array(8000);
  samples[4000] = 1;
  for (const { samples: out } of [
    lowPass({ samples, sampleRate }, 1000),
    bandPass({ samples, sampleRate }, 300, 3400),
  ]) {
    assert.equal(out.length, 8000);
    assert.equal(out.indexOf(Math.max(...out)), 4000);
    for (let i = 1; i < 3000; i++) closeTo(out[4000 - i], out[4000 + i], 1e-12);
  }
});

test('noise is added at the ratio asked for, shorter noise again from its start', () => {
  const signal = tone(200);
  for (const ratio of [20, 0, -5]) {
    for (const length of [40000, 1000]) {
      const { samples } = addNoise(signal, noise(length), ratio);
      const added = samples.map((sample, i) => sample - signal.samples[i]);
      closeTo(10 * Math.log10(power(signal.samples) / power(added)), ratio, 1e-9);
      if (length === 1000) closeTo(added[1500], added[500], 1e-12);
    }
  }
  const silent = { samples: new Float64Array(100), sampleRate };
  assert.deepEqual(addNoise(silent, noise(100), 10), silent);
  assert.equal(addNoise(signal, new Float64Array(10), 10), signal);
  assert.throws(() => addNoise(signal, new Float64Array(0), 10), RangeError);
});

test('pink noise has as much power in every octave', () => {
  const samples = pinkNoise(noise(2 ** 17));
  const fft = realFft(nextPowerOfTwo(samples.length));
  const spectrum = new Float64Array(fft.size + 2);
  fft.forward(samples, spectrum);
  const octave = (first: number) => {
    let sum = 0;
    for (let k = first; k < 2 * first; k++) sum += spectrum[2 * k] ** 2 + spectrum[2 * k + 1] ** 2;
    return 10 * Math.log10(sum);
  };
  // An octave from bin 512 on holds 512 values of a χ² distribution: ± 0.2 dB.
  for (const first of [512, 2048, 8192, 32768])
    closeTo(octave(first), octave(4096), 0.6, `octave of bin ${first}`);
});

test('gain changes the level and nothing else', () => {
  const signal = tone(100);
  amplify(signal, -20).samples.forEach((sample, i) => closeTo(sample, 0.1 * signal.samples[i], 1e-15));
});

test('a telephone line: 8 kHz, noise of the coding about 38 dB below a loud tone', () => {
  const loud = amplify(tone(500), -10);
  const { samples, sampleRate: rate } = muLawCodec(loud);
  assert.equal(rate, 8000);
  assert.equal(samples.length, 16000);
  let [error, sum] = [0, 0];
  for (let i = 4000; i < 12000; i++) {
    const exact = 10 ** -0.5 * Math.sin((2 * Math.PI * 500 * (2 * i + 0.5)) / sampleRate);
    error += (samples[i] - exact) ** 2;
    sum += exact ** 2;
  }
  const ratio = 10 * Math.log10(sum / error);
  assert.ok(ratio > 35 && ratio < 41, `${ratio} dB`); // G.711's figure for tones of this level
});
