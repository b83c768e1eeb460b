"""Pickles like those of the original project, and what Python and scikit-learn say is in them.

    python test/reference/make/pickles.py     writes test/reference/pickles.json

Needs numpy and scikit-learn. The content is synthetic. Today's scikit-learn has renamed its modules, so its objects'
attributes are put into classes of the names of 0.19, as the original's files have them.
"""
import base64
import json
import os
import pickle
import platform
import sys
import types

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier
from sklearn.svm import SVR

rng = np.random.default_rng(7)


class Output:  # the original's class of labels: private attributes, so their names are mangled
    def __init__(self, code, duration, annotated_categories, chosen_category, attributes):
        self.__code = code
        self.__duration = duration
        self.__annotated_categories = annotated_categories
        self.__chosen_category = chosen_category
        self.__attributes = attributes


class Input:  # the original's class of interview predictions
    def __init__(self, code, excited, valance, arouse):
        self.__code = code
        self.__excited = excited
        self.__valance = valance
        self.__arouse = arouse


def old_class(module, name):
    """An empty class under the module name it had in scikit-learn 0.19."""
    path = ""
    for part in module.split("."):
        path = f"{path}.{part}" if path else part
        sys.modules[path] = types.ModuleType(path)
    cls = type(name, (), {"__module__": module})
    setattr(sys.modules[module], name, cls)
    return cls


def with_attributes(cls, attributes):
    found = cls.__new__(cls)
    found.__dict__.update(attributes)
    return found


def utterances():
    rows = np.empty(3, dtype=object)
    rows[0] = Output("Ses01F_a_F000", [0.5, 2.25], np.array(["Anger", "Neutral", "Anger"]), "ang", [1.5, 4.0, 3.5])
    rows[1] = Output("Ses01F_a_M000", [3, 4.75], np.array(["Sadness"]), "sad", [2, 2.5, 2.0])
    rows[2] = Output("Ses01F_a_M001", [5.0, 6.0], np.array(["Other", "Fröhlich"]), "xxx", [3.0, 3.0, 3.0])
    return rows


def predictions():
    return [
        Input("p1", np.array([0, 1, 1]), np.array([2.5, 3.25, 3.0]), np.array([2.75, 3.5, 4.0])),
        Input("pp1", np.array([1]), np.array([4.0]), np.array([3.0])),
    ]


def plain():
    return {
        "none": None, "truth": [True, False], "small": 7, "medium": 60000, "negative": -3, "large": 2**40,
        "float": 0.1, "text": "é 発話", "long text": "x" * 300, "bytes": b"\x00\xff" * 200, "tuple": (1, (2, 3), (4, 5, 6, 7)),
        "set": {3}, "nested": [[], [[]], {}], 5: "number key",
    }  # fmt: skip


ARRAYS = {
    "f8": np.array([[1.5, np.nan, np.inf], [-0.0, 1e-300, 3.0]]),
    "f4": np.array([0.5, -2.0], dtype="f4"),
    "big-endian": np.array([1.5, -2.0], dtype=">f8"),
    "fortran": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    "fortran text": np.asfortranarray(np.array([["a", "b"], ["c", "dd"]])),
    "i8": np.array([-1, 2**53 - 1]),
    "i4": np.array([-5, 6], dtype="i4"),
    "i2": np.array([-300], dtype="i2"),
    "i1": np.array([-100], dtype="i1"),
    "u8": np.array([7], dtype="u8"),
    "u4": np.array([2**32 - 1], dtype="u4"),
    "u2": np.array([65535], dtype="u2"),
    "u1": np.array([200], dtype="u1"),
    "bool": np.array([True, False]),
    "text": np.array(["Anger", "", "発話"]),
    "bytes": np.array([b"ab", b"c"]),
    "empty": np.array([]),
    "no axes": np.array(2.5),
    "scalar": np.float64(0.25),
    "integer scalar": np.int64(-4),
    "truth scalar": np.bool_(True),
}


def models():
    features = rng.uniform(-3, 8, size=(60, 6))
    low, high = features.min(axis=0), features.max(axis=0)
    scaled = (features - low) / (high - low)
    valence = scaled @ [1, -1, 0.5, 0, 2, 0.3] + 2 + rng.normal(0, 0.1, 60)
    arousal = scaled @ [0, 2, -0.5, 1, 0, -1] + 3 + rng.normal(0, 0.1, 60)
    excited = (arousal + rng.normal(0, 0.3, 60) > np.median(arousal)).astype("i8")
    svr = [SVR(kernel="linear", C=1.0, epsilon=0.1).fit(scaled, y) for y in (valence, arousal)]
    mlp = MLPClassifier(hidden_layer_sizes=(5,), random_state=1, max_iter=2000).fit(scaled, excited)

    rows = rng.uniform(-3, 8, size=(12, 6))
    rows[2, 1] = rows[7, 1] = rows[5, 4] = np.nan
    filled = np.where(np.isnan(rows), np.nanmean(rows, axis=0), rows)
    inputs = (filled - low) / (high - low)
    expected = {
        "rows": [[None if np.isnan(x) else x for x in row] for row in rows],
        "valence": svr[0].predict(inputs).tolist(),
        "arousal": svr[1].predict(inputs).tolist(),
        "excited": mlp.predict(inputs).tolist(),
        "probability": mlp.predict_proba(inputs)[:, 1].tolist(),
        "inputs": inputs.tolist(),
    }

    old_svr = old_class("sklearn.svm.classes", "SVR")
    old_mlp = old_class("sklearn.neural_network.multilayer_perceptron", "MLPClassifier")
    old_adam = old_class("sklearn.neural_network._stochastic_optimizers", "AdamOptimizer")
    old_binarizer = old_class("sklearn.preprocessing.label", "LabelBinarizer")
    network = dict(mlp.__dict__)
    network["_label_binarizer"] = with_attributes(old_binarizer, mlp._label_binarizer.__dict__)
    network["_optimizer"] = with_attributes(old_adam, mlp._optimizer.__dict__)
    network["_random_state"] = None  # today's generator goes by other names; the original's is in `random state`
    dumps = {
        "min_acoustic_features.obj": low,
        "max_acoustic_features.obj": high,
        "model_regression_valance.sav": with_attributes(old_svr, svr[0].__dict__),
        "model_regression_arouse.sav": with_attributes(old_svr, svr[1].__dict__),
        "model_classification_excited.sav": with_attributes(old_mlp, network),
    }
    return {name: dump(value, 3) for name, value in dumps.items()}, expected


class Calls:
    """Pickles as a call of `function`."""

    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


def dump(value, protocol):
    return base64.b64encode(pickle.dumps(value, protocol)).decode()


def as_json(value):
    if isinstance(value, (np.ndarray, np.generic)):
        value = value.tolist()
    if isinstance(value, list):
        return [as_json(item) for item in value]
    if isinstance(value, bytes):
        return value.decode("latin1")
    if isinstance(value, float) and not np.isfinite(value):
        return str(value)
    return value


stored_models, expected_models = models()
reference = {
    "tools": {"python": platform.python_version(), "numpy": np.__version__, "scikit-learn": sklearn.__version__},
    "protocols": {
        str(protocol): {
            "utterances": dump(utterances(), protocol),
            "predictions": dump(predictions(), protocol),
            "plain": dump(plain(), protocol),
            "arrays": {name: dump(array, protocol) for name, array in ARRAYS.items()},
        }
        for protocol in (2, 3, 4, 5)
    },
    "arrays": {
        name: {"shape": list(np.shape(array)), "values": as_json(np.asarray(array).ravel())}
        for name, array in ARRAYS.items()
    },
    "models": {"files": stored_models, "expected": expected_models},
    "hostile": {
        **{f"os.system, protocol {p}": dump(Calls(os.system, "echo harm"), p) for p in (2, 3, 4, 5)},
        "eval": dump([1, Calls(eval, "1 + 1")], 4),
        "getattr": dump(Calls(getattr, "", "join"), 3),
        "numpy.load": dump(Calls(np.load, "x.npy"), 3),
        "beyond 2^53": dump(np.array([2**60]), 3),
        "long integer": dump(2**100, 3),
        "complex": dump(np.array([1j]), 3),
        "structured": dump(np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]), 3),
        "one array's bytes used again and again": base64.b64encode(
            # _reconstruct, ndarray, dtype and bytes are what the first array left in the memo as 1, 2, 11 and 14
            pickle.dumps([np.zeros(300)], 3)[:-1]
            + 100 * b"h\x01h\x02K\x00\x85C\x01b\x87R(K\x01M\x2c\x01\x85h\x0b\x89h\x0etba"
            + b"."
        ).decode(),
    },
}

with open(os.path.join(os.path.dirname(__file__), "..", "pickles.json"), "w") as file:
    json.dump(reference, file, indent=1, ensure_ascii=False)
    file.write("\n")
