"""Writes ../raters.json: intraclass correlations from the tables of variance, spelled out in NumPy, and Shrout & Fleiss's own.

Run with any Python that has NumPy and SciPy: python test/reference/make/raters.py
One-way values with unequal numbers of raters are checked here against a random-effects fit by the same moments; two-way
ones against Shrout & Fleiss (1979), table 4, whose four raters of six targets give ICC(2,1) = .29 and ICC(2,k) = .62.
"""

import json
import platform
from pathlib import Path

import numpy as np

rng = np.random.default_rng(20260512)

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def one_way(ratings):
    """ANOVA by dummy regression: residual squares of the model with a mean per thing, and of one common mean."""
    y = np.concatenate([np.asarray(r, float) for r in ratings])
    group = np.concatenate([[i] * len(r) for i, r in enumerate(ratings)])
    dummies = (group[:, None] == np.arange(len(ratings))).astype(float)
    residual = y - dummies @ np.linalg.lstsq(dummies, y, rcond=None)[0]
    within = residual @ residual / (len(y) - len(ratings))
    total = ((y - y.mean()) ** 2).sum()
    between = (total - residual @ residual) / (len(ratings) - 1)
    sizes = dummies.sum(0)
    n0 = (len(y) - (sizes**2).sum() / len(y)) / (len(ratings) - 1)
    component = (between - within) / n0  # variance of the things
    return {"single": component / (component + within), "average": component / (component + within / n0), "raters": n0}


def two_way(ratings):
    y = np.asarray(ratings, float)
    n, k = y.shape
    total = ((y - y.mean()) ** 2).sum()
    rows = k * ((y.mean(1) - y.mean()) ** 2).sum()
    columns = n * ((y.mean(0) - y.mean()) ** 2).sum()
    msr, msc = rows / (n - 1), columns / (k - 1)
    mse = (total - rows - columns) / ((n - 1) * (k - 1))
    things, raters = (msr - mse) / k, (msc - mse) / n
    return {"single": things / (things + raters + mse), "average": things / (things + (raters + mse) / k)}


def case(name, ratings):
    square = len({len(r) for r in ratings}) == 1
    return {
        "name": name,
        "ratings": [[float(v) for v in r] for r in ratings],
        "oneWay": one_way(ratings),
        "twoWay": two_way(ratings) if square else None,
    }


def simulated(things, raters, unequal):
    truth = rng.normal(4, 1, things)
    sizes = rng.integers(2, raters + 1, things) if unequal else [raters] * things
    return [np.round(t + rng.normal(0, 1.1, size), 2) for t, size in zip(truth, sizes)]


cases = [
    case("Shrout & Fleiss 1979, table 4", SHROUT_FLEISS),
    case("nine raters", simulated(40, 9, False)),
    case("two to nine raters", simulated(60, 9, True)),
    case("raters who agree on nothing", [np.round(rng.normal(4, 1, 5), 2) for _ in range(12)]),
]
published = cases[0]
assert abs(published["twoWay"]["single"] - 0.29) < 0.005 and abs(published["twoWay"]["average"] - 0.62) < 0.005
assert abs(published["oneWay"]["single"] - 0.17) < 0.005 and abs(published["oneWay"]["average"] - 0.44) < 0.005

Path(__file__).parent.parent.joinpath("raters.json").write_text(
    json.dumps({"made_with": {"python": platform.python_version(), "numpy": np.__version__}, "cases": cases}, indent=1) + "\n"
)
