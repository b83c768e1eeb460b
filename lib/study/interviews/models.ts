import path from 'node:path';
import { existsSync } from 'node:fs';
import { embeddingsIn, knownSet } from '../../embeddings/known-set';
import { hasOriginalModels, readOriginalModels, type OriginalModels } from '../../legacy/models';
import { isClassifier, type Classifier, type Regressor } from '../../models/predict';
import type { ClassificationRecipe, Fitted, RegressionRecipe } from '../../models/selection/recipes';
import type { Rows } from '../../models/data/rows';
import {
  loadModel,
  provenanceOf,
  replacedModel,
  saveModel,
  type StoredModel,
} from '../../models/storage/store';
import { InsufficientData } from '../../stats/insufficient-data';
import { versions } from '../../tables/project';
import type { Json, Provenance } from '../../tables/provenance';
import type { Places } from '../places';
import type { ScoresByChange } from './worth';
import { fitExcited, fitRegressor } from '../utterances/models';
import type { NamedRows, UtteranceSets } from '../utterances/feature-sets';

/** The three models that are applied to every window of an interview; null where there was too little to train one. */
export interface InterviewModels {
  /** Trained by notebook 2, or left by the original project. */
  readonly source: 'trained' | 'original';
  /** Feature set they were trained on, by name. */
  readonly set: string;
  /** Said where it is more than clean recordings. */
  readonly learnedFrom?: 'clean recordings and changed copies';
  readonly valence: Fitted<Regressor> | null;
  readonly arousal: Fitted<Regressor> | null;
  readonly excited: Fitted<Classifier> | null;
  /** The same trained on changed copies, too; null where notebook 2 stored none of these recordings. */
  readonly robust: RobustInterviewModels | null;
  /** Warnings about all predictions, as sentences. */
  readonly warnings: readonly string[];
}

/** Models that learned from changed copies of recordings beside the clean ones. */
export interface RobustInterviewModels extends Pick<InterviewModels, 'valence' | 'arousal' | 'excited'> {
  /** CCC of arousal; undefined where there is no such model. */
  readonly scores: ScoresByChange | undefined;
}

/** The warning of models that learned from the demo corpus. */
export const SYNTHETIC: string =
  'The models learned from synthetic voices, so what they say of recordings of people means nothing. ' +
  'Link a corpus of utterances and run the first two notebooks.';

/** A model to train on everything and store: a recipe on a feature set, with its scores. */
export interface ModelToStore<R> {
  /** The folder in `models/`: 'arousal', or 'arousal-best' where another set than that of the windows is better. */
  readonly name: string;
  readonly set: NamedRows;
  readonly recipe: R;
  /** Scores by name, each with its interval, and the protocol they were found under. */
  readonly scores: { readonly [name: string]: Json };
}

/** The models of each target. */
export interface ModelsToStore {
  readonly valence: readonly ModelToStore<RegressionRecipe>[];
  readonly arousal: readonly ModelToStore<RegressionRecipe>[];
  readonly excited: readonly ModelToStore<ClassificationRecipe>[];
}

/** A model that was stored. */
export interface StoredUtteranceModel {
  readonly name: string;
  readonly set: string;
  readonly recipe: string;
  /** Utterances it was trained on. */
  readonly rows: number;
  /** How the model that was there before was made otherwise; undefined where there was none, or the same. */
  readonly replaced: string | undefined;
}

/** What a stored model was trained on, and how well it does. */
interface Trained extends Omit<ModelToStore<unknown>, 'recipe'> {
  readonly target: string;
  /** Name of the recipe. */
  readonly recipe: string;
  /** Utterances it was trained on. */
  readonly rows: number;
  /** Changed copies it was trained on beside them; none unless given. */
  readonly copies?: number;
  /** Hash of the recordings. */
  readonly data: string;
  readonly seed: number;
}

/** Stores a trained model with its provenance, in the folder of its name. */
export function storeModel(
  places: Places,
  { name, target, set, recipe, rows, copies, data, seed, scores }: Trained,
  { normalizer, model }: Fitted,
): StoredUtteranceModel {
  const settings = {
    recipe,
    rows,
    ...(copies !== undefined && { copies }),
    ...embeddingSettings(set.name),
    protocol: 'scores: leave one session out; weights: all rows',
  };
  const provenance: Provenance = {
    kind: 'model',
    data,
    features: { name: set.name, version: set.version },
    settings,
    seed,
    versions: versions(),
    ...(places.synthetic && { warnings: [SYNTHETIC] }),
  };
  const folder = path.join(places.models, name);
  const replaced = replacedModel(folder, provenance);
  saveModel(folder, { model, normalizer, target, units: set.units, provenance, scores });
  return { name, set: set.name, recipe, rows, replaced };
}

/**
 * Notebook 2: trains models on every complete utterance and stores them, each with its normalizer, feature names and
 * units, seed, scores and model card.
 *
 * @param all   every complete utterance, for the regressions
 * @param four  those of the four emotions, for the classifiers
 * @param data  hash of the recordings
 * @param run   runs a step that may lack data; each model is one: without one class or every rating it alone is left out
 * @returns name, feature set and number of training rows of each, and how an earlier model that it replaces was made
 */
export async function storeUtteranceModels(
  places: Places,
  { all, four, data }: { readonly all: UtteranceSets; readonly four: UtteranceSets; readonly data: string },
  seed: number,
  models: ModelsToStore,
  run: <T>(name: string, step: () => T | Promise<T>) => Promise<T | null>,
): Promise<StoredUtteranceModel[]> {
  const stored: StoredUtteranceModel[] = [];
  const store = (
    target: string,
    one: ModelToStore<RegressionRecipe | ClassificationRecipe>,
    fitted: Fitted,
    rows: number,
  ) => {
    stored.push(storeModel(places, { ...one, target, recipe: one.recipe.name, rows, data, seed }, fitted));
  };
  for (const scale of ['valence', 'arousal'] as const) {
    for (const one of models[scale]) {
      const training = { labels: all.labels, rows: rowsOf(all, one.set) };
      await run(`training the model ${one.name}`, () =>
        store(scale, one, fitRegressor(training, scale, one.recipe), all.labels.length),
      );
    }
  }
  for (const one of models.excited) {
    const training = { labels: four.labels, rows: rowsOf(four, one.set) };
    await run(`training the model ${one.name}`, async () =>
      store('excited', one, await fitExcited(training, seed, one.recipe), four.labels.length),
    );
  }
  return stored;
}

function rowsOf({ sets }: UtteranceSets, { name }: NamedRows): Rows {
  const found = sets.find((set) => set.name === name);
  if (found === undefined)
    throw new RangeError(
      `no rows of feature set ${name}; there are ${sets.map((set) => set.name).join(', ')}`,
    );
  return found.rows;
}

/**
 * The models notebook 2 stored; where it has not run, those of the original project, if they lie among the artifacts. One
 * that notebook 2 could not train is null.
 *
 * @param set the feature set that will be measured
 * @throws InsufficientData when there are neither
 * @throws Error when a model was trained on another feature set or version
 */
export function readInterviewModels(
  places: Pick<Places, 'models' | 'artifacts'>,
  set: string,
): InterviewModels {
  const { name, version, features } = knownSet(set);
  const expected = { name, version, features: features.map((feature) => feature.name) };
  const targets = ['valence', 'arousal', 'excited'] as const;
  if (!targets.some((target) => existsSync(path.join(places.models, target, 'model.json')))) {
    if (!hasOriginalModels(places.artifacts)) {
      throw new InsufficientData(
        `${places.models}: no models; run \`npm start\`, or the notebooks preprocess_data and emotion_analysis, which takes a minute on the demo corpus`,
      );
    }
    return originalInterviewModels(
      readOriginalModels(places.artifacts, originalColumns(set, expected.features)),
      set,
    );
  }
  return interviewModels(set, (target) => {
    const place = path.join(places.models, target);
    if (!existsSync(path.join(place, 'model.json'))) return null;
    // Those of copies may be left from a run with another feature set, which has stored none.
    if (target.endsWith('-robust') && !isOfSet(place, expected)) return null;
    return { place, stored: loadModel(place, expected) };
  });
}

function isOfSet(
  folder: string,
  { name, version }: { readonly name: string; readonly version: number },
): boolean {
  const { features } = provenanceOf(folder);
  return features?.name === name && features.version === version;
}

/**
 * The models of windows from wherever they are stored.
 *
 * @param load the model of 'valence', 'arousal' or 'excited', or with `-robust` behind it, and the place that messages name; null where there is none
 * @throws Error when one is a classifier where a regression is expected, or the other way round
 */
export function interviewModels(set: string, load: (target: string) => Loaded | null): InterviewModels {
  const plain = { valence: load('valence'), arousal: load('arousal'), excited: load('excited') };
  const provenances = Object.values(plain).flatMap((found) => found?.stored.provenance ?? []);
  return {
    source: 'trained',
    set,
    valence: asRegressor(plain.valence),
    arousal: asRegressor(plain.arousal),
    excited: asClassifier(plain.excited),
    robust: robustModels(load, new Set(provenances.map(({ data }) => data))),
    warnings: warningsOf(provenances),
  };
}

/** A model, and the place that messages name. */
interface Loaded {
  readonly place: string;
  readonly stored: StoredModel;
}

function asRegressor(found: Loaded | null): Fitted<Regressor> | null {
  if (found === null) return null;
  const { normalizer, model } = found.stored;
  if (isClassifier(model))
    throw new Error(
      `${found.place}: a classifier where a regression is expected; run notebook emotion_analysis`,
    );
  return { normalizer, model };
}

function asClassifier(found: Loaded | null): Fitted<Classifier> | null {
  if (found === null) return null;
  const { normalizer, model } = found.stored;
  if (!isClassifier(model))
    throw new Error(
      `${found.place}: ${model.kind} where a classifier is expected; run notebook emotion_analysis`,
    );
  return { normalizer, model };
}

/** Those that learned from copies of the same recordings; others are left from an earlier run. */
function robustModels(
  load: (target: string) => Loaded | null,
  data: ReadonlySet<string>,
): RobustInterviewModels | null {
  const ofCopies = (target: string): Loaded | null => {
    const found = load(`${target}-robust`);
    return found !== null && data.has(found.stored.provenance.data) ? found : null;
  };
  const loaded = ofCopies('arousal');
  const [arousal, valence] = [asRegressor(loaded), asRegressor(ofCopies('valence'))];
  const excited = asClassifier(ofCopies('excited'));
  if (arousal === null && valence === null && excited === null) return null;
  return { arousal, valence, excited, scores: scoresByChange(loaded?.stored.scores) };
}

function scoresByChange(scores: StoredModel['scores'] | undefined): ScoresByChange | undefined {
  const after = scores?.after;
  if (typeof scores?.ccc !== 'number' || after === null || typeof after !== 'object' || Array.isArray(after))
    return undefined;
  const numbers = Object.entries(after).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  return { clean: scores.ccc, after: Object.fromEntries(numbers) };
}

/** What a model that learned from an embedding must say of it; nothing of another model. */
function embeddingSettings(set: string): { readonly [name: string]: Json } {
  return Object.fromEntries(
    embeddingsIn([set]).flatMap(({ file, sha256, licence, source }) => {
      const of = `embedding ${path.basename(file)}`;
      return [
        [`${of}, licence`, licence],
        [`${of}, source`, source],
        [`${of}, SHA-256`, sha256],
      ];
    }),
  );
}

/** What the models' makers warned of, and that they learned from different recordings where they did. */
function warningsOf(provenances: readonly Provenance[]): string[] {
  const data = new Set(provenances.map((provenance) => provenance.data));
  return [
    ...new Set(provenances.flatMap(({ warnings = [] }) => warnings)),
    ...(data.size > 1
      ? [
          'The models of valence, arousal and excitement learned from different recordings: some are left from an earlier run. ' +
            'Delete the folder `models` and run notebook `emotion_analysis`.',
        ]
      : []),
  ];
}

/** The original project's models, ready to be applied to windows. */
export function originalInterviewModels(
  { normalizer, valence, arousal, excited }: OriginalModels,
  set: string,
): InterviewModels {
  return {
    source: 'original',
    set,
    valence: { normalizer, model: valence },
    arousal: { normalizer, model: arousal },
    excited: { normalizer, model: excited },
    robust: null,
    warnings: [],
  };
}

function originalColumns(set: string, features: readonly string[]): readonly string[] {
  if (set === 'original83') return features;
  throw new RangeError(
    `the original project's models need the feature set original83, not ${set}; choose that, or train models with notebook emotion_analysis`,
  );
}
