import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  annotate,
  consensus,
  drawAffect,
  emotions,
  type Annotation,
  type Emotion,
} from '../../lib/demo/emotions';
import { random } from '../../lib/stats/random';
import { closeTo } from '../support/close-to';

const heard = (...categories: Emotion[]): Annotation => ({ categories, affect: emotions.neu.centre });

test('the consensus is what more than half named, alone', () => {
  assert.equal(consensus([heard('ang'), heard('ang'), heard('fru')]), 'ang');
  assert.equal(consensus([heard('ang'), heard('neu'), heard('fru')]), 'xxx');
  assert.equal(consensus([heard('ang', 'fru'), heard('fru'), heard('neu')]), 'fru');
  assert.equal(consensus([heard('ang', 'fru'), heard('ang', 'fru'), heard('ang')]), 'xxx');
});

test('listeners mostly agree, score in whole numbers from 1 to 5 and follow the affect', () => {
  const stream = random(1);
  const n = 4000;
  let right = 0;
  let arousal = 0;
  for (let i = 0; i < n; i++) {
    const { categories, affect } = annotate('neu', { valence: 3, arousal: 2.5, dominance: 5 }, stream);
    if (categories[0] === 'neu') right++;
    arousal += affect.arousal;
    for (const score of Object.values(affect) as number[]) {
      assert.ok(Number.isInteger(score) && score >= 1 && score <= 5);
    }
  }
  closeTo(right / n, 0.8, 4 * Math.sqrt(0.16 / n));
  closeTo(arousal / n, 2.5, 4 * Math.sqrt((0.55 ** 2 + 1 / 12) / n)); // normal spread and rounding
});

test('moods lie around their emotion', () => {
  const stream = random(2);
  let sum = 0;
  for (let i = 0; i < 2000; i++) sum += drawAffect('neu', stream).arousal;
  closeTo(sum / 2000, emotions.neu.centre.arousal, (4 * 0.45) / Math.sqrt(2000));
});
