import { random } from '../../stats/random';
import { checkClasses, type ClassWeights } from '../data/class-weights';
import { checkFeatures, checkTraining, type Rows } from '../data/rows';
import { fromLayers, initialMlp, toLayers, type Layer } from './mlp';
import { fitMlps, type MlpOptions } from './mlp-training';

/**
 * A network that tells two classes apart: rectified linear hidden units, one logistic output.
 * Plain data, so that it can be built from weights learned elsewhere.
 */
export interface Mlp {
  readonly kind: 'mlp';
  /** Columns the first layer reads, in order. */
  readonly features: readonly string[];
  /** [where the output is near 0, where it is near 1]: ['not excited', 'excited']. */
  readonly classes: readonly [string, string];
  /** Hidden layers, then the output of one unit. */
  readonly layers: readonly Layer[];
  /** What training was told, and the epochs it took. */
  readonly settings: Readonly<Record<string, number>>;
}

/** Training data of one classifier. */
export interface ClassificationPart {
  /** Normalized, all finite. */
  readonly rows: Rows;
  /** 0 or 1 per row, both present. */
  readonly targets: ArrayLike<number>;
  /** How much rows of each class count; `balancedWeights` where one is rare. */
  readonly weights?: ClassWeights;
}

/**
 * Trains multi-layer perceptrons with one hidden layer side by side, such as one for each fold, as scikit-learn's
 * MLPClassifier does by default: cross-entropy and an L2 penalty, Adam (rate 0.001), batches of 200 rows in a new order
 * every epoch.
 *
 * @param parts   training data of each, with the same columns
 * @param classes names of the targets 0 and 1
 * @param options `start`: layers to go on from, instead of random ones; `hiddenUnits` is then theirs
 * @returns a model per part, with the weights after its last epoch; on one machine the same on every run with the same seed
 * @throws RangeError when rows or targets do not allow training
 *
 * Compared with scikit-learn in test/reference/models.json.
 */
export async function trainMlpClassifiers(
  parts: readonly ClassificationPart[],
  classes: readonly [string, string],
  {
    seed,
    hiddenUnits = 200,
    alpha = 1e-4,
    maxEpochs = 200,
    start,
    onEpoch,
    signal,
  }: MlpOptions & { start?: readonly Layer[] },
): Promise<Mlp[]> {
  for (const { rows, targets } of parts) {
    checkFeatures(parts[0].rows.features, rows.features, 'the first part');
    checkTraining(rows, targets);
    checkClasses(targets, classes);
  }
  const { features } = parts[0].rows;
  const units = start === undefined ? hiddenUnits : start[0].bias.length;
  const sizes = { inputs: features.length, units, outputs: 1 };
  const tasks = parts.map((part) => {
    const generator = random(seed);
    const layers = start ?? toLayers(sizes, initialMlp(sizes, generator));
    checkLayers(layers, features.length);
    return { ...part, start: fromLayers(layers), generator };
  });
  const fitted = await fitMlps(tasks, sizes, 'cross-entropy', alpha, { maxEpochs, onEpoch, signal });
  return fitted.map(({ parameters, epochs }, k) => {
    const [weight0, weight1] = parts[k].weights ?? [1, 1];
    return {
      kind: 'mlp',
      features,
      classes,
      layers: toLayers(sizes, parameters),
      settings: { seed, hiddenUnits: units, alpha, weight0, weight1, maxEpochs, epochs },
    };
  });
}

function checkLayers(layers: readonly Layer[], width: number): void {
  const found = layers
    .map(({ weights, bias }) => `${weights.length} weights and ${bias.length} biases`)
    .join(', ');
  const units = layers[0]?.bias.length ?? 0;
  const fits =
    layers.length === 2 &&
    units > 0 &&
    layers[0].weights.length === width * units &&
    layers[1].weights.length === units &&
    layers[1].bias.length === 1;
  if (!fits) {
    throw new RangeError(
      `layers of ${found || 'nothing'} do not make a network of ${width} inputs, one hidden layer and one output`,
    );
  }
}
