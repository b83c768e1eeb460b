"""Reads every line of standard input (a WAV file in base64) with libsndfile and answers with a line of JSON:
{"rate", "channels"} with every sample, NaN and infinity as null; or {"refused": why}."""

import base64
import io
import json
import sys

import numpy as np
import soundfile

for line in sys.stdin:
    try:
        with soundfile.SoundFile(io.BytesIO(base64.b64decode(line))) as sound:
            samples = sound.read(dtype="float64", always_2d=True)
            answer = {
                "rate": sound.samplerate,
                "channels": [[x if np.isfinite(x) else None for x in channel] for channel in samples.T.tolist()],
            }
    except (soundfile.SoundFileError, RuntimeError, TypeError, ValueError) as error:
        answer = {"refused": str(error)}
    print(json.dumps(answer))
