"""What Praat measures of the voices in test/support/voice-signals.ts, for the tests of lib/features.

    pip install praat-parselmouth==0.4.7 numpy
    python test/reference/make/voice.py

Writes test/reference/voice.json: pitch and harmonicity by cross-correlation, harmonicity by autocorrelation, pulses,
jitter, shimmer, the voice report, sounding stretches and syllable nuclei. Missing values are null.
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
MADE_BY = {
    "script": "test/reference/make/voice.py",
    "parselmouth": parselmouth.VERSION,
    "praat": parselmouth.PRAAT_VERSION,
    "numpy": np.__version__,
}


def clean(values, digits=9):
    return [None if not np.isfinite(v) else float(f"{v:.{digits}g}") for v in np.asarray(values, dtype=float)]


def contour(sampled, values):
    return {"start": sampled.t1, "step": sampled.dt, "values": clean(values)}


def times(points):
    return [call(points, "Get time from index", i + 1) for i in range(int(call(points, "Get number of points")))]


def harmonicity(track):
    values = track.values[0]
    return contour(track, np.where(values == -200, np.nan, values))


def speech(sound):
    """The steps of de Jong & Wempe's method in its form of 2010: 25 dB below the .99 quantile, dips of 2 dB, pauses of 0.3 s."""
    intensity = call(sound, "To Intensity", 50, 0, "yes")
    loudest = call(intensity, "Get maximum", 0, 0, "Parabolic")
    reference = call(intensity, "Get quantile", 0, 0, 0.99)
    threshold = max(reference - 25, call(intensity, "Get minimum", 0, 0, "Parabolic"))
    grid = call(intensity, "To TextGrid (silences)", reference - 25 - loudest, 0.3, 0.1, "silent", "sounding")
    sounding = [
        [call(grid, "Get start time of interval", 1, k), call(grid, "Get end time of interval", 1, k)]
        for k in range(1, int(call(grid, "Get number of intervals", 1)) + 1)
        if call(grid, "Get label of interval", 1, k) == "sounding"
    ]
    curve = call(call(intensity, "Down to Matrix"), "To Sound (slice)", 1)
    tops = times(call(curve, "To PointProcess (extrema)", 1, "yes", "no", "Sinc70"))
    peaks = [(t, call(intensity, "Get value at time", t, "Cubic")) for t in tops]
    peaks = [(t, db) for t, db in peaks if db > threshold]
    pitch = call(sound, "To Pitch (ac)", 0.02, 30, 4, "no", 0.03, 0.25, 0.01, 0.35, 0.25, 450)
    nuclei = [
        t
        for (t, db), (following, _) in zip(peaks, peaks[1:])
        if abs(db - call(intensity, "Get minimum", t, following, "None")) > 2
        and any(start <= t < end for start, end in sounding)
        and np.isfinite(call(pitch, "Get value at time", t, "Hertz", "Linear"))
    ]
    return {"sounding": sounding, "nuclei": clean(nuclei)}


def spread(values):
    values = np.asarray(values)
    return [values.mean(), values.min(), values.max(), values.max() - values.min(), values.std()]


def prosody(sound, pitch, intensity, hnr, jitter, shimmer, report, spoken):
    """The columns of lib/features/sets/prosody.ts, in order."""
    f0 = pitch.selected_array["frequency"]
    voiced = pitch.xs()[f0 > 0]
    track = sound.to_formant_burg()
    numbers = (1, 2, 3)
    f = [np.array([track.get_value_at_time(n, t) for t in voiced]) for n in numbers]
    b = [np.array([track.get_bandwidth_at_time(n, t) for t in voiced]) for n in numbers]
    loud = intensity[intensity > -300]
    harmonic = hnr[hnr != -200]
    sounding, nuclei = spoken["sounding"], spoken["nuclei"]
    pauses = [after[0] - before[1] for before, after in zip(sounding, sounding[1:])] or [0]
    row = [np.mean((sound.values[0] - sound.values[0].mean()) ** 2), *spread(f0[f0 > 0]), *spread(loud)]
    for n in range(3):
        row += [np.nanmean(f[n]), np.nanstd(f[n]), np.nanmean(b[n])]
    for n in (1, 2):
        row += [np.nanmean(f[n] / f[0]), np.nanstd(f[n] / f[0])]
    row += [100 * jitter, 100 * shimmer, harmonic.mean(), sound.duration]
    row += [100 * report["unvoiced"] / pitch.n_frames, 100 * report["breakSeconds"] / sound.duration]
    row += [max(pauses), np.mean(pauses), len(nuclei) / sound.duration]
    row += [len(nuclei) / sum(end - start for start, end in sounding)]
    row += [len(voiced), len(loud), np.isfinite(f[0] + f[1] + f[2]).sum(), len(harmonic)]
    return clean(row)


def measure(sound):
    pitch = sound.to_pitch()
    cc = sound.to_pitch_cc()
    pulses = call([sound, pitch], "To PointProcess (cc)")
    limits = (0, 0, 0.0001, 0.02, 1.3)
    report = call([sound, pitch, pulses], "Voice report", 0, 0, 75, 600, 1.3, 1.6, 0.03, 0.45)
    found = {
        "unvoiced": re.search(r"unvoiced frames: .*\((\d+) / \d+\)", report),
        "breaks": re.search(r"Number of voice breaks: (\d+)", report),
        "breakSeconds": re.search(r"Degree of voice breaks: .*\(([\d.]+) seconds /", report),
    }
    cc_f0 = cc.selected_array["frequency"]
    jitter = [call(pulses, f"Get jitter ({kind})", *limits) for kind in ("local", "local, absolute", "rap", "ppq5", "ddp")]
    shimmer = [call([sound, pulses], f"Get shimmer ({kind})", *limits, 1.6) for kind in ("local", "local_dB", "apq3", "apq5", "apq11")]
    hnr = sound.to_harmonicity_cc()
    report = {name: float(match[1]) if match else 0 for name, match in found.items()}
    spoken = speech(sound)
    row = prosody(sound, pitch, sound.to_intensity().values[0], hnr.values[0], jitter[0], shimmer[0], report, spoken)
    return {
        "pitchCc": contour(cc, np.where(cc_f0 > 0, cc_f0, np.nan)),
        "harmonicity": harmonicity(hnr),
        "harmonicityAc": harmonicity(sound.to_harmonicity_ac(periods_per_window=4.5)),
        "pulses": clean(times(pulses), 12),
        "jitter": clean(jitter),
        "shimmer": clean(shimmer),
        "report": report,
        "speech": spoken,
        "prosody": row,
    }


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["node", "--import", "tsx", str(HERE / "voice-signals.ts"), folder], check=True, cwd=HERE.parents[2])
        rates = json.loads((pathlib.Path(folder) / "signals.json").read_text())
        measured = {}
        for name, rate in rates.items():
            content = (pathlib.Path(folder) / f"{name}.f64").read_bytes()
            sound = parselmouth.Sound(np.frombuffer(content), rate)
            measured[name] = {"sha256": hashlib.sha256(content).hexdigest(), **measure(sound)}
    text = json.dumps({"madeBy": MADE_BY, "signals": measured}, separators=(",", ":"), allow_nan=False)
    (HERE.parent / "voice.json").write_text(text + "\n")


main()
