"""Writes ../linear-models.json: Lasso, ElasticNet, RobustScaler and QuantileTransformer of scikit-learn.

Run with any Python that has scikit-learn: python test/reference/make/linear-models.py
"""

import json
import platform
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import ElasticNet
from sklearn.preprocessing import QuantileTransformer, RobustScaler

rng = np.random.default_rng(20240611)


def data(rows, columns, used):
    shared = rng.normal(0, 1, (rows, 1))  # columns that go together, as features of one voice do
    x = np.round(rng.normal(0, 1, (rows, columns)) + 0.7 * shared, 3)
    weights = np.zeros(columns)
    weights[:used] = rng.normal(0, 1, used)
    return x, np.round(3 + x @ weights + rng.normal(0, 0.5, rows), 3)


def fit(x, y, penalty, l1_share):
    model = ElasticNet(alpha=penalty, l1_ratio=l1_share, tol=1e-12, max_iter=10**6).fit(x, y)
    w, b = model.coef_, model.intercept_
    error = y - x @ w - b
    size = l1_share * np.abs(w).sum() + (1 - l1_share) / 2 * w @ w
    return {
        "penalty": penalty,
        "l1Share": l1_share,
        "objective": float(error @ error / 2 / len(y) + penalty * size),
        "weights": w.tolist(),
        "predicted": model.predict(x).tolist(),
    }


def case(name, x, y, settings):
    return {
        "name": name,
        "columns": x.shape[1],
        "x": x.ravel().tolist(),
        "y": y.tolist(),
        "fits": [fit(x, y, penalty, share) for penalty, share in settings],
    }


train = np.round(np.exp(rng.normal(0, 1, (40, 3))), 3)
train[3, 1] = 1e4  # one value far out
unseen = np.round(np.exp(rng.normal(0, 1.5, (10, 3))), 3)
reference = {
    "made by": "test/reference/make/linear-models.py",
    "versions": {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scikit-learn": sklearn.__version__,
    },
    "elasticNet": [
        case("more rows than columns", *data(60, 8, 3), [(0.01, 1.0), (0.3, 1.0), (0.1, 0.5), (0.2, 0.1)]),
        case("more columns than rows", *data(20, 30, 4), [(0.1, 1.0), (0.1, 0.5)]),
    ],
    "scaling": {
        "columns": 3,
        "train": train.ravel().tolist(),
        "test": unseen.ravel().tolist(),
        "robust": RobustScaler().fit(train).transform(unseen).ravel().tolist(),
        "quantile": QuantileTransformer(n_quantiles=40).fit(train).transform(unseen).ravel().tolist(),
    },
}

target = Path(__file__).resolve().parent.parent / "linear-models.json"
target.write_text(json.dumps(reference, indent=1) + "\n", encoding="utf-8")
