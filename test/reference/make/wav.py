"""Writes test/reference/wav.json: small sound files of every kind and the samples libsndfile reads from them.

Run with soundfile and numpy:  python test/reference/make/wav.py
"""

import base64
import io
import json
import pathlib

import numpy as np
import soundfile as sf

KINDS = [
    ("WAV", "PCM_U8"), ("WAV", "PCM_16"), ("WAV", "PCM_24"), ("WAV", "PCM_32"), ("WAV", "FLOAT"), ("WAV", "DOUBLE"),
    ("WAV", "ALAW"), ("WAV", "ULAW"),
    ("WAVEX", "PCM_U8"), ("WAVEX", "PCM_16"), ("WAVEX", "PCM_24"), ("WAVEX", "PCM_32"), ("WAVEX", "FLOAT"),
    ("WAVEX", "DOUBLE"), ("WAVEX", "ALAW"), ("WAVEX", "ULAW"),
    ("RF64", "PCM_16"), ("RF64", "FLOAT"),
]  # fmt: skip
RATES = {1: 8000, 2: 44100, 6: 192000}

rng = np.random.default_rng(1)
files = []
for container, subtype in KINDS:
    for channels, rate in RATES.items():
        samples = rng.uniform(-1, 1, (11, channels))  # an odd number of frames: 8-bit mono needs padding
        samples[:3] = [[0.0], [1.0], [-1.0]]  # zero and both ends of the range
        buffer = io.BytesIO()
        sf.write(buffer, samples, rate, format=container, subtype=subtype)
        buffer.seek(0)
        read, read_rate = sf.read(buffer, dtype="float64", always_2d=True)
        assert read.shape == samples.shape and read_rate == rate
        files.append({
            "container": container, "subtype": subtype, "sampleRate": rate, "channels": read.T.tolist(),
            "base64": base64.b64encode(buffer.getvalue()).decode(),
        })  # fmt: skip

out = pathlib.Path(__file__).parent.parent / "wav.json"
made = {"soundfile": sf.__version__, "libsndfile": sf.__libsndfile_version__, "numpy": np.__version__}
out.write_text(json.dumps({"madeWith": made, "files": files}, indent=None, separators=(",", ":")) + "\n")
