"""Writes ../statistics.json: distributions, correlations, lines and scores from SciPy, NumPy and scikit-learn.

Run with any Python that has scipy and scikit-learn: python test/reference/make/statistics.py
"""

import json
import platform
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy import special, stats
from sklearn import metrics

rng = np.random.default_rng(20240501)


def rounded(values, digits=4):
    return np.round(np.asarray(values, dtype=float), digits)


def correlation(kind, x, y):
    if kind == "pearson":
        result = stats.pearsonr(x, y)
        low, high = result.confidence_interval(0.95)
    else:
        result = stats.spearmanr(x, y)
        z = np.arctanh(result.statistic)  # Bonett & Wright (2000); SciPy has no interval for Spearman
        half = stats.norm.ppf(0.975) * np.sqrt((1 + result.statistic**2 / 2) / (len(x) - 3))
        low, high = np.tanh(z - half), np.tanh(z + half)
    return {"r": result.statistic, "p": result.pvalue, "ci95": [low, high]}


def pair_case(name, x, y):
    return {
        "name": name,
        "x": x.tolist(),
        "y": y.tolist(),
        "pearson": correlation("pearson", x, y),
        "spearman": correlation("spearman", x, y),
    }


def line_case(x, y, at):
    fit = stats.linregress(x, y)
    coefficients, covariance = np.polyfit(x, y, 1, cov=True)
    errors = [float(np.sqrt(np.array([v, 1]) @ covariance @ np.array([v, 1]))) for v in at]
    t = stats.t.ppf(0.975, len(x) - 2)
    heights = np.polyval(coefficients, at)
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "slope": fit.slope,
        "intercept": fit.intercept,
        "at": at,
        "standardError": errors,
        "low": (heights - t * np.array(errors)).tolist(),
        "high": (heights + t * np.array(errors)).tolist(),
    }


def regression_case(truth, predicted):
    ccc = (
        2
        * np.cov(truth, predicted, bias=True)[0, 1]
        / (truth.var() + predicted.var() + (truth.mean() - predicted.mean()) ** 2)
    )
    threshold = float(np.median(truth))
    return {
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "threshold": threshold,
        "scores": {
            "pearson": stats.pearsonr(truth, predicted).statistic,
            "ccc": ccc,
            "r2": metrics.r2_score(truth, predicted),
            "mse": metrics.mean_squared_error(truth, predicted),
            "mae": metrics.mean_absolute_error(truth, predicted),
            "medianAE": metrics.median_absolute_error(truth, predicted),
            "mape": metrics.mean_absolute_percentage_error(truth, predicted),
            "rocAuc": metrics.roc_auc_score(truth > threshold, predicted),
        },
    }


def binary_case(truth, probability):
    decision = probability >= 0.5
    curve = metrics.roc_curve(truth, probability, drop_intermediate=False)
    return {
        "truth": truth.tolist(),
        "probability": probability.tolist(),
        "scores": {
            "accuracy": metrics.accuracy_score(truth, decision),
            "uar": metrics.balanced_accuracy_score(truth, decision),
            "precision": metrics.precision_score(truth, decision),
            "recall": metrics.recall_score(truth, decision),
            "f1": metrics.f1_score(truth, decision),
            "rocAuc": metrics.roc_auc_score(truth, probability),
        },
        "confusion": metrics.confusion_matrix(truth, decision).tolist(),
        "falsePositiveRate": curve[0].tolist(),
        "truePositiveRate": curve[1].tolist(),
    }


def classes_case():
    classes = ["exc", "hap", "neu", "sad"]
    truth = rng.choice(classes, 60, p=[0.4, 0.2, 0.3, 0.1])
    predicted = np.where(rng.random(60) < 0.6, truth, rng.choice(classes, 60))
    report = metrics.classification_report(truth, predicted, labels=classes, output_dict=True)
    return {
        "classes": classes,
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "counts": metrics.confusion_matrix(truth, predicted, labels=classes).tolist(),
        "uar": metrics.balanced_accuracy_score(truth, predicted),
        "precision": [report[name]["precision"] for name in classes],
        "recall": [report[name]["recall"] for name in classes],
        "f1": [report[name]["f1-score"] for name in classes],
    }


x = rounded(rng.normal(5, 1, 40))
noisy = rounded(0.6 * x + rng.normal(0, 0.8, 40))
tied = np.round(noisy)
values = rounded(rng.normal(-2, 3, 31))
gamma_at = [1e-5, 0.1, 0.5, 1, 1.5, 2, 3.3, 10, 68, 100.5, 5000, 1e6]
beta_at = [
    (x0, a, b)
    for x0 in (0.001, 0.1, 0.37, 0.5, 0.82, 0.999)
    for a, b in ((0.5, 0.5), (2, 3), (69, 0.5), (0.5, 299), (40, 60), (5000, 0.5))
]
t_at = [(t, df) for t in (-40, -6.5, -2, -0.3, 0.001, 1.7, 9) for df in (1, 2.5, 10, 136, 10000)]
q_at = [(p, df) for p in (1e-9, 0.01, 0.3, 0.5, 0.975, 0.9999) for df in (1, 3, 10, 136, 10000)]
z_at = [-37, -12, -6, -2.5, -2.4, -1, 0, 0.3, 1.96, 2.6, 5]
p_at = [1e-300, 1e-20, 1e-4, 0.02, 0.3, 0.5, 0.7, 0.975, 0.999999]

truth = rounded(rng.uniform(1, 5, 50), 2)
scored = np.round(rng.random(60), 1)  # one digit, so that many scores tie

reference = {
    "made by": "test/reference/make/statistics.py",
    "versions": {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
    },
    "summary": {
        "values": values.tolist(),
        "mean": np.mean(values),
        "varianceN": np.var(values),
        "varianceN1": np.var(values, ddof=1),
        "p": [0, 0.05, 0.25, 0.5, 0.75, 0.9, 1],
        "quantiles": np.quantile(values, [0, 0.05, 0.25, 0.5, 0.75, 0.9, 1]).tolist(),
    },
    "ranks": {"values": tied.tolist(), "ranks": stats.rankdata(tied).tolist()},
    "logGamma": [[v, special.gammaln(v)] for v in gamma_at],
    "incompleteBeta": [[*v, special.betainc(v[1], v[2], v[0])] for v in beta_at],
    "studentTCdf": [[*v, stats.t.cdf(*v)] for v in t_at],
    "studentTTwoSided": [[*v, 2 * stats.t.sf(abs(v[0]), v[1])] for v in t_at],
    "studentTQuantile": [[*v, stats.t.ppf(*v)] for v in q_at],
    "normalCdf": [[v, special.ndtr(v)] for v in z_at],
    "normalQuantile": [[v, special.ndtri(v)] for v in p_at],
    "correlation": [
        pair_case("moderate", x, noisy),
        pair_case("tied", x, tied),
        pair_case("strong", x, rounded(-3 * x + rng.normal(0, 0.01, 40), 6)),
        pair_case("none, few", x[:6], values[:6]),
    ],
    "line": line_case(x, noisy, [2.0, 5.0, 7.5]),
    "regression": [
        regression_case(truth, rounded(truth + rng.normal(0, 0.5, 50), 2)),
        regression_case(truth, rounded(3 + rng.normal(0, 1, 50), 2)),
    ],
    "binary": binary_case(rng.random(60) < 0.2 + 0.6 * scored, scored),
    "classes": classes_case(),
}

target = Path(__file__).resolve().parent.parent / "statistics.json"
target.write_text(json.dumps(reference, indent=1) + "\n", encoding="utf-8")
