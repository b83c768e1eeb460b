"""Writes ../mlp-regression.json: some epochs of scikit-learn's MLPRegressor from given weights.

Run with any Python that has scikit-learn: python test/reference/make/mlp-regression.py
"""

import json
import platform
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPRegressor

from given_weights import give_weights

warnings.simplefilter("ignore", ConvergenceWarning)
rng = np.random.default_rng(20240503)
rows, columns, units, epochs, alpha = 40, 3, 5, 20, 0.5
x = np.round(rng.normal(0, 1, (rows, columns)), 3)
y = np.round(x[:, 0] * x[:, 1] + rng.normal(0, 0.2, rows), 3)
# One batch holds all rows, so that their order does not matter; the loss is never good enough to stop.
model = MLPRegressor(
    hidden_layer_sizes=(units,), alpha=alpha, max_iter=epochs, warm_start=True, random_state=0, tol=0, n_iter_no_change=10**6
)
model.fit(x, y)
start = give_weights(model, rng, columns, units)
model.fit(x, y)
reference = {
    "made by": "test/reference/make/mlp-regression.py",
    "versions": {"python": platform.python_version(), "numpy": np.__version__, "scikit-learn": sklearn.__version__},
    "columns": columns,
    "x": x.ravel().tolist(),
    "y": y.tolist(),
    "alpha": alpha,
    "epochs": epochs,
    "start": {key: value.ravel().tolist() for key, value in start.items()},
    "loss": model.loss_curve_[-epochs:],
    "predicted": model.predict(x).tolist(),
}
path = Path(__file__).parent.parent / "mlp-regression.json"
path.write_text(json.dumps(reference, indent=1) + "\n")
