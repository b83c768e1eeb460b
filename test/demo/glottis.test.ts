import assert from 'node:assert/strict';
import { test } from 'node:test';
import { glottalFlow, glottalPulses, type Pulses } from '../../lib/demo/glottis';
import { constant, type Track } from '../../lib/demo/track';
import { random } from '../../lib/stats/random';
import { closeTo } from '../support/close-to';

const regular = { jitter: 0, shimmer: 0 };

/** Mean |difference of neighbours| / mean. */
function perturbation(values: Float64Array): number {
  let differences = 0;
  for (let i = 1; i < values.length; i++) differences += Math.abs(values[i] - values[i - 1]);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return differences / (values.length - 1) / mean;
}

test('a steady voice closes once per period', () => {
  const { times } = glottalPulses(
    { duration: 2.001, f0: constant(125), voicing: constant(1) },
    regular,
    random(1),
  );
  assert.equal(times.length, 250);
  times.forEach((time, k) => closeTo(time, (k + 1) / 125, 1e-12, `closure ${k}`));
});

test('a gliding voice completes one turn of its phase between closures', () => {
  // f0 = 100 + 50 t, so the phase is 100 t + 25 t² and the k-th closure comes where it is k.
  const f0: Track = { times: [0, 2], values: [100, 200] };
  const { times } = glottalPulses({ duration: 2, f0, voicing: constant(1) }, regular, random(1));
  times.forEach((time, k) => closeTo(100 * time + 25 * time * time, k + 1, 1e-6, `phase at closure ${k}`));
  assert.ok(times.length === 299 || times.length === 300); // the 300th falls on the very end
});

test('closures fall only where there is voice', () => {
  const voicing: Track = { times: [0, 0.5, 0.5, 1, 1, 1.5], values: [0, 0, 1, 1, 0, 0] };
  const { times, amplitudes } = glottalPulses(
    { duration: 1.5, f0: constant(100.5), voicing },
    regular,
    random(1),
  );
  assert.ok(times.every((time) => time > 0.5 && time < 1));
  assert.equal(times.length, 50);
  assert.ok(amplitudes.every((amplitude) => amplitude === 1));
});

for (const amount of [0.005, 0.02]) {
  test(`jitter and shimmer of ${amount} are in the pulses`, () => {
    const plan = { duration: 100, f0: constant(120), voicing: constant(1) };
    const pulses = glottalPulses(plan, { jitter: amount, shimmer: 2 * amount }, random(3));
    // 12,000 periods: the mean of |differences| has a standard error of about 1 %.
    closeTo(perturbation(pulses.periods) / amount, 1, 0.03, 'jitter');
    closeTo(perturbation(pulses.amplitudes) / (2 * amount), 1, 0.03, 'shimmer');
    for (let k = 1; k < pulses.times.length; k++) {
      closeTo(pulses.times[k] - pulses.times[k - 1], pulses.periods[k], 1e-12, `period ${k}`);
    }
  });
}

test('a pitch of nothing is refused', () => {
  const plan = { duration: 1, f0: constant(0), voicing: constant(1) };
  assert.throws(() => glottalPulses(plan, regular, random(1)), /pitch 0 Hz.*above 0/);
});

test('the flow jumps by the amplitude at the closure, between samples, and sums to nothing', () => {
  for (const offset of [0, 0.25, 0.5, 0.9]) {
    const pulses: Pulses = {
      times: Float64Array.of((200 + offset) / 16000),
      periods: Float64Array.of(160 / 16000),
      amplitudes: Float64Array.of(0.5),
    };
    const { derivative, open } = glottalFlow(pulses, 0.6, 16000, 400);
    const sum = derivative.reduce((total, value) => total + value, 0);
    closeTo(sum, 0, 1e-9, 'net flow');
    closeTo(Math.min(...derivative), -0.5, 0.07, 'closure'); // the triangle spreads the jump over two samples
    // u' = τ(2 − 3τ)·L, so ∫ t·u' dt = −∫ u dt = −amplitude · L²/12, whatever the offset: time is exact below the sample.
    const moment = derivative.reduce((total, value, n) => total + n * value, 0);
    closeTo(moment, (-0.5 * 96 ** 2) / 12, 1e-6, 'moment');
    const square = derivative.reduce((total, value, n) => total + n * n * value, 0);
    // ∫ t² u' = −2 ∫ t u: with the closure at c and the open phase L, u's centre of mass lies 0.4 L before c.
    closeTo(square / moment / 2, 200 + offset - 0.4 * 96, 1e-4, 'centre of mass'); // samples; a sum stands for the integral
    closeTo(
      open.reduce((total, value) => total + value, 0),
      96,
      1.01,
      'open samples',
    );
  }
});

test('the flow falls by 12 dB per octave', () => {
  // A train of exact periods of 100 samples: harmonics lie on multiples of 160 Hz; the derivative falls by 6.
  const times = Float64Array.from({ length: 40 }, (_, k) => ((k + 1) * 100) / 16000);
  const pulses = {
    times,
    periods: new Float64Array(40).fill(100 / 16000),
    amplitudes: new Float64Array(40).fill(1),
  };
  const { derivative } = glottalFlow(pulses, 0.6, 16000, 4200);
  const level = (hz: number) => {
    let re = 0;
    let im = 0;
    for (let n = 1000; n < 3000; n++) {
      re += derivative[n] * Math.cos((2 * Math.PI * hz * n) / 16000);
      im += derivative[n] * Math.sin((2 * Math.PI * hz * n) / 16000);
    }
    const triangle = 40 * Math.log10(Math.sin((Math.PI * hz) / 16000) / ((Math.PI * hz) / 16000));
    return 10 * Math.log10(re * re + im * im) - triangle;
  };
  /** Mean over three harmonics: single ones ripple, since the opening has a corner too. */
  const around = (harmonic: number) =>
    (level(160 * (harmonic - 1)) + level(160 * harmonic) + level(160 * (harmonic + 1))) / 3;
  closeTo(around(24) - around(6), -12, 2, 'two octaves of the derivative');
});
