"""What Praat measures in the signals of test/support/signals.ts, for the tests of lib/features and lib/audio.

    pip install praat-parselmouth==0.4.7 numpy
    python test/reference/make/praat.py

Writes pitch, intensity, formants, resample and original83 .json into test/reference. Missing values are null.
"""

import json
import pathlib
import subprocess
import tempfile

import numpy as np
import parselmouth

HERE = pathlib.Path(__file__).resolve().parent
MADE_BY = {
    "script": "test/reference/make/praat.py",
    "parselmouth": parselmouth.VERSION,
    "praat": parselmouth.PRAAT_VERSION,
    "numpy": np.__version__,
}


def clean(values, digits=9):
    return [None if not np.isfinite(v) else float(f"{v:.{digits}g}") for v in np.asarray(values, dtype=float)]


def signals():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["node", "--import", "tsx", str(HERE / "signals.ts"), folder], check=True, cwd=HERE.parents[2])
        rates = json.loads((pathlib.Path(folder) / "signals.json").read_text())
        return {
            name: parselmouth.Sound(np.fromfile(pathlib.Path(folder) / f"{name}.f64"), rate) for name, rate in rates.items()
        }


def pitch(sound, **settings):
    track = sound.to_pitch_ac(**settings)
    selected = track.selected_array
    voiced = selected["frequency"] > 0
    return {
        "start": track.t1,
        "step": track.dt,
        "values": clean(np.where(voiced, selected["frequency"], np.nan)),
        "strength": clean(np.where(voiced, selected["strength"], np.nan)),
        "intensity": clean([track[i].intensity for i in range(track.n_frames)]),
    }


def formants(sound):
    track = sound.to_formant_burg()
    times = track.ts()
    number = range(1, 6)
    return {
        "start": track.t1,
        "step": track.dt,
        "frequency": [clean([track.get_value_at_time(n, t) for t in times]) for n in number],
        "bandwidth": [clean([track.get_bandwidth_at_time(n, t) for t in times]) for n in number],
    }


def intensity(sound):
    contour = sound.to_intensity()
    return {"start": contour.t1, "step": contour.dt, "values": clean(contour.values[0])}


def resample(sound):
    result = {}
    for rate in (11000, 8000, 22050):
        values = sound.resample(rate, 50).values[0]
        result[str(rate)] = {"length": len(values), "every": 41, "values": clean(values[::41])}
    return result


def original83(sound):
    """The columns in order, from the contours as Praat gives them; values that Praat cannot give are left out."""
    track = sound.to_pitch_ac(time_step=0.01, very_accurate=True)
    formant = sound.to_formant_burg()
    times = track.ts()
    f0 = track.selected_array["frequency"]
    strength = track.selected_array["strength"]
    contours = [f0, [track[i].intensity for i in range(track.n_frames)]]
    for n in (1, 2, 3):
        contours.append([formant.get_value_at_time(n, t) for t in times])
        contours.append([formant.get_bandwidth_at_time(n, t) for t in times])
    contours = [np.array(c, dtype=float) for c in contours]
    f1, f2, f3 = contours[2], contours[4], contours[6]
    contours += [f2 / (f1 + 1), f3 / (f1 + 1)]
    row = []
    for c in contours:
        c = c[np.isfinite(c) & (c != 0)]
        row += [c.max(), c.min(), c.max() - c.min(), c.mean(), *np.percentile(c, [50, 25, 75]), c.std()]
    for values in (1 / f0[f0 > 0], strength[f0 > 0]):
        row.append(100 * np.abs(np.diff(values)).mean() / values.mean())
    row.append(sound.duration)
    return clean(row)


def main():
    measured = {name: {} for name in ("pitch", "formants", "intensity", "resample", "original83")}
    for name, sound in signals().items():
        measured["pitch"][name] = {"standard": pitch(sound), "veryAccurate": pitch(sound, very_accurate=True)}
        measured["formants"][name] = formants(sound)
        measured["intensity"][name] = intensity(sound)
        measured["resample"][name] = resample(sound)
        measured["original83"][name] = original83(sound)
    for what, values in measured.items():
        text = json.dumps({"madeBy": MADE_BY, "signals": values}, separators=(",", ":"), allow_nan=False)
        (HERE.parent / f"{what}.json").write_text(text + "\n")


main()
