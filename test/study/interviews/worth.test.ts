import assert from 'node:assert/strict';
import test from 'node:test';
import type { RecordingQuality } from '../../../lib/audio/quality';
import { asksForCopies, worthOf } from '../../../lib/study/interviews/worth';
import { closeTo } from '../../support/close-to';

const good: RecordingQuality = {
  signalToNoise: 40,
  band: { low: 0, high: 8000 },
  clipped: 0,
  level: -20,
  reverberation: 0.2,
  warnings: [],
};
const scores = {
  clean: 0.6,
  after: {
    'white noise 0 dB': 0.2,
    'white noise 20 dB': 0.5,
    'white noise 10 dB': 0.4,
    'telephone and µ-law': 0.3,
    'room 0.6 s': 0.45,
    'low-pass 2000 Hz': 0.25,
  },
};

test('what a score is worth: on the line between the tested ratios, in its band, in a room', () => {
  const worth = (changed: Partial<RecordingQuality>) => worthOf(scores, { ...good, ...changed });
  assert.equal(worth({}), 0.6);
  closeTo(worth({ signalToNoise: 15 }), 0.45, 1e-12);
  closeTo(worth({ signalToNoise: 25 }), 0.55, 1e-12);
  assert.equal(worth({ signalToNoise: -5 }), 0.2);
  assert.equal(worth({ band: { low: 300, high: 3400 } }), 0.3);
  assert.equal(worth({ band: { low: 0, high: 2000 } }), 0.25);
  assert.equal(worth({ reverberation: 0.8 }), 0.45);
  assert.equal(worth({ reverberation: 0.8, signalToNoise: 5 }), worth({ signalToNoise: 5 }));
  assert.equal(
    worth({ signalToNoise: NaN, reverberation: NaN }),
    0.6,
    'what cannot be estimated counts for nothing',
  );
});

test('which recordings ask for models that learned from copies', () => {
  assert.equal(asksForCopies(good), false);
  assert.equal(asksForCopies({ ...good, clipped: 0.1, level: -60 }), false);
  assert.equal(asksForCopies({ ...good, signalToNoise: 14 }), true);
  assert.equal(asksForCopies({ ...good, band: { low: 250, high: 3500 } }), true);
  assert.equal(asksForCopies({ ...good, reverberation: 0.7 }), true);
});
