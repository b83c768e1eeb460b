import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { encodeWav } from '../../lib/audio/wav';
import { constant } from '../../lib/demo/track';
import { steadyVowel, synthesize, type Truth } from '../../lib/demo/voice';
import { random } from '../../lib/stats/random';
import { closeTo } from '../support/close-to';
import { demoVoices, plainVoice } from '../support/demo-voices';

const hod = steadyVowel({ duration: 0.5, f0: 100, formants: [730, 1090, 2440] });

/** Power at one frequency over whole seconds' worth of samples, dB. */
function level(samples: Float64Array, hz: number, from: number, to: number): number {
  let re = 0;
  let im = 0;
  for (let n = from; n < to; n++) {
    re += samples[n] * Math.cos((2 * Math.PI * hz * n) / 16000);
    im += samples[n] * Math.sin((2 * Math.PI * hz * n) / 16000);
  }
  return 10 * Math.log10(re * re + im * im);
}

test('one seed, one signal', () => {
  const voice = { ...plainVoice, jitter: 0.01, breath: 0.02 };
  const make = (seed: number) => synthesize(voice, hod, 16000, random(seed)).signal.samples;
  assert.deepEqual(make(1), make(1));
  assert.notDeepEqual(make(1), make(2));
});

test('harmonics stand out at the formants', () => {
  // Pitch of 50 Hz: harmonics 50 Hz apart sample the envelope finely; 8 periods of 320 samples, once it has settled.
  const { signal } = synthesize(plainVoice, { ...hod, f0: constant(50) }, 16000, random(1));
  for (const formant of [730, 1090, 2440, 3500, 4500]) {
    const harmonics = [-200, -150, -100, -50, 0, 50, 100, 150, 200].map(
      (away) => 50 * Math.round((formant + away) / 50),
    );
    const levels = harmonics.map((hz) => level(signal.samples, hz, 2560, 5120));
    const strongest = harmonics[levels.indexOf(Math.max(...levels))];
    // The nearest harmonic, or its neighbour: the source falls towards high frequencies and draws peaks down.
    closeTo(strongest, formant, 60, `peak near ${formant} Hz`);
  }
});

test('the level is the plan’s, unless that would clip', () => {
  const rms = (samples: Float64Array) =>
    20 * Math.log10(Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length));
  const quiet = synthesize(plainVoice, { ...hod, level: -30 }, 16000, random(1));
  closeTo(rms(quiet.signal.samples), -30, 1e-9);
  closeTo(quiet.truth.level, -30, 1e-9);
  const loud = synthesize(plainVoice, { ...hod, level: -3 }, 16000, random(1));
  closeTo(rms(loud.signal.samples), loud.truth.level, 1e-9);
  assert.ok(loud.truth.level < -3);
  closeTo(
    loud.signal.samples.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0),
    0.98,
    1e-12,
  );
});

test('nothing planned is silence, and its truth is NaN', () => {
  const { signal, truth } = synthesize(plainVoice, { ...hod, voicing: constant(0) }, 16000, random(1));
  assert.ok(signal.samples.every((value) => value === 0));
  assert.equal(truth.pulses.times.length, 0);
  assert.ok(truth.f0.every(Number.isNaN) && truth.loudness.every(Number.isNaN));
  assert.equal(truth.level, -Infinity);
});

test('the room’s noise has the level asked for', () => {
  const plan = { ...hod, voicing: constant(0), duration: 2, noise: -50 };
  const { samples } = synthesize(plainVoice, plan, 16000, random(1)).signal;
  const square = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
  closeTo(10 * Math.log10(square), -50, 0.1); // 32,000 samples: standard error 0.02 dB
});

test('constriction noise lies around its centre', () => {
  const plan = { ...hod, voicing: constant(0), frication: constant(0.3), fricationCentre: constant(5000) };
  const { samples } = synthesize(plainVoice, plan, 16000, random(1)).signal;
  const band = (low: number) => {
    let power = 0;
    for (let hz = low; hz < low + 1000; hz += 20) power += 10 ** (level(samples, hz, 0, samples.length) / 10);
    return 10 * Math.log10(power);
  };
  assert.ok(band(4500) > band(500) + 15, `${band(4500)} dB against ${band(500)} dB`);
  assert.ok(band(4500) > band(2500) + 3);
});

test('what the sample rate cannot carry is refused or left out', () => {
  assert.throws(
    () =>
      synthesize(
        plainVoice,
        { ...hod, formants: [constant(700), constant(1200), constant(9000)] },
        16000,
        random(1),
      ),
    /formant 3 is 9000 Hz/,
  );
  assert.throws(
    () => synthesize({ ...plainVoice, bandwidths: [60] }, hod, 16000, random(1)),
    /1 bandwidths for 8/,
  );
  assert.equal(synthesize(plainVoice, hod, 8000, random(1)).truth.formants.length, 4);
});

interface Measured {
  readonly name: string;
  readonly sha256: string;
}
interface MeasuredVowel extends Measured {
  readonly f0: number;
  readonly formants: readonly number[];
}
interface MeasuredUtterance extends Measured {
  readonly start: number;
  readonly step: number;
  /** 0 where Praat finds no voice */
  readonly f0: readonly number[];
  readonly formants: readonly (readonly (number | null)[])[];
}

const reference = JSON.parse(readFileSync(join(__dirname, '../reference/demo-voices.json'), 'utf8')) as {
  voices: (MeasuredVowel | MeasuredUtterance)[];
};

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

for (const { name, kind, signal, truth } of demoVoices()) {
  const measured = reference.voices.find((voice) => voice.name === name);
  test(`Praat hears in "${name}" what was put in`, () => {
    assert.ok(measured !== undefined, `no reference; run test/reference/make/demo-voices.py`);
    const hash = createHash('sha256')
      .update(encodeWav([signal.samples], signal.sampleRate))
      .digest('hex');
    assert.equal(
      hash,
      measured.sha256,
      'the signal changed since Praat measured it; run test/reference/make/demo-voices.py',
    );
    if (kind === 'vowel') compareVowel(measured as MeasuredVowel, truth);
    else compareUtterance(measured as MeasuredUtterance, truth);
  });
}

function compareVowel(measured: MeasuredVowel, truth: Truth): void {
  closeTo(Math.log2(measured.f0 / truth.f0[0]), 0, 0.001, 'f0'); // about a cent
  // Linear prediction is drawn to the nearest harmonic: by less than half of their distance.
  for (let k = 0; k < 3; k++)
    closeTo(measured.formants[k], truth.formants[k][0], truth.f0[0] / 2, `F${k + 1}`);
}

function compareUtterance(measured: MeasuredUtterance, truth: Truth): void {
  const pitchErrors: number[] = [];
  const formantErrors: number[][] = [[], [], []];
  let agree = 0;
  measured.f0.forEach((hz, frame) => {
    const i = Math.round((measured.start + frame * measured.step) / truth.step);
    if (hz > 0 === truth.f0[i] > 0) agree++;
    if (!(hz > 0 && truth.f0[i] > 0)) return;
    pitchErrors.push(Math.abs(Math.log2(hz / truth.f0[i])));
    for (let k = 0; k < 3; k++) {
      const formant = measured.formants[k][frame];
      if (formant !== null) formantErrors[k].push(Math.abs(formant / truth.formants[k][i] - 1));
    }
  });
  assert.ok(pitchErrors.length > 50);
  closeTo(median(pitchErrors), 0, 0.02, 'f0, octaves'); // windows of 80 ms smooth the accents' corners
  assert.ok(agree / measured.f0.length > 0.9, `voicing agrees in ${agree} of ${measured.f0.length} frames`);
  // Moving formants between harmonics 100 to 250 Hz apart: F1 by a tenth, the higher ones by a twentieth.
  closeTo(median(formantErrors[0]), 0, 0.1, 'F1');
  closeTo(median(formantErrors[1]), 0, 0.05, 'F2');
  closeTo(median(formantErrors[2]), 0, 0.05, 'F3');
}
