import { elasticNet, lasso } from './linear/elastic-net';
import { ridge } from './linear/ridge';
import type { ClassificationType, ModelType, RegressionType } from './model-type';
import { mlpClassifier } from './networks/mlp-classifier';
import { mlpRegression } from './networks/mlp-regressor';
import { linearSvm } from './svm/linear-svm';
import { linearSvr } from './svm/linear-svr';
import { rbfSvm } from './svm/rbf-svm';
import { rbfSvr } from './svm/rbf-svr';

/** Every kind of model by its `kind`, in the order in which candidates are compared. A new one gets a line here. */
class Registry {
  readonly 'linear-svr': typeof linearSvr = linearSvr;
  readonly ridge: typeof ridge = ridge;
  readonly lasso: typeof lasso = lasso;
  readonly 'elastic-net': typeof elasticNet = elasticNet;
  readonly 'rbf-svr': typeof rbfSvr = rbfSvr;
  readonly 'mlp-regression': typeof mlpRegression = mlpRegression;
  readonly 'linear-svm': typeof linearSvm = linearSvm;
  readonly 'rbf-svm': typeof rbfSvm = rbfSvm;
  readonly mlp: typeof mlpClassifier = mlpClassifier;
}

export const registry: Registry = new Registry();

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
export const modelTypes: { readonly [K in Kind]: ModelType<Models[K]> } = registry;
export const regressionTypes: {
  readonly [K in RegressionKind]: RegressionType<Models[K], Recipes[K]>;
} = registry;
export const classificationTypes: {
  readonly [K in ClassificationKind]: ClassificationType<Models[K], Recipes[K]>;
} = registry;

const all: readonly Registry[Kind][] = Object.values<Registry[Kind]>({ ...registry });
/** The regressions from which nested selection picks. */
export const regressionRecipes: readonly RegressionRecipe[] = all.flatMap<RegressionRecipe>((type) =>
  'task' in type && type.task === 'regression' ? type.candidates : [],
);
/** The classifiers from which nested selection picks. */
export const classificationRecipes: readonly ClassificationRecipe[] = all.flatMap<ClassificationRecipe>(
  (type) => ('task' in type && type.task === 'classification' ? type.candidates : []),
);
