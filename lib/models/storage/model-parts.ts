import { REMEDY, type fieldReader, type NamedArrays } from './model-files';
import type { Sigmoid } from '../calibration';
import { isClassifier, isNetwork, type Model } from '../predict';
import type { Json } from '../../tables/provenance';

/** A model's numbers by name, for its file of numbers. */
export function modelArrays(model: Model): NamedArrays {
  if (model.kind === 'rbf-svr' || model.kind === 'rbf-svm') {
    return [
      ['vectors', model.vectors],
      ['strengths', model.dualCoefficients],
    ];
  }
  if (!isNetwork(model)) return [['weights', model.weights]];
  if (model.layers.length !== 2) {
    throw new RangeError(
      `a network of ${model.layers.length} layers cannot be stored; one hidden layer and the output can`,
    );
  }
  const [hidden, output] = model.layers;
  return [
    ['hidden weights', hidden.weights],
    ['hidden bias', hidden.bias],
    ['output weights', output.weights],
    ['output bias', output.bias],
  ];
}

/** What else is known of a model, for `model.json`: classes, bias, and so on. */
export function modelFields(model: Model): { readonly [name: string]: Json } {
  return {
    kind: model.kind,
    ...(isClassifier(model) ? { classes: model.classes } : {}),
    ...('bias' in model ? { bias: model.bias } : {}),
    ...('gamma' in model ? { gamma: model.gamma } : {}),
    ...('sigmoid' in model ? { sigmoid: { ...model.sigmoid } } : {}),
    settings: { ...model.settings },
  };
}

/**
 * The model in a `model.json` and its file of numbers.
 *
 * @param path of `model.json`, for messages
 * @param array the stored numbers of a name; throws when there are not as many as asked for
 * @throws Error naming the file when the kind is unknown or a field is missing
 */
export function readModel(
  path: string,
  field: ReturnType<typeof fieldReader>,
  array: (name: string, length?: number) => Float64Array,
): Model {
  const features = field.texts('features');
  const settings = field.record('settings') as Readonly<Record<string, number>>;
  const kind = field.text('kind');
  const width = features.length;
  const classes = (): [string, string] => {
    const names = field.texts('classes');
    if (names.length !== 2) throw new Error(`${path}: ${names.length} classes, expected two; ${REMEDY}`);
    return [names[0], names[1]];
  };
  const sigmoid = (): Sigmoid => {
    const { slope, offset } = field.record('sigmoid');
    if (typeof slope !== 'number' || typeof offset !== 'number')
      throw new Error(`${path}: the sigmoid has no numbers 'slope' and 'offset'; ${REMEDY}`);
    return { slope, offset };
  };
  const machine = () => {
    const dualCoefficients = array('strengths');
    const vectors = array('vectors', dualCoefficients.length * width);
    return {
      features,
      vectors,
      dualCoefficients,
      bias: field.number('bias'),
      gamma: field.number('gamma'),
      settings,
    };
  };
  const weighted = () => ({
    features,
    weights: array('weights', width),
    bias: field.number('bias'),
    settings,
  });
  const layers = () => {
    const units = array('hidden bias').length;
    return [
      { weights: array('hidden weights', width * units), bias: array('hidden bias') },
      { weights: array('output weights', units), bias: array('output bias', 1) },
    ];
  };
  switch (kind) {
    case 'linear-svr':
    case 'ridge':
    case 'lasso':
    case 'elastic-net':
      return { kind, ...weighted() };
    case 'linear-svm':
      return { kind, classes: classes(), sigmoid: sigmoid(), ...weighted() };
    case 'rbf-svr':
      return { kind, ...machine() };
    case 'rbf-svm':
      return { kind, classes: classes(), sigmoid: sigmoid(), ...machine() };
    case 'mlp':
      return { kind, features, classes: classes(), layers: layers(), settings };
    case 'mlp-regression':
      return { kind, features, layers: layers(), settings };
    default:
      throw new Error(
        `${path}: kind is '${kind}', this program knows linear-svr, ridge, lasso, elastic-net, rbf-svr, mlp-regression, ` +
          `linear-svm, rbf-svm and mlp; ${REMEDY}`,
      );
  }
}
