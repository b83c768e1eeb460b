"""What Praat and librosa measure, frame by frame, for scripts/verify/contours.ts.

Reads lines "rate path" on standard input, path being raw little-endian doubles, and answers each with a line of JSON.
Measures with what is installed of praat-parselmouth and librosa; missing values are null.
"""

import json
import sys

import numpy as np

try:
    import parselmouth
    from parselmouth.praat import call
except ImportError:
    parselmouth = None
try:
    import librosa
except ImportError:
    librosa = None


def listed(values):
    return [float(v) if np.isfinite(v) else None for v in np.asarray(values, dtype=float).ravel()]


def praat(samples, rate):
    """Every contour by the standard settings; of formants the first three."""
    sound = parselmouth.Sound(samples, rate)
    pitch = sound.to_pitch_ac()
    hz = pitch.selected_array["frequency"]
    formant = sound.to_formant_burg()
    hnr = sound.to_harmonicity_cc().values[0]
    pulses = call([sound, pitch], "To PointProcess (cc)")
    return {
        "pitch": listed(np.where(hz > 0, hz, np.nan)),
        "frequency": [listed([formant.get_value_at_time(n, t) for t in formant.ts()]) for n in (1, 2, 3)],
        "bandwidth": [listed([formant.get_bandwidth_at_time(n, t) for t in formant.ts()]) for n in (1, 2, 3)],
        "intensity": listed(sound.to_intensity().values[0]),
        "hnr": listed(np.where(hnr == -200, np.nan, hnr)),
        "jitter": listed([call(pulses, "Get jitter (local)", 0, 0, 1e-4, 0.02, 1.3)])[0],
        "shimmer": listed([call([sound, pulses], "Get shimmer (local)", 0, 0, 1e-4, 0.02, 1.3, 1.6)])[0],
    }


def cepstra(samples, rate):
    """40 log-mel bands and 13 MFCC of frames of 512 samples, 10 ms apart; coefficient by coefficient, as everywhere here."""
    common = dict(y=samples, sr=rate, n_fft=512, hop_length=round(rate / 100), center=False, n_mels=40)
    mel = librosa.power_to_db(librosa.feature.melspectrogram(**common), ref=1.0, amin=1e-10, top_db=80)
    return {"logMel": listed(mel), "mfcc": listed(librosa.feature.mfcc(n_mfcc=13, **common))}


versions = {}
if parselmouth:
    versions["praat"] = parselmouth.PRAAT_VERSION
if librosa:
    versions["librosa"] = librosa.__version__
print(json.dumps(versions), flush=True)
for line in sys.stdin:
    rate, path = line.rstrip("\n").split(" ", 1)
    samples = np.fromfile(path)
    answer = {}
    if parselmouth:
        answer.update(praat(samples, float(rate)))
    if librosa:
        answer.update(cepstra(samples, int(rate)))
    print(json.dumps(answer), flush=True)
