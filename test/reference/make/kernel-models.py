"""Writes ../kernel-models.json: SVR and SVC of scikit-learn (both kernels, class weights), sigmoid calibration, weighted network.

Run with any Python that has scikit-learn: python test/reference/make/kernel-models.py
"""

import json
import platform
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn.calibration import _sigmoid_calibration
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics.pairwise import rbf_kernel
from sklearn.neural_network import MLPClassifier
from sklearn.svm import SVC, SVR
from sklearn.utils.class_weight import compute_class_weight

warnings.simplefilter("ignore", ConvergenceWarning)
rng = np.random.default_rng(20240612)


def data(rows, columns):
    x = np.round(rng.random((rows, columns)), 3)
    y = np.round(3 + np.sin(4 * x[:, 0]) + x[:, 1] + rng.normal(0, 0.3, rows), 2)
    return x, y


def kernel(model, a, b):
    return a @ b.T if model.kernel == "linear" else rbf_kernel(a, b, model._gamma)


def described(model, x, unseen, loss):
    strengths = model.dual_coef_.ravel()
    norm = strengths @ kernel(model, model.support_vectors_, model.support_vectors_) @ strengths
    decide = model.predict if isinstance(model, SVR) else model.decision_function
    return {
        "c": model.C,
        "gamma": float(model._gamma) if model.kernel == "rbf" else None,
        "objective": float(norm / 2 + loss(decide(x)).sum()),
        "fitted": decide(x).tolist(),
        "predicted": decide(unseen).tolist(),
    }


def svr(x, y, unseen, c, gamma):
    model = SVR(C=c, gamma=gamma, epsilon=0.1, tol=1e-6).fit(x, y)
    return described(model, x, unseen, lambda f: c * np.maximum(0, np.abs(f - y) - 0.1))


def svc(x, classes, unseen, kernel_name, c, weight):
    model = SVC(kernel=kernel_name, C=c, class_weight=weight, tol=1e-6).fit(x, classes)
    cost = c * compute_class_weight(weight, classes=np.array([0, 1]), y=classes)[classes]
    sign = 2 * classes - 1
    found = described(model, x, unseen, lambda f: cost * np.maximum(0, 1 - sign * f))
    return {"kernel": kernel_name, "weights": weight, **found}


def weighted_network(x, classes, units, epochs):
    weights = compute_class_weight("balanced", classes=np.array([0, 1]), y=classes)[classes]
    model = MLPClassifier((units,), max_iter=epochs, warm_start=True, random_state=0, tol=0, n_iter_no_change=10**6)
    model.fit(x, classes, sample_weight=weights)
    start = [np.round(rng.normal(0, 0.4, shape), 3) for shape in ((x.shape[1], units), (units,), (units, 1), (1,))]
    model.coefs_ = [start[0].copy(), start[2].copy()]
    model.intercepts_ = [start[1].copy(), start[3].copy()]
    model.fit(x, classes, sample_weight=weights)
    return {
        "epochs": epochs,
        "start": [part.ravel().tolist() for part in start],
        "probability": model.predict_proba(x)[:, 1].tolist(),
    }


x, y = data(80, 5)
unseen = np.round(rng.random((20, 5)), 3)
classes = (y > np.quantile(y, 0.75)).astype(int)
held_out = np.round(1.5 * (2 * classes - 1) + rng.normal(0, 2, 80), 3)
weights = compute_class_weight("balanced", classes=np.array([0, 1]), y=classes)[classes]
reference = {
    "made by": "test/reference/make/kernel-models.py",
    "versions": {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scikit-learn": sklearn.__version__,
    },
    "columns": 5,
    "x": x.ravel().tolist(),
    "y": y.tolist(),
    "classes": classes.tolist(),
    "unseen": unseen.ravel().tolist(),
    "svr": [svr(x, y, unseen, 1.0, "scale"), svr(x, y, unseen, 10.0, 0.5), svr(x, y, unseen, 0.1, 3.0)],
    "svc": [
        svc(x, classes, unseen, kernel_name, c, weight)
        for kernel_name in ("linear", "rbf")
        for c in (0.1, 1.0, 10.0)
        for weight in (None, "balanced")
    ],
    "sigmoid": {
        "decisions": held_out.tolist(),
        "plain": [float(v) for v in _sigmoid_calibration(held_out, classes)],
        "balanced": [float(v) for v in _sigmoid_calibration(held_out, classes, weights)],
    },
    "network": weighted_network(x, classes, 6, 30),
}

target = Path(__file__).resolve().parent.parent / "kernel-models.json"
target.write_text(json.dumps(reference, indent=1) + "\n", encoding="utf-8")
