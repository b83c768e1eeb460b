import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resonate, tilt } from '../../lib/demo/vocal-tract';
import { closeTo } from '../support/close-to';

const RATE = 16000;

/** |H| at a frequency, from an impulse response that has died away. */
function gain(response: Float64Array, hz: number): number {
  let re = 0;
  let im = 0;
  for (let n = 0; n < response.length; n++) {
    re += response[n] * Math.cos((2 * Math.PI * hz * n) / RATE);
    im -= response[n] * Math.sin((2 * Math.PI * hz * n) / RATE);
  }
  return Math.hypot(re, im);
}

/** |A / (1 − B z⁻¹ − C z⁻²)| by its two poles: the distances of the point z from them and of 1 from them. */
function resonance(hz: number, formant: number, bandwidth: number): number {
  const radius = Math.exp((-Math.PI * bandwidth) / RATE);
  const distance = (angle: number) => Math.sqrt(1 - 2 * radius * Math.cos(angle) + radius * radius);
  const turn = (2 * Math.PI) / RATE;
  return distance(turn * formant) ** 2 / (distance(turn * (hz - formant)) * distance(turn * (hz + formant)));
}

function impulse(length: number): Float64Array {
  const samples = new Float64Array(length);
  samples[0] = 1;
  return samples;
}

test('resonators in cascade have the product of their responses', () => {
  const formants = [700, 1200, 2500];
  const bandwidths = [60, 90, 150];
  const response = impulse(8000);
  resonate(response, RATE, { formants: formants.map((hz) => Float64Array.of(hz)), bandwidths, step: 0.001 });
  closeTo(gain(response, 0), 1, 1e-9, 'at 0 Hz');
  for (const hz of [100, 650, 700, 1000, 1200, 2500, 5000, 7900]) {
    const expected = formants.reduce(
      (product, formant, k) => product * resonance(hz, formant, bandwidths[k]),
      1,
    );
    closeTo(gain(response, hz) / expected, 1, 1e-9, `at ${hz} Hz`);
  }
});

test('a formant moves when its track says so', () => {
  const step = 0.1;
  const moving = Float64Array.of(500, 500, 2000, 2000);
  const samples = new Float64Array(4800);
  samples[0] = 1;
  samples[3300] = 1; // in the last step, where the track holds 2000 Hz
  resonate(samples, RATE, { formants: [moving], bandwidths: [60], step });
  const crossings = (from: number, to: number) => {
    let count = 0;
    for (let n = from; n < to; n++) if (samples[n] > 0 !== samples[n + 1] > 0) count++;
    return (count / 2 / (to - from)) * RATE;
  };
  closeTo(crossings(0, 800), 500, 20, 'first step, Hz'); // 800 samples hold 25 turns; half a turn is 10 Hz
  closeTo(crossings(3301, 4101), 2000, 20, 'last step, Hz');
});

test('a formant above half the sample rate is refused', () => {
  const outside = { formants: [Float64Array.of(8000)], bandwidths: [60], step: 0.001 };
  assert.throws(() => resonate(impulse(10), RATE, outside), /formant 1 is 8000 Hz/);
});

test('tilt leaves 0 Hz and halves the power at its cutoff', () => {
  const response = impulse(2000);
  tilt(response, RATE, 500);
  closeTo(gain(response, 0), 1, 1e-9);
  // exp(−2π·fc/fs) places the pole of the analogue filter; sampled, its response at 500 Hz differs by 0.1 dB.
  closeTo(20 * Math.log10(gain(response, 500)), -3.01, 0.1);
});
