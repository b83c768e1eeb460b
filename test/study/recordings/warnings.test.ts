import assert from 'node:assert/strict';
import test from 'node:test';
import { featureSet } from '../../../lib/features/sets';
import { scoreRows } from '../../../lib/study/recordings/score-rows';
import { scoringModels } from '../../../lib/study/recordings/scoring-models';
import type { ScoredRecording } from '../../../lib/study/recordings/score-recordings';
import { recordingMessages } from '../../../lib/study/recordings/warnings';
import { temporaryFolder } from '../../support/folder';

const models = scoringModels({ artifacts: temporaryFolder({}) });
const features = featureSet(models.set).features.map(({ name }) => name);
const windows = Array.from({ length: 10 }, (_, i) => ({
  ...{ start: 2 * i, end: 2 * i + 4, speaker: '', speech: true, channel: 'left' as const },
}));

/** Ten windows as measured, usual but for `gaps`, of which two are silent. */
function recording(gaps: (row: number, feature: string) => boolean): ScoredRecording {
  const usual = models.starter?.novelty.normalizer ?? assert.fail('the starter knows what is usual');
  const values = windows.flatMap((_, row) =>
    features.map((name, j) => (gaps(row, name) ? NaN : usual.median[j])),
  );
  const rows = { features, values: Float64Array.from(values) };
  const silent = [3, 4];
  const voices = windows.map(({ speaker }) => speaker);
  return {
    ...{ file: 'x.wav', duration: 22, windows, silent, speakers: undefined, remarks: ['an odd header'] },
    scores: scoreRows(models, rows, { windows, voices, empty: [], silent }),
    quality: {
      ...{ signalToNoise: 40, band: { low: 60, high: 8000 }, clipped: 0, level: -20, reverberation: 0.2 },
      warnings: [],
    },
    outside: { share: 0, columns: [] },
    segments: {
      ...{ turns: [], speakers: ['A'], interviewee: 'A', rule: 'speaks more' },
      ...{ activityBy: 'level and voicing', speakersBy: 'one voice', duration: 22 },
      ...{ both: [], uncertain: [], notes: [] },
    },
  };
}

test('windows without speech and windows that cannot be scored are counted apart', () => {
  const whole = recording(() => false);
  assert.equal(whole.scores.arousal.filter(Number.isNaN).length, 2);
  const said = recordingMessages(models, whole).join('\n');
  assert.match(said, /^An odd header\.$/m);
  assert.match(said, /Of 10 windows 2 hold no speech/);
  assert.doesNotMatch(said, /have no score:/);
  // A gap in one window is filled by the others; a column never measured, as the pitch of a whisper, cannot be.
  const one = recording((row, name) => row === 5 && name === 'f0_mean');
  assert.equal(one.scores.arousal.filter(Number.isNaN).length, 2);
  const never = recording((_, name) => name === 'f0_mean');
  assert.match(recordingMessages(models, never).join('\n'), /Of 8 windows with speech 8 have no score/);
});
