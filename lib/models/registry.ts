import { elasticNet, lasso } from './linear/elastic-net';
import { ridge } from './linear/ridge';
import { mlpClassifier } from './networks/mlp-classifier';
import { mlpRegression } from './networks/mlp-regressor';
import { linearSvm } from './svm/linear-svm';
import { linearSvr } from './svm/linear-svr';
import { rbfSvm } from './svm/rbf-svm';
import { rbfSvr } from './svm/rbf-svr';

/**
 * Every kind of model by its `kind`, in the order in which candidates are compared. A new model is a file with an object
 * (see model-type.ts) and a line here: it is then trained, selected, stored, read and explained like the others.
 */
export class Registry {
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
