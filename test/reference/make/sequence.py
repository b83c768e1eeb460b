"""Writes ../sequence.json: a small sequence model worked out in plain NumPy, one unpadded sequence at a time.

Outputs, attention, loss, and the gradient of the loss by central differences in double precision.
Run with any Python that has numpy: python test/reference/make/sequence.py
"""

import json
import platform
from pathlib import Path

import numpy as np

rng = np.random.default_rng(20250311)
shape = {
    "inputs": 3,
    "convolutions": [{"width": 5, "stride": 2, "units": 4}, {"width": 3, "stride": 2, "units": 3}],
    "recurrent": 4,
    "attention": 2,
    "outputs": 2,
}
sizes = [
    ("convolution 1 kernel", (5, 3, 4)),
    ("convolution 1 bias", (4,)),
    ("convolution 2 kernel", (3, 4, 3)),
    ("convolution 2 bias", (3,)),
    ("gru input", (3, 12)),
    ("gru bias", (12,)),
    ("gru state", (4, 12)),
    ("gru state bias", (4,)),
    ("attention projection", (4, 2)),
    ("attention bias", (2,)),
    ("attention context", (2, 1)),
    ("output weights", (4, 2)),
    ("output bias", (2,)),
]
# Values a 32-bit float holds exactly, so that both programs begin with the same numbers.
single = lambda values: np.float64(np.float32(values))
weights = {name: single(rng.normal(0, 0.6, size)) for name, size in sizes}
sequences = [single(rng.normal(0, 1, (frames, 3))) for frames in (13, 6, 1, 9)]
truth = single(rng.normal(0, 1, (4, 2)))


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def convolve(x, kernel, bias, stride):
    """Output t looks at inputs t * stride - reach ... t * stride + reach; outside there are zeros."""
    width = len(kernel)
    reach = width // 2
    rows = []
    for centre in range(0, len(x), stride):
        row = bias.copy()
        for k in range(width):
            frame = centre + k - reach
            if 0 <= frame < len(x):
                row = row + x[frame] @ kernel[k]
        rows.append(np.maximum(0, row))
    return np.array(rows)


def gru(x, w):
    """torch.nn.GRU's equations, with one bias for input and state of the gates."""
    units = len(w["gru state bias"])
    h = np.zeros(units)
    states = []
    for frame in x:
        a = frame @ w["gru input"] + w["gru bias"]
        u = h @ w["gru state"]
        r = sigmoid(a[:units] + u[:units])
        z = sigmoid(a[units : 2 * units] + u[units : 2 * units])
        n = np.tanh(a[2 * units :] + r * (u[2 * units :] + w["gru state bias"]))
        h = (1 - z) * n + z * h
        states.append(h)
    return np.array(states)


def forward(x, w):
    for i, layer in enumerate(shape["convolutions"], start=1):
        x = convolve(x, w[f"convolution {i} kernel"], w[f"convolution {i} bias"], layer["stride"])
    h = gru(x, w)
    scores = np.tanh(h @ w["attention projection"] + w["attention bias"]) @ w["attention context"]
    alpha = np.exp(scores - scores.max())
    alpha = alpha / alpha.sum()
    return (alpha * h).sum(0) @ w["output weights"] + w["output bias"], alpha.ravel()


def loss(w):
    predicted = np.array([forward(x, w)[0] for x in sequences])
    total = 0
    for j in range(truth.shape[1]):
        t, p = truth[:, j], predicted[:, j]
        covariance = np.mean((t - t.mean()) * (p - p.mean()))
        total += 1 - 2 * covariance / (t.var() + p.var() + (t.mean() - p.mean()) ** 2 + 1e-6)
    return total / truth.shape[1]


def gradient(name):
    step = 1e-5
    result = np.zeros(weights[name].size)
    for k in range(result.size):
        ends = []
        for sign in (1, -1):
            moved = {key: value.copy() for key, value in weights.items()}
            moved[name].ravel()[k] += sign * step
            ends.append(loss(moved))
        result[k] = (ends[0] - ends[1]) / (2 * step)
    return result


def listed(values):
    return [float(f"{value:.9g}") for value in np.ravel(values)]


outputs = [forward(x, weights) for x in sequences]
reference = {
    "made by": {"python": platform.python_version(), "numpy": np.__version__},
    "shape": shape,
    "weights": {name: np.ravel(value).tolist() for name, value in weights.items()},
    "sequences": [np.ravel(x).tolist() for x in sequences],
    "truth": np.ravel(truth).tolist(),
    "outputs": listed([row for row, _ in outputs]),
    "attention": [listed(alpha) for _, alpha in outputs],
    "loss": float(loss(weights)),
    "gradient": {name: listed(gradient(name)) for name, _ in sizes},
}
path = Path(__file__).parent.parent / "sequence.json"
path.write_text(json.dumps(reference, indent=1) + "\n")
