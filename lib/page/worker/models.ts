import type { FeatureSet } from '../../features/feature-set';
import { featureSet } from '../../features/sets';
import { normalize, type Normalizer } from '../../models/data/normalizer';
import { predict, type Model } from '../../models/predict';
import type { Rows } from '../../models/data/rows';
import { STARTER_NAME, STARTER_WARNINGS } from '../../models/starter/sentences';
import { openStarter, type Starter } from '../../models/starter/starter';
import { modelCard } from '../../models/storage/model-card';
import { numbersFileName, numbersIn, parseHeader } from '../../models/storage/model-fields';
import { checkFeatureSet, FORMAT, unpackModel } from '../../models/storage/read-model';
import type { StoredModel } from '../../models/storage/stored-model';
import { parseProvenance } from '../../tables/provenance';
import { targets, type ChosenFile, type ModelsInfo, type Target } from '../calls';
import starterFile from '../../models/starter/arousal.json';

/** Models that are open. */
export interface OpenModels {
  readonly info: ModelsInfo;
  readonly set: FeatureSet;
  /** Null where there are others. */
  readonly starter: Starter | null;
  readonly trained: ReadonlyMap<Target, (rows: Rows) => Float64Array>;
}

/** Feature set of the starter. */
const STARTER_SET = 'original83';

/**
 * Opens models: those that notebook 2 stored, from the files of their folder, or the starter, where no file is given.
 *
 * @throws Error naming the file, what was found and a way out
 */
export async function openModels(files: readonly ChosenFile[]): Promise<OpenModels> {
  if (files.length === 0) return starterModels();
  const found = new Map<Target, StoredModel>();
  const cards: string[] = [];
  let set: FeatureSet | undefined;
  for (const target of targets) {
    const chosen = files.find(({ path }) => path.endsWith(`${target}/model.json`));
    if (chosen === undefined) continue;
    const { path } = chosen;
    const header = parseHeader(await chosen.file.text(), path, FORMAT);
    const { features } = parseProvenance(JSON.stringify(header.provenance ?? null), path);
    if (features === undefined) throw new Error(`${path}: names no feature set; store the model again`);
    set ??= featureSet(features.name);
    const expected = { ...set, features: set.features.map(({ name }) => name) };
    const name = path.replace(/model\.json$/, numbersFileName(path, header.numbers));
    const numbers = files.find((one) => one.path === name);
    if (numbers === undefined) throw new Error(`${name}: missing; choose the whole folder of the models`);
    const bytes = new Uint8Array(await numbers.file.arrayBuffer());
    const sha256 = hexadecimal(await crypto.subtle.digest('SHA-256', bytes));
    const read = () => numbersIn(path, header.numbers, { file: name, bytes, sha256 });
    const stored = unpackModel(path, header, read, checkFeatureSet(expected));
    found.set(target, stored);
    cards.push(modelCard(stored, sha256));
  }
  if (set === undefined)
    throw new Error(
      `no model among ${files.length} files (${targets.join(', ')}, each with a model.json); choose a folder such as processed-data/models`,
    );
  const warnings = [...found.values()].flatMap(({ provenance }) => provenance.warnings ?? []);
  return {
    set,
    starter: null,
    trained: new Map([...found].map(([target, stored]) => [target, predictor(stored)])),
    info: {
      source: 'trained',
      name: `Models of ${[...found.keys()].join(', ')}, chosen by you.`,
      targets: [...found.keys()],
      warnings: [...new Set(warnings)],
      cards,
    },
  };
}

function starterModels(): OpenModels {
  const set = featureSet(STARTER_SET);
  const expected = { ...set, features: set.features.map(({ name }) => name) };
  return {
    set,
    starter: openStarter(starterFile, expected),
    trained: new Map(),
    info: {
      source: 'starter',
      name: STARTER_NAME,
      targets: ['arousal'],
      warnings: STARTER_WARNINGS,
      cards: [],
    },
  };
}

function predictor({
  normalizer,
  model,
}: {
  readonly normalizer: Normalizer;
  readonly model: Model;
}): (rows: Rows) => Float64Array {
  return (rows) => predict(model, normalize(normalizer, rows));
}

function hexadecimal(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
