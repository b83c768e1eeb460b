"""Writes ../small-linear.json: scikit-learn's LinearSVR, Ridge and the knots of its LassoLars on a small correlated problem.

Run with any Python that has scikit-learn: python test/reference/make/small-linear.py
"""

import json
import platform
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import lars_path
from sklearn.svm import LinearSVR

rng = np.random.default_rng(20260601)
ROWS, COLUMNS = 60, 12
factors = rng.normal(size=(ROWS, 4))
x = factors @ rng.normal(size=(4, COLUMNS)) + rng.normal(0, 0.7, (ROWS, COLUMNS))
x = np.round((x - x.mean(0)) / x.std(0), 6)
y = factors[:, 0] + 0.5 * factors[:, 1] + rng.normal(0, 0.8, ROWS)
y = np.round((y - y.mean()) / y.std(), 6)

svr = {}
for c in [0.001, 0.01, 0.1]:
    fit = LinearSVR(C=c, epsilon=0.1, loss="epsilon_insensitive", dual=True, tol=1e-10, max_iter=10_000_000).fit(x, y)
    svr[str(c)] = [*fit.coef_, *np.atleast_1d(fit.intercept_)]

centred, target = x - x.mean(0), y - y.mean()
penalties, _, weights = lars_path(centred, target, method="lasso", alpha_min=0)
keep = penalties > 0.01 * penalties[0]
Path(__file__).parent.parent.joinpath("small-linear.json").write_text(
    json.dumps(
        {
            "made_with": {"python": platform.python_version(), "numpy": np.__version__, "sklearn": sklearn.__version__},
            "columns": COLUMNS,
            "x": x.ravel().tolist(),
            "y": y.tolist(),
            "svr": svr,
            "lasso": {"penalties": penalties[keep].tolist(), "weights": weights[:, keep].T.tolist()},
        }
    )
    + "\n"
)
