"""Writes ../voice-report.json: Praat's voice report of the voices in test/support/voice-signals.ts.

    pip install praat-parselmouth==0.4.7 numpy
    python test/reference/make/voice-report.py

Numbers that Praat prints rounded in the report are asked for one by one where there is a query for them.
"""

import hashlib
import json
import pathlib
import re
import subprocess
import tempfile

import numpy as np
import parselmouth
from parselmouth.praat import call

HERE = pathlib.Path(__file__).resolve().parent
PRINTED = {
    "autocorrelation": r"Mean autocorrelation: (\S+)",
    "noiseToHarmonics": r"Mean noise-to-harmonics ratio: (\S+)",
    "harmonicsToNoise": r"Mean harmonics-to-noise ratio: (\S+)",
    "dda": r"Shimmer \(dda\): (\S+)%",
    "pulses": r"Number of pulses: (\S+)",
    "periods": r"Number of periods: (\S+)",
    "breaks": r"Number of voice breaks: (\S+)",
}


def number(value):
    value = float(value)
    return value if np.isfinite(value) else None


def measure(sound):
    pitch = sound.to_pitch()
    pulses = call([sound, pitch], "To PointProcess (cc)")
    text = call([sound, pitch, pulses], "Voice report", 0, 0, 75, 600, 1.3, 1.6, 0.03, 0.45)
    limits = (0, 0, 0.0001, 0.02, 1.3)
    printed = {}
    for name, pattern in PRINTED.items():
        found = re.search(pattern, text)
        printed[name] = None if found is None or "undefined" in found[1] else float(found[1])
    return {
        "pitch": [
            number(call(pitch, "Get quantile", 0, 0, 0.5, "Hertz")),
            number(call(pitch, "Get mean", 0, 0, "Hertz")),
            number(call(pitch, "Get standard deviation", 0, 0, "Hertz")),
            number(call(pitch, "Get minimum", 0, 0, "Hertz", "None")),
            number(call(pitch, "Get maximum", 0, 0, "Hertz", "None")),
        ],
        "meanPeriod": number(call(pulses, "Get mean period", *limits)),
        "periodDeviation": number(call(pulses, "Get stdev period", *limits)),
        **printed,
    }


with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["node", "--import", "tsx", str(HERE / "voice-signals.ts"), folder], check=True, cwd=HERE.parents[2])
    rates = json.loads((pathlib.Path(folder) / "signals.json").read_text())
    measured = {}
    for name, rate in rates.items():
        content = (pathlib.Path(folder) / f"{name}.f64").read_bytes()
        sound = parselmouth.Sound(np.frombuffer(content), rate)
        measured[name] = {"sha256": hashlib.sha256(content).hexdigest(), **measure(sound)}

made_by = {"script": "test/reference/make/voice-report.py", "parselmouth": parselmouth.VERSION, "praat": parselmouth.PRAAT_VERSION}
(HERE.parent / "voice-report.json").write_text(json.dumps({"madeBy": made_by, "signals": measured}, allow_nan=False) + "\n")
