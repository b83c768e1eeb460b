"""Writes ../weighted-regressions.json: regressions of scikit-learn with a weight for each row.

Run with any Python that has scikit-learn: python test/reference/make/weighted-regressions.py
"""

import json
import platform
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import ElasticNet, Ridge
from sklearn.svm import SVR

rng = np.random.default_rng(20261129)
x = np.round(rng.normal(0, 1, (60, 5)) + 0.7 * rng.normal(0, 1, (60, 1)), 3)
y = np.round(3 + x @ [0.6, -0.4, 0, 0, 0.2] + rng.normal(0, 0.5, 60), 3)
y[:8] += 2  # rows that count little lie elsewhere, so that the weights show
weights = np.round(np.where(np.arange(60) < 8, 0.1, rng.uniform(0.5, 2, 60)), 3)
unseen = np.round(rng.normal(0, 1, (12, 5)), 3)

mean = np.average(x, axis=0, weights=weights)
deviation = np.sqrt(np.average((x - mean) ** 2, axis=0, weights=weights))
models = {
    # Columns standardized as the ridge of lib/models/linear/ridge.ts does by itself.
    "ridge": (Ridge(alpha=5, tol=1e-12), lambda rows: (rows - mean) / deviation),
    "lasso": (ElasticNet(alpha=0.05, l1_ratio=1, tol=1e-12, max_iter=10**6), lambda rows: rows),
    "elastic-net": (ElasticNet(alpha=0.05, l1_ratio=0.5, tol=1e-12, max_iter=10**6), lambda rows: rows),
    "linear-svr": (SVR(kernel="linear", C=1, epsilon=0.1, tol=1e-8), lambda rows: rows),
    "rbf-svr": (SVR(kernel="rbf", C=1, epsilon=0.1, gamma="scale", tol=1e-8), lambda rows: rows),
}
predicted = {}
for name, (model, scaled) in models.items():
    model.fit(scaled(x), y, sample_weight=weights)
    predicted[name] = model.predict(scaled(unseen)).tolist()

reference = {
    "made by": "test/reference/make/weighted-regressions.py",
    "versions": {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scikit-learn": sklearn.__version__,
    },
    "columns": x.shape[1],
    "x": x.ravel().tolist(),
    "y": y.tolist(),
    "weights": weights.tolist(),
    "unseen": unseen.ravel().tolist(),
    "predicted": predicted,
}
path = Path(__file__).parent.parent / "weighted-regressions.json"
path.write_text(json.dumps(reference) + "\n")
