/**
 * Makes the starter model of arousal: npx tsx scripts/starter.ts EMODB RAVDESS
 *
 * EMODB is a folder with recordings of the Berlin Database of Emotional Speech (03a01Fa.wav …), RAVDESS a data folder with actors
 * of RAVDESS laid out as IEMOCAP is. It writes lib/models/starter/arousal.json and the card, docs/starter.md.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { featureSet } from '../lib/features/sets';
import { starterFile } from '../lib/models/starter/read-starter';
import { projectRoot } from '../lib/tables/project';
import { starterCard } from './starter/card';
import { SET, trainStarter } from './starter/train';
import {
  emodbRecordings,
  iemocapRecordings,
  measureAll,
  testChanges,
  trainingChanges,
} from './starter/recordings';

async function main(): Promise<void> {
  const [emodb, ravdess] = process.argv.slice(2);
  if (ravdess === undefined) throw new Error('name two folders: npx tsx scripts/starter.ts EMODB RAVDESS');
  const training = emodbRecordings(emodb);
  const test = await iemocapRecordings(ravdess);
  const measuredTraining = await measureAll(training, trainingChanges(), SET);
  const measuredTest = await measureAll(test, testChanges(), SET);
  const starter = trainStarter(
    { ...training, measured: measuredTraining },
    { ...test, measured: measuredTest },
    featureSet(SET),
  );
  writeFileSync(starterFile(), `${JSON.stringify(starter)}\n`);
  writeFileSync(path.join(projectRoot(), 'docs', 'starter.md'), starterCard(starter));
}

void main();
