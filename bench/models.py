"""Trains scikit-learn's models for bench/models.ts. A line of JSON with the rows first; then for each line that names a
model a line with the CPU seconds of one training, what it predicts of the rows, and its weights' squared and absolute sum."""

import json
import sys
import time
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import ElasticNet, Lasso, Ridge
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, SVR

warnings.simplefilter("ignore", ConvergenceWarning)  # networks are trained for a given number of epochs


class Folds:
    """The original's network, as many times as there are folds."""

    def __init__(self, count):
        self.count = count
        self.model = MLPClassifier((200,), max_iter=20, tol=0, n_iter_no_change=1000, random_state=1)

    def fit(self, x, y):
        for _ in range(self.count):
            self.model.fit(x, y)

    def predict(self, x):
        return self.model.predict_proba(x)[:, 1]


task = json.loads(sys.stdin.readline())
x = np.array(task["x"]).reshape(-1, task["width"])
targets = {"SV": np.array(task["y"]), "SVC": np.array(task["classes"])}
models = {
    "SVR linear": SVR(kernel="linear"),
    "SVR rbf": SVR(),
    "SVC linear": SVC(kernel="linear"),
    "SVC rbf": SVC(),
    "Ridge": make_pipeline(StandardScaler(), Ridge(100)),
    "Lasso": Lasso(0.01),
    "ElasticNet": ElasticNet(0.01, l1_ratio=0.5),
    "MLP 1": Folds(1),
    "MLP 5": Folds(5),
}
for line in sys.stdin:
    name = line.strip()
    model = models[name]
    y = targets["SVC" if name.startswith(("SVC", "MLP")) else "SV"]
    repeats = 0
    start = time.process_time()
    while repeats == 0 or time.process_time() - start < 0.03:
        model.fit(x, y)
        repeats += 1
    seconds = (time.process_time() - start) / repeats
    predicted = model.decision_function(x) if name.startswith("SVC") else model.predict(x)
    if name.startswith("SV"):  # ‖w‖² = Σ strength·(f − bias) in the space of any kernel
        squares = float(np.dot(model.dual_coef_[0], (predicted - model.intercept_[0])[model.support_]))
        sizes = 0.0
    elif name.startswith("MLP"):
        squares = sizes = 0.0
    else:
        weights = (model[-1] if name == "Ridge" else model).coef_
        squares, sizes = float(weights @ weights), float(np.abs(weights).sum())
    answer = {"seconds": seconds, "predicted": predicted.tolist(), "squares": squares, "sizes": sizes}
    print(json.dumps(answer), flush=True)
