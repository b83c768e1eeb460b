import { random } from '../../stats/random';
import { checkClasses } from '../data/class-weights';
import { checkFeatures, checkTraining } from '../data/rows';
import type {
  ClassificationPart,
  ClassificationType,
  ClassifierRecipe,
  TrainedClassifier,
} from '../model-type';
import { addMlp, initialMlp, mlpOutputs, readMlp, storeMlp, toLayers, type Mlp } from './mlp';
import type { MlpOptions } from './mlp-training';

/** A network that tells two classes apart: rectified linear hidden units, one logistic output. */
export type MlpClassifier = Mlp<'mlp'> & TrainedClassifier<'mlp'>;

/** Weight of the L2 penalty, scikit-learn's alpha. */
interface Penalty {
  readonly alpha: number;
}

/** The original study's classifier: a network of 200 hidden units on columns scaled to their range. */
export const originalClassification: ClassifierRecipe<'mlp', Penalty> = {
  kind: 'mlp',
  name: 'network, alpha 0.0001, min-max, plain',
  scaling: 'min-max',
  alpha: 1e-4,
  weights: 'plain',
};

export const mlpClassifier: ClassificationType<MlpClassifier, ClassifierRecipe<'mlp', Penalty>> = {
  task: 'classification',
  train: ({ alpha }, parts, classes, seed) => trainMlpClassifiers(parts, classes, { seed, alpha }),
  predict: (model, rows) => mlpOutputs(model, rows).map((z) => 1 / (1 + Math.exp(-z))),
  addTo: (graph, model, rows) => graph.add('Sigmoid', [addMlp(graph, model, rows)]),
  store: (model) => ({ ...storeMlp(model), fields: { classes: model.classes } }),
  read: (stored) => ({ kind: 'mlp', classes: stored.classes(), ...readMlp(stored) }),
  candidates: [], // nested selection would take minutes; `originalClassification` is compared outside
};

/**
 * Trains multi-layer perceptrons with one hidden layer side by side, such as one for each fold, as scikit-learn's
 * MLPClassifier does by default: cross-entropy and an L2 penalty, Adam (rate 0.001), batches of 200 rows in a new order
 * every epoch.
 *
 * @param parts   training data of each, with the same columns
 * @param classes names of the targets 0 and 1
 * @returns a model per part, with the weights after its last epoch; on one machine the same on every run with the same seed
 * @throws RangeError when rows or targets do not allow training
 *
 * Compared with scikit-learn in test/reference/models.json.
 */
export async function trainMlpClassifiers(
  parts: readonly ClassificationPart[],
  classes: readonly [string, string],
  { seed, hiddenUnits = 200, alpha = 1e-4, maxEpochs = 200, onEpoch }: MlpOptions,
): Promise<MlpClassifier[]> {
  for (const { rows, targets } of parts) {
    checkFeatures(parts[0].rows.features, rows.features, 'the first part');
    checkTraining(rows, targets);
    checkClasses(targets, classes);
  }
  const { features } = parts[0].rows;
  const sizes = { inputs: features.length, units: hiddenUnits, outputs: 1 };
  const tasks = parts.map((part) => {
    const generator = random(seed);
    return { ...part, start: initialMlp(sizes, generator), generator };
  });
  const { fitMlps } = await import('./mlp-training'); // TensorFlow is needed to train alone
  const fitted = await fitMlps(tasks, sizes, 'cross-entropy', alpha, { maxEpochs, onEpoch });
  return fitted.map(({ parameters, epochs }, k) => {
    const [weight0, weight1] = parts[k].weights ?? [1, 1];
    return {
      kind: 'mlp',
      features,
      classes,
      layers: toLayers(sizes, parameters),
      settings: { seed, hiddenUnits, alpha, weight0, weight1, maxEpochs, epochs },
    };
  });
}
