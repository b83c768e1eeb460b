"""Writes ../sequence.json: a small sequence model in PyTorch, double precision, one unpadded sequence at a time.

Outputs, attention, loss, and the gradient of the loss by PyTorch's autograd.
Run with any Python that has torch: python test/reference/make/sequence.py
"""

import json
import platform
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import conv1d

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


def convolve(x, kernel, bias, stride):
    """(frames, inputs) to (steps, units), zeros outside the sequence."""
    y = conv1d(x.T[None], kernel.permute(2, 1, 0), bias, stride=stride, padding=len(kernel) // 2)
    return torch.relu(y[0].T)


def gru(x, w):
    """torch.nn.GRU, whose second bias is left 0 for the gates: input and state share one there."""
    units = len(w["gru state bias"])
    layer = torch.nn.GRU(x.shape[1], units, dtype=torch.float64)
    parameters = {
        "weight_ih_l0": w["gru input"].T,
        "weight_hh_l0": w["gru state"].T,
        "bias_ih_l0": w["gru bias"],
        "bias_hh_l0": torch.cat([torch.zeros(2 * units, dtype=torch.float64), w["gru state bias"]]),
    }
    return torch.func.functional_call(layer, parameters, (x[:, None, :],))[0][:, 0, :]


def forward(x, w):
    for i, layer in enumerate(shape["convolutions"], start=1):
        x = convolve(x, w[f"convolution {i} kernel"], w[f"convolution {i} bias"], layer["stride"])
    h = gru(x, w)
    scores = torch.tanh(h @ w["attention projection"] + w["attention bias"]) @ w["attention context"]
    alpha = torch.softmax(scores, 0)
    return (alpha * h).sum(0) @ w["output weights"] + w["output bias"], alpha.ravel()


def loss(predicted, truth):
    mean_t, mean_p = truth.mean(0), predicted.mean(0)
    covariance = ((truth - mean_t) * (predicted - mean_p)).mean(0)
    spread = truth.var(0, correction=0) + predicted.var(0, correction=0) + (mean_t - mean_p) ** 2 + 1e-6
    return (1 - 2 * covariance / spread).mean()


def listed(values):
    return [float(f"{value:.9g}") for value in np.ravel(values)]


tensors = {name: torch.tensor(value, requires_grad=True) for name, value in weights.items()}
outputs = [forward(torch.tensor(x), tensors) for x in sequences]
total = loss(torch.stack([row for row, _ in outputs]), torch.tensor(truth))
total.backward()
reference = {
    "made by": {"python": platform.python_version(), "numpy": np.__version__, "torch": torch.__version__},
    "shape": shape,
    "weights": {name: np.ravel(value).tolist() for name, value in weights.items()},
    "sequences": [np.ravel(x).tolist() for x in sequences],
    "truth": np.ravel(truth).tolist(),
    "outputs": listed([row.detach().numpy() for row, _ in outputs]),
    "attention": [listed(alpha.detach().numpy()) for _, alpha in outputs],
    "loss": total.item(),
    "gradient": {name: listed(tensors[name].grad.numpy()) for name, _ in sizes},
}
path = Path(__file__).parent.parent / "sequence.json"
path.write_text(json.dumps(reference, indent=1) + "\n")
