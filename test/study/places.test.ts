import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { readInterviewModels } from '../../lib/study/interviews/models';
import { openPlaces } from '../../lib/study/places';
import { readUtterances } from '../../lib/study/utterances/utterances';
import { temporaryFolder } from '../support/folder';

async function placesWith(data: string, artifacts: string) {
  const before = { ...process.env };
  process.env.SAA_DATA = data;
  process.env.SAA_ARTIFACTS = artifacts;
  try {
    return await openPlaces();
  } finally {
    process.env = before;
  }
}

test('a data folder without either corpus is refused, saying what belongs there', async () => {
  const folder = temporaryFolder({});
  await assert.rejects(placesWith(folder, folder), /IEMOCAP_full_release.*data_interview/);
});

test('real recordings are not called synthetic', async () => {
  const folder = temporaryFolder({});
  mkdirSync(path.join(folder, 'data_interview'));
  const places = await placesWith(folder, folder);
  assert.equal(places.synthetic, false);
  assert.equal(places.data, folder);
});

test('a step whose input is missing names the notebook that makes it', async () => {
  const folder = temporaryFolder({});
  mkdirSync(path.join(folder, 'data_interview'));
  const places = await placesWith(folder, folder);
  assert.throws(() => readUtterances(places), /output\.obj is missing.*preprocess_data/);
  assert.throws(() => readInterviewModels(places, 'original83'), /no models.*emotion_analysis/);
});
