import type { ClassificationType, ModelType, RegressionType } from './model-type';
import { registry, type Registry } from './registry';

export type Kind = keyof Registry;
type KindOf<Task> = { [K in Kind]: Registry[K] extends { readonly task: Task } ? K : never }[Kind];
export type RegressionKind = KindOf<'regression'>;
export type ClassificationKind = KindOf<'classification'>;

/** The model of each kind. */
export type Models = { readonly [K in Kind]: ReturnType<Registry[K]['read']> };
/** The recipe of each kind that nested selection can train. */
type Recipes = {
  readonly [K in RegressionKind | ClassificationKind]: Parameters<Registry[K]['train']>[0];
};
/** One of these models, so typed that its `kind` leads to its type. */
export type ModelOf<K extends Kind> = { [P in K]: Models[P] & { readonly kind: P } }[K];
/** One of these recipes, likewise. */
export type RecipeOf<K extends keyof Recipes> = { [P in K]: Recipes[P] & { readonly kind: P } }[K];

/** Anything training returns; `kind` tells them apart. */
export type Model = Models[Kind];
/** A classifier of two classes: predicts the probability of the second. */
export type Classifier = Models[ClassificationKind];
/** A regression: predicts a value in units of the target. */
export type Regressor = Models[Exclude<Kind, ClassificationKind>];
/** A way to train a regression, with everything decided but the data. */
export type RegressionRecipe = Recipes[RegressionKind];
/** A way to train a classifier. */
export type ClassificationRecipe = Recipes[ClassificationKind];

// The registry once more, each time with the types by which code that knows no kind uses it.
const modelTypes: { readonly [K in Kind]: ModelType<Models[K]> } = registry;
const regressionTypes: { readonly [K in RegressionKind]: RegressionType<Models[K], Recipes[K]> } = registry;
const classificationTypes: {
  readonly [K in ClassificationKind]: ClassificationType<Models[K], Recipes[K]>;
} = registry;

/** What predicts and stores a model. */
export function modelType<K extends Kind>(model: ModelOf<K>): ModelType<Models[K]> {
  const kind: K = model.kind;
  return modelTypes[kind];
}

/** What trains a recipe of a regression. */
export function regressionType<K extends RegressionKind>(
  recipe: RecipeOf<K>,
): RegressionType<Models[K], Recipes[K]> {
  const kind: K = recipe.kind;
  return regressionTypes[kind];
}

/** What trains a recipe of a classifier. */
export function classificationType<K extends ClassificationKind>(
  recipe: RecipeOf<K>,
): ClassificationType<Models[K], Recipes[K]> {
  const kind: K = recipe.kind;
  return classificationTypes[kind];
}

const all: readonly Registry[Kind][] = Object.values<Registry[Kind]>({ ...registry });
/** The regressions from which nested selection picks. */
export const regressionRecipes: readonly RegressionRecipe[] = all.flatMap<RegressionRecipe>((type) =>
  'task' in type && type.task === 'regression' ? type.candidates : [],
);
/** The classifiers from which nested selection picks. */
export const classificationRecipes: readonly ClassificationRecipe[] = all.flatMap<ClassificationRecipe>(
  (type) => ('task' in type && type.task === 'classification' ? type.candidates : []),
);
