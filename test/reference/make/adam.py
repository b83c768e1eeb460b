"""Writes ../adam.json: steps of scikit-learn's Adam down given gradients, some as small as its epsilon.

Run with any Python that has scikit-learn: python test/reference/make/adam.py
"""

import json
import platform
from pathlib import Path

import numpy as np
import sklearn
from sklearn.neural_network._stochastic_optimizers import AdamOptimizer

rng = np.random.default_rng(20240504)
rate = 0.01
start = np.round(rng.normal(0, 1, 6), 3)
gradients = rng.normal(0, 1, (30, 6)) * 10.0 ** np.array([0, -2, -4, -6, -8, -10])
parameters = [start.copy()]
adam = AdamOptimizer(parameters, learning_rate_init=rate)
after = []
for gradient in gradients:
    adam.update_params(parameters, [gradient])
    after.append(parameters[0].tolist())
reference = {
    "made by": "test/reference/make/adam.py",
    "versions": {"python": platform.python_version(), "numpy": np.__version__, "scikit-learn": sklearn.__version__},
    "rate": rate,
    "start": start.tolist(),
    "gradients": gradients.tolist(),
    "after": after,
}
path = Path(__file__).parent.parent / "adam.json"
path.write_text(json.dumps(reference, indent=1) + "\n")
