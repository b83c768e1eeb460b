"""What Praat measures in the signals of test/support/outliers.ts, in which single frames once differed.

    pip install praat-parselmouth==0.4.7 numpy
    python test/reference/make/outliers.py

Writes test/reference/outliers.json: F0, harmonics-to-noise ratio, F1 to F3 and the number of samples at 11 kHz. Missing
values are null.
"""

import json
import pathlib
import subprocess
import tempfile

import numpy as np
import parselmouth

HERE = pathlib.Path(__file__).resolve().parent
MADE_BY = {
    "script": "test/reference/make/outliers.py",
    "parselmouth": parselmouth.VERSION,
    "praat": parselmouth.PRAAT_VERSION,
    "numpy": np.__version__,
}


def clean(values):
    return [None if not np.isfinite(v) else float(f"{v:.12g}") for v in np.asarray(values, dtype=float)]


def signals():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["node", "--import", "tsx", str(HERE / "outlier-signals.ts"), folder], check=True, cwd=HERE.parents[2])
        rates = json.loads((pathlib.Path(folder) / "signals.json").read_text())
        return {name: parselmouth.Sound(np.fromfile(pathlib.Path(folder) / f"{name}.f64"), rate) for name, rate in rates.items()}


def measures(sound):
    hz = sound.to_pitch_ac().selected_array["frequency"]
    hnr = sound.to_harmonicity_cc().values[0]
    formants = sound.to_formant_burg()
    return {
        "pitch": clean(np.where(hz > 0, hz, np.nan)),
        "harmonicity": clean(np.where(hnr == -200, np.nan, hnr)),
        "formants": [clean([formants.get_value_at_time(n, t) for t in formants.ts()]) for n in (1, 2, 3)],
        "samplesAt11kHz": sound.resample(11000).n_samples,
    }


result = {"madeBy": MADE_BY, "signals": {name: measures(sound) for name, sound in signals().items()}}
(HERE.parent / "outliers.json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
