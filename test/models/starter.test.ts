import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { featureSet } from '../../lib/features/sets';
import { completeRows, selectRows, selectValues } from '../../lib/models/data/rows';
import { applyFitted } from '../../lib/models/selection/recipes';
import { readStarter, starterFile } from '../../lib/models/starter/read-starter';
import type { StarterFile } from '../../lib/models/starter/starter';
import { coefficient } from '../../lib/stats/correlation';
import { starterCard } from '../../scripts/starter/card';
import { iemocapRecordings, measureAll } from '../../scripts/starter/recordings';
import { temporaryFolder } from '../support/folder';

const { name, version, features } = featureSet('original83');
const expected = { name, version, features: features.map((feature) => feature.name) };
const text = readFileSync(starterFile(), 'utf8');
const stored = JSON.parse(text) as StarterFile;

test('the starter model fits the feature set as it is measured today, and its page is the one its numbers make', () => {
  const { raw, own, novelty } = readStarter(expected);
  assert.equal(raw.model.weights.length, 83);
  assert.equal(own.model.features, novelty.normalizer.features);
  const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'starter.md'), 'utf8');
  assert.equal(page, starterCard(stored));
});

const { raw, usual, ...rest } = stored;
const damaged: Readonly<Record<string, readonly [content: string, says: RegExp]>> = {
  'no JSON': ['{"format', /arousal\.json is not JSON/],
  'another format': ['{"format":"x"}', /format is "x", this program reads/],
  nothing: ['null', /format is missing/],
  'another version': [
    JSON.stringify({ ...stored, features: { ...stored.features, version: 1 } }),
    /made for the feature set original83 version 1, and original83 version \d+ is measured/,
  ],
  'a weight missing': [
    JSON.stringify({ ...stored, raw: { ...raw, weights: raw.weights.slice(1) } }),
    /'raw\.weights' is no list of 83 numbers/,
  ],
  'a weight that is no number': [
    JSON.stringify({ ...stored, own: { ...stored.own, weights: stored.own.weights.map(() => null) } }),
    /'own\.weights' is no list of 83 numbers/,
  ],
  'a part missing': [JSON.stringify({ ...rest, usual }), /'raw\.bias' is missing/],
  'no limit': [JSON.stringify({ ...rest, raw, usual: { ...usual, limit: 'x' } }), /'usual\.limit' is "x"/],
};
for (const [what, [content, says]] of Object.entries(damaged)) {
  test(`a damaged starter model is refused: ${what}`, () => {
    const folder = temporaryFolder({ 'arousal.json': content });
    assert.throws(() => readStarter(expected, path.join(folder, 'arousal.json')), says);
  });
}

const data = process.env.SAA_SHARED_DATA;
const skip = data === undefined && 'SAA_SHARED_DATA is not set';

test('the correlation on the card is that of the stored model on RAVDESS', { skip }, async () => {
  const rated = await iemocapRecordings(path.join(data ?? '', 'auditary_emotion_recognition'));
  const [{ rows }] = await measureAll(rated, [], 'original83');
  const whole = completeRows(rows);
  const predicted = applyFitted(readStarter(expected).raw, selectRows(rows, whole));
  // The card fills the gaps of incomplete rows; of the complete ones alone, r may differ in the third decimal.
  assert.ok(whole.length > 0.9 * rated.segments.length, `${whole.length} rows`);
  const r = coefficient(selectValues(rated.arousal, whole), predicted);
  assert.ok(Math.abs(r - stored.card.ravdess[0].raw.r.value) < 0.01, `${r}`);
});
