import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { partsOf } from '../../../lib/reports/utterances/kept-parts';
import type { Label } from '../../../lib/tables/labels';

const folder = mkdtempSync(path.join(os.tmpdir(), 'kept-parts-'));
const artifacts = process.env.SAA_ARTIFACTS;
before(() => {
  process.env.SAA_ARTIFACTS = folder;
});
after(() => {
  if (artifacts === undefined) delete process.env.SAA_ARTIFACTS;
  else process.env.SAA_ARTIFACTS = artifacts;
  rmSync(folder, { recursive: true });
});

function utterances(count: number, first = 0) {
  const labels = Array.from({ length: count }, (_, i): Label => ({
    ...{ corpus: 'own', scales: 'rated', id: `u${i}`, session: 1, speaker: 's', sex: 'F', start: 0, end: 1 },
    ...{ emotion: 'neu', agreement: 1, categories: [], transcript: '', valence: 3, arousal: 3, dominance: 3 },
  }));
  const values = new Float64Array(count);
  values[0] = first;
  return { labels, sets: [{ name: 'own', version: 1, rows: { features: ['a'], values }, units: [''] }] };
}

test('a part of a step on many utterances is computed once, until labels, features or settings change', async () => {
  let computed = 0;
  const part = (of: ReturnType<typeof utterances>, settings: Record<string, unknown>) =>
    partsOf(of)('part', settings, () => {
      computed++;
      return { values: Float64Array.of(1, NaN, computed) };
    });
  const first = await part(utterances(1000), { seed: 1 });
  assert.deepEqual(await part(utterances(1000), { seed: 1 }), first); // as after a new start
  assert.equal(computed, 1);
  await part(utterances(1000), { seed: 2 });
  await part(utterances(1000, 7), { seed: 1 });
  assert.equal(computed, 3);
  assert.equal(readdirSync(path.join(folder, 'cache')).length, 3);
});

test('of few utterances nothing is kept', async () => {
  let computed = 0;
  for (let i = 0; i < 2; i++) await partsOf(utterances(999))('few', {}, () => ++computed);
  assert.equal(computed, 2);
});

test('a part that fails leaves nothing behind', async () => {
  const fail = () => partsOf(utterances(1000))('failing', {}, () => Promise.reject(new Error('stopped')));
  await assert.rejects(fail, /stopped/);
  assert.equal(await partsOf(utterances(1000))('failing', {}, () => 5), 5);
});
