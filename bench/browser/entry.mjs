// Runs in the browser: the same frames measured by each library, its time and how far it is from the truth.
import Meyda from 'meyda';
import { PitchDetector } from 'pitchy';
import pitchfinder from 'pitchfinder';
import { mfcc } from '../../lib/features/spectral/mfcc';
import { spectralFrames } from '../../lib/features/spectral/frames';
import { valueAt } from '../../lib/praat/frames';
import { pitch } from '../../lib/praat/pitch';
import { demoVoices } from '../../test/support/demo-voices';

const STEP = 0.01; // s
const WINDOW = 1024; // samples that pitchy and pitchfinder get, 64 ms
const CLEAR = 0.9; // clarity from which pitchy's readme takes a pitch
const ROUNDS = 5;

const voices = demoVoices().filter(({ kind }) => kind === 'utterance');

/** Calls `detect` with the window around every frame, 0 beyond the ends. */
function perFrame({ samples, sampleRate }, detect) {
  const frame = new Float32Array(WINDOW);
  return Float64Array.from({ length: Math.floor(samples.length / sampleRate / STEP) }, (_, n) => {
    const first = Math.round(n * STEP * sampleRate) - WINDOW / 2;
    for (let i = 0; i < WINDOW; i++) frame[i] = samples[first + i] ?? 0;
    return detect(frame, sampleRate);
  });
}

const pitchy = PitchDetector.forFloat32Array(WINDOW);
const finders = new Map();
const finder = (name, sampleRate) => {
  const key = `${name}${sampleRate}`;
  if (!finders.has(key)) finders.set(key, pitchfinder[name]({ sampleRate }));
  return finders.get(key);
};
const detectors = {
  'this project': (signal) => {
    const track = pitch(signal);
    return Float64Array.from(
      { length: Math.floor(signal.samples.length / signal.sampleRate / STEP) },
      (_, n) => valueAt(track, n * STEP),
    );
  },
  pitchy: (signal) =>
    perFrame(signal, (frame, sampleRate) => {
      const [hertz, clarity] = pitchy.findPitch(frame, sampleRate);
      return clarity >= CLEAR ? hertz : NaN;
    }),
  'pitchfinder, YIN': (signal) => perFrame(signal, (frame, rate) => finder('YIN', rate)(frame) ?? NaN),
  'pitchfinder, McLeod': (signal) =>
    perFrame(signal, (frame, rate) => finder('Macleod', rate)(frame).freq ?? NaN),
};

function judged(detect) {
  let [voiced, missed, gross, silent, invented] = [0, 0, 0, 0, 0];
  const off = [];
  for (const { signal, truth } of voices) {
    detect(signal).forEach((value, n) => {
      const wanted = truth.f0[Math.round((n * STEP) / truth.step)] ?? NaN;
      const found = value > 0;
      if (Number.isNaN(wanted)) {
        silent++;
        if (found) invented++;
        return;
      }
      voiced++;
      if (!found) missed++;
      else if (Math.abs(value - wanted) > 0.2 * wanted) gross++;
      else off.push(Math.abs(value - wanted) / wanted);
    });
  }
  off.sort((a, b) => a - b);
  return {
    missed: missed / voiced,
    gross: gross / (voiced - missed),
    invented: invented / silent,
    off: off[Math.floor(off.length / 2)],
  };
}

/** µs per frame of 10 ms, the best of some rounds in turns. */
function timed(runs) {
  const frames = voices.reduce(
    (sum, { signal }) => sum + Math.floor(signal.samples.length / signal.sampleRate / STEP),
    0,
  );
  const best = Object.fromEntries(Object.keys(runs).map((name) => [name, Infinity]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(runs)) {
      const began = performance.now();
      for (const { signal } of voices) run(signal);
      best[name] = Math.min(best[name], (1000 * (performance.now() - began)) / frames);
    }
  }
  return best;
}

const spectra = {
  'this project, 13 MFCC': (signal) =>
    mfcc(spectralFrames(signal, { windowLength: 512 / signal.sampleRate, timeStep: STEP })),
  'meyda, 13 MFCC': ({ samples, sampleRate }) => {
    Object.assign(Meyda, { sampleRate, bufferSize: 512, windowingFunction: 'hanning' });
    const frame = new Float32Array(512);
    for (let first = 0; first + 512 <= samples.length; first += Math.round(STEP * sampleRate)) {
      frame.set(samples.subarray(first, first + 512));
      Meyda.extract('mfcc', frame);
    }
  },
};

export function measured() {
  return {
    accuracy: Object.fromEntries(Object.entries(detectors).map(([name, detect]) => [name, judged(detect)])),
    pitch: timed(detectors),
    spectra: timed(spectra),
  };
}
