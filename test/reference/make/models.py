"""Writes ../models.json: optima and predictions of scikit-learn's SVR, Ridge, scalers and MLPClassifier.

Run with any Python that has scipy and scikit-learn: python test/reference/make/models.py
"""

import json
import platform
import warnings
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import Ridge
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import SVR

from given_weights import give_weights

warnings.simplefilter("ignore", ConvergenceWarning)
rng = np.random.default_rng(20240502)


def data(rows, columns, noise=0.4):
    x = np.round(rng.random((rows, columns)), 3)
    y = np.round(3 + x @ rng.normal(0, 1, columns) / np.sqrt(columns) + rng.normal(0, noise, rows), 2)
    return x, y


def svr_case(name, x, y, c, epsilon):
    model = SVR(kernel="linear", C=c, epsilon=epsilon, tol=1e-9).fit(x, y)
    w, b = optimum(x, y, c, epsilon, model.coef_.ravel(), model.intercept_[0])
    return {
        "name": name,
        "columns": x.shape[1],
        "x": x.ravel().tolist(),
        "y": y.tolist(),
        "c": c,
        "epsilon": epsilon,
        "scikit-learn": {
            "objective": svr_objective(x, y, c, epsilon, model.coef_.ravel(), model.intercept_[0]),
            "predicted": model.predict(x).tolist(),
        },
        "scipy": {"objective": svr_objective(x, y, c, epsilon, w, b), "predicted": (x @ w + b).tolist()},
    }


def svr_objective(x, y, c, epsilon, w, b):
    return w @ w / 2 + c * np.maximum(0, np.abs(x @ w + b - y) - epsilon).sum()


def optimum(x, y, c, epsilon, w, b):
    """From scikit-learn's solution to the optimum in double precision, by sequential quadratic programming.

    libsvm keeps kernel values in single precision and stops about 1e-5 above the optimum, whatever its tolerance.
    """
    n, width = x.shape
    centre, scale = x.mean(0), x.std(0)  # unknowns of one size: w in units of deviations, excess in units of 1/c
    z = (x - centre) / scale

    def prediction(v):
        return z @ v[:width] + v[width]

    def excess(v):
        return v[width + 1 :]

    jacobian = np.hstack([z, np.ones((n, 1)), np.zeros((n, n))])
    beside = np.hstack([np.zeros((n, width + 1)), np.eye(n)])
    start = np.concatenate([w * scale, [b + centre @ w], np.maximum(0, np.abs(x @ w + b - y) - epsilon)])
    result = minimize(
        lambda v: (v[:width] / scale) @ (v[:width] / scale) / 2 + c * excess(v).sum(),
        start,
        jac=lambda v: np.concatenate([v[:width] / scale**2, [0], np.full(n, c)]),
        constraints=[
            {"type": "ineq", "fun": lambda v: excess(v) + epsilon - (prediction(v) - y), "jac": lambda v: beside - jacobian},
            {"type": "ineq", "fun": lambda v: excess(v) + epsilon + (prediction(v) - y), "jac": lambda v: beside + jacobian},
        ],
        bounds=[(None, None)] * (width + 1) + [(0, None)] * n,
        method="SLSQP",
        options={"maxiter": 2000, "ftol": 1e-15},
    )
    w = result.x[:width] / scale
    return w, result.x[width] - centre @ w


def ridge_case(x, y, unseen, penalty):
    model = make_pipeline(StandardScaler(), Ridge(alpha=penalty)).fit(x, y)
    return {"penalty": penalty, "predicted": model.predict(unseen).tolist()}


def mlp_case(rows, columns, units, epochs):
    x = np.round(rng.random((rows, columns)), 3)
    y = (x[:, 0] + x[:, 1] ** 2 + rng.normal(0, 0.2, rows) > 0.8).astype(int)
    # One batch holds all rows, so that their order does not matter; the loss is never good enough to stop.
    model = MLPClassifier((units,), max_iter=epochs, warm_start=True, random_state=0, tol=0, n_iter_no_change=10**6)
    model.fit(x, y)
    start = give_weights(model, rng, columns, units)
    before = model.predict_proba(x)[:, 1]
    model.fit(x, y)
    return {
        "columns": columns,
        "x": x.ravel().tolist(),
        "y": y.tolist(),
        "alpha": model.alpha,
        "epochs": epochs,
        "start": {key: value.ravel().tolist() for key, value in start.items()},
        "probabilityAtStart": before.tolist(),
        "loss": model.loss_curve_[-epochs:],
        "probability": model.predict_proba(x)[:, 1].tolist(),
    }


plain_x, plain_y = data(60, 6)
wide_x, wide_y = data(25, 40)
stars_x, stars_y = data(80, 5)
uneven_x = plain_x * 10.0 ** np.array([-4, -2, 0, 1, 2, 3])  # raw columns, before any normalizer
unseen = np.round(rng.random((5, 6)), 3)
constant = np.column_stack([plain_x[:, :2], np.full(60, 7.0)])

reference = {
    "made by": "test/reference/make/models.py",
    "versions": {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
    },
    "svr": [
        svr_case("as the study uses it", plain_x, plain_y, 1.0, 0.1),
        svr_case("more columns than rows", wide_x, wide_y, 1.0, 0.1),
        svr_case("ratings in whole steps, no tube", stars_x, np.round(stars_y), 1.0, 0.0),
        svr_case("a wide tube and a high cost", plain_x, plain_y, 50.0, 0.6),
        svr_case("columns on uneven scales", uneven_x, plain_y, 0.01, 0.1),
    ],
    "ridge": {
        "columns": 6,
        "x": uneven_x.ravel().tolist(),
        "y": plain_y.tolist(),
        "unseen": (unseen * 10.0 ** np.array([-4, -2, 0, 1, 2, 3])).ravel().tolist(),
        "fits": [
            ridge_case(uneven_x, plain_y, unseen * 10.0 ** np.array([-4, -2, 0, 1, 2, 3]), penalty)
            for penalty in (0.01, 1.0, 30.0)
        ],
        "wide": {
            "columns": 40,
            "x": wide_x.ravel().tolist(),
            "y": wide_y.tolist(),
            "fit": ridge_case(wide_x, wide_y, wide_x, 3.0),
        },
    },
    "scaling": {
        "columns": 3,
        "train": constant[:40].ravel().tolist(),
        "test": constant[40:].ravel().tolist(),
        "minMax": MinMaxScaler().fit(constant[:40]).transform(constant[40:]).ravel().tolist(),
        "standard": StandardScaler().fit(constant[:40]).transform(constant[40:]).ravel().tolist(),
    },
    "mlp": mlp_case(60, 4, 7, 40),
}

target = Path(__file__).resolve().parent.parent / "models.json"
target.write_text(json.dumps(reference, indent=1) + "\n", encoding="utf-8")
