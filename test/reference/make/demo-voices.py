"""Writes ../demo-voices.json: what Praat measures in the signals of test/support/demo-voices.ts.

Run in the repository with any Python that has praat-parselmouth: python test/reference/make/demo-voices.py
"""

import hashlib
import json
import math
import pathlib
import subprocess
import tempfile

import numpy as np
import parselmouth

HERE = pathlib.Path(__file__).parent


def number(value, digits):
    return None if math.isnan(value) else round(float(value), digits)


def measure(path):
    kind, name = path.stem.split(" ", 1)
    sound = parselmouth.Sound(str(path))
    pitch = sound.to_pitch_ac(time_step=0.01, very_accurate=True)
    f0 = pitch.selected_array["frequency"]
    # Five formants lie below 5000 Hz in a tract of 17 cm, below 5500 Hz in a woman's (Praat's manual, "Sound: To Formant (burg)...").
    formant = sound.to_formant_burg(maximum_formant=5500 if "woman" in name else 5000)
    at = [[formant.get_value_at_time(k, t) for t in pitch.xs()] for k in (1, 2, 3)]
    measured = {"name": name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    if kind == "vowel":
        return measured | {
            "f0": round(float(np.median(f0[f0 > 0])), 3),
            "formants": [round(float(np.nanmedian(track)), 1) for track in at],
        }
    return measured | {
        "start": float(pitch.x1),
        "step": float(pitch.dx),
        "f0": [round(float(hz), 2) for hz in f0],
        "formants": [[number(hz, 1) for hz in track] for track in at],
    }


with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["npx", "tsx", HERE / "demo-voices.ts", folder], check=True)
    cases = [measure(path) for path in sorted(pathlib.Path(folder).glob("*.wav"))]

reference = {
    "tool": f"Praat {parselmouth.PRAAT_VERSION} through praat-parselmouth {parselmouth.__version__}",
    "settings": "to_pitch_ac(time_step=0.01, very_accurate=True); to_formant_burg(maximum_formant=5000, women's utterances 5500) at the pitch frames' times",
    "voices": cases,
}
(HERE.parent / "demo-voices.json").write_text(json.dumps(reference) + "\n")
