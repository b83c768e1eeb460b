import assert from 'node:assert/strict';
import test from 'node:test';
import { cut, type Signal } from '../../lib/audio/signal';
import { original83 } from '../../lib/features/sets/original83';
import { closeTo } from '../support/close-to';
import { demoVoices } from '../support/demo-voices';
import { edgeSignals } from '../support/edge-signals';
import { join } from '../support/signals';

const width = original83.features.length;

/** Four utterances, about 10 s. */
function speech(): Signal {
  return join(
    ...demoVoices()
      .filter(({ kind }) => kind === 'utterance')
      .map(({ signal }) => signal),
  );
}

function windowsOf({ samples, sampleRate }: Signal): { start: number; end: number }[] {
  const seconds = samples.length / sampleRate;
  return Array.from({ length: Math.max(1, Math.floor((seconds - 4) / 2) + 1) }, (_, i) => ({
    start: 2 * i,
    end: 2 * i + 4,
  }));
}

test('windows measured exactly are what each gives when cut out', () => {
  const signal = speech();
  const windows = windowsOf(signal);
  assert.ok(windows.length >= 3);
  const rows = original83.measureWindows?.(signal, windows, 'exact') ?? new Float64Array(0);
  assert.equal(rows.length, windows.length * width);
  windows.forEach(({ start, end }, i) => {
    const alone = original83.measure(cut(signal, start, end));
    // The same arithmetic on the same samples: the candidates kept are those that would be found again.
    alone.forEach((x, c) =>
      assert.equal(rows[i * width + c], x, `${start} s, ${original83.features[c].name}`),
    );
  });
});

test('windows a whole number of steps apart have the same pitch, intensity, jitter and shimmer in both modes', () => {
  const signal = speech();
  const windows = windowsOf(signal).map(({ start, end }) => ({ start: start + 0.03, end: end + 0.03 }));
  const exact = original83.measureWindows?.(signal, windows, 'exact') ?? new Float64Array(0);
  const shared = original83.measureWindows?.(signal, windows, 'shared') ?? new Float64Array(0);
  const columns = original83.features.flatMap(({ name }, i) =>
    /^(f0|intensity|jitter|shimmer|duration)/.test(name) ? [i] : [],
  );
  assert.equal(columns.length, 19);
  for (const i of windows.keys()) {
    for (const column of columns) assert.equal(shared[i * width + column], exact[i * width + column]);
  }
});

test('windows of shared contours have nearly the mean pitch and formants of windows cut out', () => {
  const signal = speech();
  const windows = [...windowsOf(signal), { start: 1.2345, end: 4.3 }]; // the last on no frame of the others
  const exact = original83.measureWindows?.(signal, windows, 'exact') ?? new Float64Array(0);
  const shared = original83.measureWindows?.(signal, windows, 'shared') ?? new Float64Array(0);
  for (const name of ['f0_mean', 'f1_mean', 'f2_mean', 'f3_mean', 'intensity_mean', 'duration']) {
    const column = original83.features.findIndex((feature) => feature.name === name);
    windows.forEach((_, i) => {
      const x = exact[i * width + column];
      // The ends of a window ring in its formants; frames off the steps decide otherwise at the ends of voiced stretches.
      closeTo(shared[i * width + column], x, 0.01 * x, `${name} of window ${i}`);
    });
  }
});

for (const [name, signal] of Object.entries(edgeSignals())) {
  for (const mode of ['exact', 'shared'] as const) {
    test(`${name}, ${mode}: 83 numbers, finite or NaN, no exception`, () => {
      const row = original83.measureWindows?.(signal, [{ start: 0, end: 4 }], mode) ?? new Float64Array(0);
      assert.equal(row.length, 83);
      assert.ok(row.every((x) => Number.isNaN(x) || Number.isFinite(x)));
      if (name === 'silence') assert.ok(row.subarray(0, 82).every(Number.isNaN));
    });
  }
}
