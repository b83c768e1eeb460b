import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formants } from '../../lib/praat/formants';
import { pitch } from '../../lib/praat/pitch';
import { spectralFrames } from '../../lib/features/spectral/frames';
import { spectrogramFigure } from '../../lib/plots/spectrogram';
import { closeTo } from '../support/close-to';
import { glide } from './gallery';

interface Trace {
  readonly type: string;
  readonly name?: string;
  readonly x: number[];
  readonly y: number[];
  readonly z: number[][];
}

const sampleRate = 16000;
const tone = (hz: number, seconds: number) => ({
  sampleRate,
  samples: Float64Array.from(
    { length: seconds * sampleRate },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / sampleRate),
  ),
});

test('a tone is darkest at its frequency, 0 dB at the loudest and −60 dB where nothing is heard', () => {
  const figure = spectrogramFigure(spectralFrames(tone(2000, 0.5)), { title: 'S' });
  const cells = (figure.data as unknown as Trace[])[1];
  assert.equal(cells.type, 'heatmap');
  const middle = cells.z.map((row) => row[Math.floor(row.length / 2)]);
  closeTo(cells.y[middle.indexOf(0)], 2000, sampleRate / 512); // a bin
  assert.equal(middle[0], -60);
  assert.ok(cells.y[cells.y.length - 1] <= 5500);
});

test('pitch lies where the voice is, formants only where it is loud', () => {
  const signal = glide(1.2);
  const figure = spectrogramFigure(spectralFrames(signal, { windowLength: 0.01, timeStep: 0.004 }), {
    title: 'S',
    pitch: pitch(signal),
    formants: formants(signal),
  });
  const traces = figure.data as unknown as Trace[];
  const line = traces.find(({ name }) => name === 'pitch (right axis)');
  const first = line?.y.findIndex(Number.isFinite) ?? -1;
  // The glide rises from 120 Hz by 100 Hz in 1.2 s.
  closeTo(line?.y[first] ?? NaN, 120 + (100 * (line?.x[first] ?? NaN)) / 1.2, 1);
  const low = traces.find(({ name }) => name === 'F1');
  assert.ok((low?.x.length ?? 0) > 50);
  assert.ok(
    low?.x.every((time) => time > 0.1 && time < 1.1),
    'not in the silence at both ends',
  );
  assert.match(figure.alt, /pitch from 1\d\d to 2\d\d Hz/);
  assert.ok(JSON.stringify(figure.data).length < 200_000, 'small enough for a notebook');
});

test('silence has no pitch and no loudest cell; less than a window is refused', () => {
  const silence = { samples: new Float64Array(8000), sampleRate };
  const figure = spectrogramFigure(spectralFrames(silence), { title: 'S', pitch: pitch(silence) });
  assert.match(figure.alt, /no frame is voiced/);
  const cells = (figure.data as unknown as Trace[])[1];
  assert.ok(cells.z.flat().every((level) => level === -60));
  const short = { samples: new Float64Array(10), sampleRate };
  assert.throws(() => spectrogramFigure(spectralFrames(short), { title: 'S' }), RangeError);
});
