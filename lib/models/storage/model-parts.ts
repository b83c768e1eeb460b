import type { ModelParts } from '../model-type';
import { modelType, type Kind, type Model, type ModelOf } from '../kinds';
import { registry } from '../registry';
import { fieldReader, REMEDY, type FieldReader } from './model-fields';

/** What a file holds of a model beside its kind, features and settings. */
export function modelParts<K extends Kind>(model: ModelOf<K>): ModelParts {
  return modelType(model).store(model);
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
  field: FieldReader,
  array: (name: string, length?: number) => Float64Array,
): Model {
  const kind = field.text('kind');
  if (!isKind(kind))
    throw new Error(
      `${path}: kind is '${kind}', this program knows ${Object.keys(registry).join(', ')}; ${REMEDY}`,
    );
  return registry[kind].read({
    features: field.texts('features'),
    settings: field.numbers('settings'),
    number: field.number,
    classes: () => {
      const names = field.texts('classes');
      if (names.length !== 2) throw new Error(`${path}: ${names.length} classes, expected two; ${REMEDY}`);
      return [names[0], names[1]];
    },
    sigmoid: () => {
      const sigmoid = fieldReader(path, field.record('sigmoid'));
      return { slope: sigmoid.number('slope'), offset: sigmoid.number('offset') };
    },
    array,
  });
}

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(registry, kind);
}
