"""Writes ../degrade.json: libsndfile's µ-law round trip, and amplitudes of SciPy's analog Butterworth filters.

Run with any Python that has numpy, scipy and soundfile: python test/reference/make/degrade.py
"""

import io
import json
import platform
from pathlib import Path

import numpy as np
import scipy
import soundfile
from scipy.signal import butter, freqs

every = np.arange(-32768, 32768).astype(np.int16)
file = io.BytesIO()
soundfile.write(file, every, 8000, format="WAV", subtype="ULAW")
file.seek(0)
decoded, _ = soundfile.read(file, dtype="int16")
chosen = np.unique(np.concatenate([np.arange(0, 65536, 97), np.arange(32768 - 300, 32768 + 300), [0, 1, 65534, 65535]]))

hz = [50, 150, 300, 500, 1000, 2000, 3000, 3400, 4000, 5000, 6800]


def amplitudes(edges, kind):
    b, a = butter(8, 2 * np.pi * np.array(edges), kind, analog=True)
    _, response = freqs(b, a, worN=2 * np.pi * np.array(hz))
    return [float(f"{abs(value):.9g}") for value in response]


reference = {
    "made by": {
        "python": platform.python_version(),
        "scipy": scipy.__version__,
        "soundfile": soundfile.__version__,
        "libsndfile": soundfile.__libsndfile_version__,
    },
    "muLaw": {"samples": every[chosen].tolist(), "decoded": decoded[chosen].tolist()},
    "hz": hz,
    "lowPass2000": amplitudes(2000, "lowpass"),
    "telephone": amplitudes([300, 3400], "bandpass"),
}
path = Path(__file__).parent.parent / "degrade.json"
path.write_text(json.dumps(reference) + "\n")
