import assert from 'node:assert/strict';
import test from 'node:test';
import { frame } from '../../lib/frames/frame';
import { histogram } from '../../lib/plots/plot';

const rated = () =>
  frame({
    sex: ['f', 'f', 'f', 'm', 'm', 'm'],
    valence: [1, 2, 3, 2, 3, 4],
    arousal: [2, 2, 3, 4, 4, 5],
    duration: [1, 1, 2, 2, 3, 3],
  });

test('a histogram of several columns has a panel each, on one scale', () => {
  const both = histogram(rated(), ['valence', 'arousal']);
  assert.match(
    both.alt,
    /^valence and arousal: histogram of valence and arousal\. valence: n = 6, .*; arousal: n = 6/,
  );
  const bySex = histogram(rated(), ['valence', 'arousal'], { by: 'sex' });
  assert.match(bySex.alt, /valence, f: n = 3, .*; valence, m: n = 3, .*; arousal, f: n = 3/);
  assert.match(histogram(rated(), 'valence').alt, /^valence: histogram of valence\. n = 6/);
  assert.throws(
    () => histogram(rated(), ['valence', 'duration']),
    /valence and duration have different units; draw a histogram of each/,
  );
});
