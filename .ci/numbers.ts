// Prints a hash of each kind of number that has to be the same on every version of Node: the demo corpus, every feature
// set, models of every kind but the sequence model, and the name under which measurements of different machines are joined.
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeDemoCorpus } from '../lib/demo/corpus';
import { featureSets } from '../lib/features/sets';
import { libraryVersion } from '../lib/jobs/library';
import {
  classificationRecipes,
  networkRegression,
  originalClassification,
  regressionRecipes,
  trainClassification,
  trainNetworkRegressions,
  trainRegression,
} from '../lib/models/selection/recipes';
import { extract } from '../lib/study/extract';
import { openPlaces } from '../lib/study/places';
import { readUtterances } from '../lib/study/utterances/utterances';

function say(what: string, ...parts: readonly (string | Uint8Array)[]): void {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  console.log(`${hash.digest('hex').slice(0, 16)} ${what}`);
}

async function main(folder: string): Promise<void> {
  console.log(libraryVersion());
  process.env.SAA_DATA = path.join(folder, 'corpus');
  process.env.SAA_ARTIFACTS = path.join(folder, 'artifacts');
  await writeDemoCorpus(process.env.SAA_DATA, { seed: 1, size: 'small' });
  const files = readdirSync(process.env.SAA_DATA, { recursive: true, encoding: 'utf8' }).sort();
  const recordings = files
    .map((file) => path.join(folder, 'corpus', file))
    .filter((file) => statSync(file).isFile());
  say('demo corpus', ...recordings.map((file) => readFileSync(file)));

  const places = await openPlaces();
  for (const { name } of featureSets.filter((set) => !set.name.includes('frames'))) {
    const { artifacts } = await extract(places, name, { length: 4, hop: 2 }, () => () => {});
    say(`features: ${name}`, ...artifacts.map(({ file }) => readFileSync(file)));
  }
  const { table, labels } = readUtterances(places);
  const width = table.features.length;
  const full = table.segments.flatMap((_, i) =>
    table.values.subarray(i * width, (i + 1) * width).every(Number.isFinite) ? [i] : [],
  );
  const values = Float64Array.from(
    full.flatMap((i) => [...table.values.subarray(i * width, (i + 1) * width)]),
  );
  const rows = { features: table.features, values };
  const arousal = full.map((i) => labels[i].arousal);
  const excited = full.map((i) => (labels[i].arousal > 3 ? 1 : 0));
  for (const recipe of regressionRecipes)
    say(`model: ${recipe.name}`, JSON.stringify(trainRegression(recipe, rows, arousal)));
  say(
    `model: ${networkRegression.name}`,
    JSON.stringify(await trainNetworkRegressions(networkRegression, [{ rows, targets: [arousal] }], 1)),
  );
  for (const recipe of [...classificationRecipes, originalClassification])
    say(
      `model: ${recipe.name}`,
      JSON.stringify(await trainClassification(recipe, rows, excited, ['no', 'yes'], 1)),
    );
}

const folder = mkdtempSync(path.join(tmpdir(), 'saa-numbers-'));
main(folder)
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => rmSync(folder, { recursive: true, force: true }));
