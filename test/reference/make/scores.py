"""Writes ../scores.json: scores of scikit-learn and audmetric, Holm's correction and an exact paired permutation test.

Run with a Python that has scipy, scikit-learn and, if it is there, audmetric: python test/reference/make/scores.py
"""

import itertools
import json
import platform
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.stats import spearmanr
from sklearn.metrics import average_precision_score

rng = np.random.default_rng(20240613)
versions = {
    "python": platform.python_version(),
    "numpy": np.__version__,
    "scipy": scipy.__version__,
    "scikit-learn": sklearn.__version__,
}
truth = rng.random(60) < 0.3
p = np.round(np.clip(0.4 * truth + rng.normal(0.3, 0.2, 60), 0, 1), 2)  # two digits: there are ties
rated = np.round(rng.normal(3, 1, 60), 1)
said = np.round(0.5 * rated + rng.normal(1.5, 0.7, 60), 2)
reference = {
    "made by": "test/reference/make/scores.py",
    "versions": versions,
    "binary": {
        "truth": truth.tolist(),
        "probability": p.tolist(),
        "averagePrecision": float(average_precision_score(truth, p)),
        # np.digitize puts a probability on an edge into the bin above it, as we do.
        "calibrationError": float(
            sum(
                abs(truth[at].mean() - p[at].mean()) * at.mean()
                for k in range(10)
                if (at := np.minimum(np.digitize(p, [i / 10 for i in range(1, 11)]), 9) == k).any()
            )
        ),
    },
    "regression": {
        "truth": rated.tolist(),
        "predicted": said.tolist(),
        "spearman": float(spearmanr(rated, said).statistic),
    },
}
try:
    import audmetric

    versions["audmetric"] = audmetric.__version__
    reference["audmetric"] = {
        "concordance": float(audmetric.concordance_cc(rated, said)),
        "pearson": float(audmetric.pearson_cc(rated, said)),
        "meanSquaredError": float(audmetric.mean_squared_error(rated, said)),
        "meanAbsoluteError": float(audmetric.mean_absolute_error(rated, said)),
        "uar": float(audmetric.unweighted_average_recall(truth.tolist(), (p >= 0.5).tolist())),
        "accuracy": float(audmetric.accuracy(truth.tolist(), (p >= 0.5).tolist())),
    }
except ImportError:
    raise SystemExit("audmetric is needed: pip install audmetric")

# Mean absolute error is a mean, so that its exact test has a simple form: signs of the groups' summed differences.
groups = np.repeat(np.arange(6), 10)
other = said + rng.normal(0, 0.4, 60).round(2)
gain = np.abs(said - rated) - np.abs(other - rated)
sums = np.array([gain[groups == g].sum() for g in range(6)])
signs = np.array(list(itertools.product([1, -1], repeat=6)))
reference["paired"] = {
    "groups": [f"speaker {g}" for g in groups],
    "other": other.tolist(),
    "difference": float(gain.mean()),
    "p": float((np.abs(signs @ sums) >= abs(sums.sum()) - 1e-9).mean()),
}

target = Path(__file__).resolve().parent.parent / "scores.json"
target.write_text(json.dumps(reference, indent=1) + "\n", encoding="utf-8")
