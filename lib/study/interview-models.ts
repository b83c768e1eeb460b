import path from 'node:path';
import { existsSync } from 'node:fs';
import { featureSet } from '../features/sets';
import { hasOriginalModels, readOriginalModels, type OriginalModels } from '../models/original';
import { isClassifier, type Classifier, type Model, type Regressor } from '../models/predict';
import { loadModel, saveModel } from '../models/store';
import { versions } from '../tables/project';
import type { Json } from '../tables/provenance';
import type { Places } from './places';
import { fitExcited, fitRegressor, type Fitted, type TrainingSet } from './utterance-models';
import type { LabelledUtterances } from './utterances';

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

/**
 * Notebook 2: trains the three models on every complete utterance and stores them, each with its normalizer, feature
 * names, seed, and the scores found by leaving sessions out.
 *
 * @param sets  all complete utterances, for the regressions; those of the four emotions, for the classifier
 * @param scores by model
 * @returns name and number of training rows of each
 */
export async function storeUtteranceModels(
  places: Places,
  utterances: LabelledUtterances,
  { all, four }: { readonly all: TrainingSet; readonly four: TrainingSet },
  seed: number,
  scores: Readonly<Record<'valence' | 'arousal' | 'excited', { readonly [name: string]: Json }>>,
): Promise<{ name: string; rows: number }[]> {
  const set = featureSet(utterances.set.name);
  const store = (name: keyof typeof scores, { normalizer, model }: Fitted<Model>, rows: number) => {
    saveModel(path.join(places.models, name), {
      model,
      normalizer,
      target: name,
      units: set.features.map((feature) => feature.unit),
      provenance: {
        kind: 'model',
        data: utterances.data,
        features: utterances.set,
        settings: { rows, protocol: 'scores: leave one session out; weights: all rows' },
        seed,
        versions: versions(),
      },
      scores: scores[name],
    });
    return { name, rows };
  };
  const regressor = (target: 'valence' | 'arousal') =>
    fitRegressor(
      all.rows,
      all.labels.map((label) => label[target]),
    );
  return [
    store('valence', regressor('valence'), all.labels.length),
    store('arousal', regressor('arousal'), all.labels.length),
    store('excited', await fitExcited(four.rows, four.labels, seed), four.labels.length),
  ];
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
