"""Trains one scikit-learn model for bench/models.ts: JSON on standard input and output, CPU seconds of the best of three."""

import json
import sys
import time

import numpy as np
from sklearn.linear_model import ElasticNet, Lasso, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, SVR

task = json.load(sys.stdin)
x = np.array(task["x"]).reshape(-1, task["width"])
y = np.array(task["y"])
models = {
    "SVR linear": SVR(kernel="linear"),
    "SVR rbf": SVR(),
    "SVC linear": SVC(kernel="linear"),
    "SVC rbf": SVC(),
    "Ridge": make_pipeline(StandardScaler(), Ridge(100)),
    "Lasso": Lasso(0.01),
    "ElasticNet": ElasticNet(0.01, l1_ratio=0.5),
}
model = models[task["name"]]
seconds = []
for _ in range(3):
    start = time.process_time()
    model.fit(x, y)
    seconds.append(time.process_time() - start)
predicted = model.decision_function(x) if task["name"].startswith("SVC") else model.predict(x)
json.dump({"seconds": min(seconds), "predicted": predicted.tolist()}, sys.stdout)
