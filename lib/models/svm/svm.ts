import { probabilities, type Sigmoid } from '../calibration';
import type { Scaling } from '../data/normalizer';
import type { Rows } from '../data/rows';
import type {
  ClassifierRecipe,
  ModelType,
  ClassificationType,
  StoredParts,
  TrainedClassifier,
} from '../model-type';

/** A support vector machine that tells two classes apart by its decision value f(x). */
export interface SvmClassifier<Kind extends string = string> extends TrainedClassifier<Kind> {
  /** From the decision value to the probability of the second class. */
  readonly sigmoid: Sigmoid;
}

/** What recipes of support vector machines decide. */
export interface Cost {
  readonly c: number;
}

/** A kind of support vector classifier. */
export interface SvmType<Model extends SvmClassifier> extends ClassificationType<
  Model,
  ClassifierRecipe<Model['kind'], Cost>
> {
  readonly decisionValues: (model: Model, rows: Rows) => Float64Array;
}

/** Names a recipe by its settings. */
export function svmRecipe<Kind extends string>(
  kind: Kind,
  label: string,
  scaling: Scaling,
  c: number,
  weights: 'plain' | 'balanced',
): ClassifierRecipe<Kind, Cost> {
  return { kind, name: `${label}, C ${c}, ${scaling}, ${weights}`, scaling, c, weights };
}

/**
 * How a support vector classifier predicts and is stored.
 *
 * @param decision how f(x) is computed and stored
 */
export function svmClassification<Model>(
  decision: Required<Omit<ModelType<Model>, 'read'>>,
): Omit<SvmType<Model & SvmClassifier>, 'train' | 'read' | 'candidates'> {
  return {
    task: 'classification',
    decisionValues: decision.predict,
    predict: (model, rows) => probabilities(model.sigmoid, decision.predict(model, rows)),
    permutedPredictions: (model, rows) => {
      const permuted = decision.permutedPredictions(model, rows);
      return (columns) => {
        const sums = permuted(columns);
        return (order) => probabilities(model.sigmoid, sums(order));
      };
    },
    addTo: (graph, model, rows) => {
      const { slope, offset } = model.sigmoid;
      const scaled = graph.add('Mul', [decision.addTo(graph, model, rows), graph.doubles(-slope)]);
      return graph.add('Sigmoid', [graph.add('Sub', [scaled, graph.doubles(offset)])]);
    },
    store: (model) => {
      const { fields, arrays } = decision.store(model);
      return { fields: { classes: model.classes, ...fields, sigmoid: { ...model.sigmoid } }, arrays };
    },
  };
}

/** Classes and sigmoid of a stored classifier. */
export function readClasses({ classes, sigmoid }: StoredParts): Pick<SvmClassifier, 'classes' | 'sigmoid'> {
  return { classes: classes(), sigmoid: sigmoid() };
}

/** @throws RangeError when the cost or the width of a tube cannot be used */
export function checkSvmOptions(c: number, epsilon: number): void {
  if (!(c > 0 && c < Infinity)) throw new RangeError(`c ${c} must be a positive number; 1 is usual`);
  if (!(epsilon >= 0 && epsilon < Infinity))
    throw new RangeError(`epsilon ${epsilon} must be 0 or more; 0.1 is usual`);
}
