import path from 'node:path';
import { existsSync } from 'node:fs';
import { featureSet } from '../features/sets';
import { hasOriginalModels, readOriginalModels, type OriginalModels } from '../models/original';
import { isClassifier, type Classifier, type Regressor } from '../models/predict';
import type { ClassificationRecipe, Fitted, RegressionRecipe } from '../models/recipes';
import type { Rows } from '../models/rows';
import { loadModel, saveModel } from '../models/store';
import { versions } from '../tables/project';
import type { Json } from '../tables/provenance';
import type { Places } from './places';
import { fitExcited, fitRegressor } from './utterance-models';
import type { NamedRows, UtteranceSets } from './utterance-sets';

/** The three models that are applied to every window of an interview. */
export interface InterviewModels {
  /** Trained by notebook 2, or left by the original project. */
  readonly source: 'trained' | 'original';
  /** Feature set they were trained on, by name. */
  readonly set: string;
  readonly valence: Fitted<Regressor>;
  readonly arousal: Fitted<Regressor>;
  readonly excited: Fitted<Classifier>;
}

/** What is to be trained on everything and stored: a recipe on a feature set, and the scores found for it. */
export interface ModelToStore<R> {
  /** The folder in `models/`: 'arousal', or 'arousal-best' where another set than that of the windows is better. */
  readonly name: string;
  readonly set: NamedRows;
  readonly recipe: R;
  /** Scores by name, each with its interval, and the protocol they were found under. */
  readonly scores: { readonly [name: string]: Json };
}

/**
 * Notebook 2: trains models on every complete utterance and stores them, each with its normalizer, feature names and
 * units, seed, scores and model card.
 *
 * @param all   every complete utterance, for the regressions
 * @param four  those of the four emotions, for the classifiers
 * @param data  hash of the recordings
 * @returns name, feature set and number of training rows of each
 */
export async function storeUtteranceModels(
  places: Places,
  { all, four, data }: { readonly all: UtteranceSets; readonly four: UtteranceSets; readonly data: string },
  seed: number,
  models: {
    readonly valence: readonly ModelToStore<RegressionRecipe>[];
    readonly arousal: readonly ModelToStore<RegressionRecipe>[];
    readonly excited: readonly ModelToStore<ClassificationRecipe>[];
  },
): Promise<{ name: string; set: string; recipe: string; rows: number }[]> {
  const stored: { name: string; set: string; recipe: string; rows: number }[] = [];
  const store = (
    target: string,
    { name, set, recipe, scores }: ModelToStore<RegressionRecipe | ClassificationRecipe>,
    { normalizer, model }: Fitted,
    rows: number,
  ) => {
    const settings = {
      recipe: recipe.name,
      rows,
      protocol: 'scores: leave one session out; weights: all rows',
    };
    saveModel(path.join(places.models, name), {
      model,
      normalizer,
      target,
      units: set.units,
      provenance: {
        kind: 'model',
        data,
        features: { name: set.name, version: set.version },
        settings,
        seed,
        versions: versions(),
      },
      scores,
    });
    stored.push({ name, set: set.name, recipe: recipe.name, rows });
  };
  for (const scale of ['valence', 'arousal'] as const) {
    for (const one of models[scale]) {
      const training = { labels: all.labels, rows: rowsOf(all, one.set) };
      store(scale, one, fitRegressor(training, scale, one.recipe), all.labels.length);
    }
  }
  for (const one of models.excited) {
    const training = { labels: four.labels, rows: rowsOf(four, one.set) };
    store('excited', one, await fitExcited(training, seed, one.recipe), four.labels.length);
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
 * The models notebook 2 stored; where it has not run, those of the original project, if they lie among the artifacts.
 *
 * @param set the feature set that will be measured
 * @throws Error when there are neither, or when a model was trained on another feature set or version
 */
export function readInterviewModels(places: Places, set: string): InterviewModels {
  const { name, version, features } = featureSet(set);
  const expected = { name, version, features: features.map((feature) => feature.name) };
  if (!existsSync(places.models) || !existsSync(path.join(places.models, 'arousal', 'model.json'))) {
    if (!hasOriginalModels(places.artifacts)) {
      throw new Error(
        `${places.models}: no models; run notebook emotion_analysis (\`npm run notebooks -- --only emotion_analysis\`)`,
      );
    }
    return originalInterviewModels(
      readOriginalModels(places.artifacts, originalColumns(set, expected.features)),
      set,
    );
  }
  const load = (target: string) => loadModel(path.join(places.models, target), expected);
  const regressor = (target: string): Fitted<Regressor> => {
    const { normalizer, model } = load(target);
    if (isClassifier(model))
      throw new Error(
        `${path.join(places.models, target)}: a classifier where a regression is expected; run notebook emotion_analysis`,
      );
    return { normalizer, model };
  };
  const { normalizer, model } = load('excited');
  if (!isClassifier(model))
    throw new Error(
      `${path.join(places.models, 'excited')}: ${model.kind} where a classifier is expected; run notebook emotion_analysis`,
    );
  return {
    source: 'trained',
    set,
    valence: regressor('valence'),
    arousal: regressor('arousal'),
    excited: { normalizer, model },
  };
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
  };
}

function originalColumns(set: string, features: readonly string[]): readonly string[] {
  if (set === 'original83') return features;
  throw new RangeError(
    `the original project's models need the feature set original83, not ${set}; choose that, or train models with notebook emotion_analysis`,
  );
}
