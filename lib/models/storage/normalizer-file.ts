import type { Normalizer } from '../data/normalizer';
import type { NamedArrays } from '../model-type';
import { REMEDY } from './model-fields';

/** A normalizer's numbers by name, for the file of a model. */
export function normalizerArrays(normalizer: Normalizer): NamedArrays {
  switch (normalizer.kind) {
    case 'min-max':
      return [
        ['min', normalizer.min],
        ['max', normalizer.max],
      ];
    case 'standard':
      return [
        ['mean', normalizer.mean],
        ['deviation', normalizer.deviation],
      ];
    case 'robust':
      return [
        ['median', normalizer.median],
        ['quartile range', normalizer.interquartileRange],
      ];
    case 'quantile':
      return [['quantiles', normalizer.quantiles]];
  }
}

/**
 * The normalizer a model was stored with.
 *
 * @param path of `model.json`, for messages
 * @param array the stored numbers of a name; throws unless there are as many as asked for
 * @throws Error naming the file when the kind is unknown or the numbers do not fit the features
 */
export function readNormalizer(
  path: string,
  kind: string,
  features: readonly string[],
  array: (name: string, length?: number) => Float64Array,
): Normalizer {
  const width = features.length;
  switch (kind) {
    case 'min-max':
      return { kind, features, min: array('min', width), max: array('max', width) };
    case 'standard':
      return { kind, features, mean: array('mean', width), deviation: array('deviation', width) };
    case 'robust':
      return {
        kind,
        features,
        median: array('median', width),
        interquartileRange: array('quartile range', width),
      };
    case 'quantile': {
      const landmarks = Math.max(2, Math.floor(array('quantiles').length / width));
      return { kind, features, quantiles: array('quantiles', landmarks * width) };
    }
    default:
      throw new Error(
        `${path}: normalizer is '${kind}', this program knows min-max, standard, robust and quantile; ${REMEDY}`,
      );
  }
}
