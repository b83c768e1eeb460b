"""Weights that a network of scikit-learn goes on from, so that another program can start at the same place."""

import numpy as np


def give_weights(model, rng, columns, units):
    """Gives a fitted network of one hidden layer and one output random weights of three decimals; returns them."""
    start = {
        "hiddenWeights": np.round(rng.normal(0, 0.4, (columns, units)), 3),
        "hiddenBias": np.round(rng.normal(0, 0.4, units), 3),
        "outputWeights": np.round(rng.normal(0, 0.4, (units, 1)), 3),
        "outputBias": np.round(rng.normal(0, 0.4, 1), 3),
    }
    model.coefs_ = [start["hiddenWeights"].copy(), start["outputWeights"].copy()]
    model.intercepts_ = [start["hiddenBias"].copy(), start["outputBias"].copy()]
    model.loss_curve_ = []
    return start
