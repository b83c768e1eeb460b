"""Writes test/reference/spectral.json: short signals, and their spectral descriptors, log-mel bands and MFCC by librosa.

Run with librosa (brings numpy and scipy):  python test/reference/make/spectral.py
"""

import base64
import json
import pathlib

import librosa
import numpy as np
import scipy

rng = np.random.default_rng(3)


def voice(rate, seconds):
    """Gliding harmonics with two resonances, a pause of faint noise in the middle, an offset; 16-bit."""
    t = np.arange(int(rate * seconds)) / rate
    f0 = 120 + 80 * t / seconds
    phase = 2 * np.pi * np.cumsum(f0) / rate
    y = np.zeros_like(t)
    for k in range(1, 30):
        hz = k * f0
        y += np.where(hz < 0.45 * rate, np.sin(k * phase) / (1 + ((hz - 700) / 300) ** 2) + 0.3 * np.sin(k * phase) / k, 0)
    y *= 0.1 * (np.abs(t / seconds - 0.5) > 0.1)
    y += 0.001 * rng.standard_normal(len(t)) + 0.01
    return np.round(y * 32768).astype("<i2")


def listed(values):
    """Ten digits are more than any tolerance here."""
    return [[float(f"{v:.10g}") for v in row] for row in np.atleast_2d(values)]


def cepstra(rate, pcm, n_fft, win_length, hop, settings):
    """librosa's log-mel, MFCC and deltas; where n_fft is longer, librosa puts half of the zeros before the window."""
    y = pcm / 32768
    before = (n_fft - win_length) // 2
    y = np.concatenate([np.zeros(before), y, np.zeros(n_fft - win_length - before)])
    common = dict(sr=rate, n_fft=n_fft, win_length=win_length, hop_length=hop, center=False, window="hann", power=2.0)
    mel = librosa.power_to_db(librosa.feature.melspectrogram(y=y, **common, **settings), ref=1.0, amin=1e-10, top_db=80)
    mfcc = librosa.feature.mfcc(y=y, n_mfcc=13, dct_type=2, norm="ortho", lifter=0, **common, **settings)
    return {
        "sampleRate": rate, "samples": base64.b64encode(pcm.tobytes()).decode(),
        "windowLength": win_length / rate, "timeStep": hop / rate,
        "bands": settings["n_mels"], "low": settings["fmin"], "high": settings["fmax"],
        "logMel": listed(mel), "mfcc": listed(mfcc), "delta": listed(librosa.feature.delta(mfcc, width=9)),
    }  # fmt: skip


def descriptors(pcm, rate=16000, n=512, hop=160):
    """Contours without offset, by librosa where it has them, and their functionals by NumPy."""
    y = pcm / 32768
    y = y - y.mean()
    frames = librosa.util.frame(y, frame_length=n, hop_length=hop)
    amplitude = np.abs(librosa.stft(y, n_fft=n, hop_length=hop, center=False, window="hann"))
    unit = amplitude / np.linalg.norm(amplitude, axis=0)
    mfcc = librosa.feature.mfcc(y=y, sr=rate, n_mfcc=13, n_fft=n, hop_length=hop, center=False, n_mels=40)
    contours = np.vstack([
        librosa.feature.spectral_centroid(S=amplitude, sr=rate, n_fft=n),
        librosa.feature.spectral_bandwidth(S=amplitude, sr=rate, n_fft=n),
        librosa.feature.spectral_rolloff(S=amplitude, sr=rate, n_fft=n, roll_percent=0.85),
        librosa.feature.spectral_flatness(S=amplitude),
        np.concatenate([[np.nan], np.linalg.norm(np.diff(unit, axis=1), axis=0)]),  # librosa has no flux of this kind
        librosa.zero_crossings(frames, axis=0, pad=False).sum(axis=0) / ((n - 1) / rate),
        20 * np.log10(librosa.feature.rms(y=y, frame_length=n, hop_length=hop, center=False, dtype=np.float64)),
        mfcc, librosa.feature.delta(mfcc, width=9) * (rate / hop),
    ])  # fmt: skip
    row = np.column_stack([
        np.nanmean(contours, axis=1), np.nanstd(contours, axis=1),
        np.nanpercentile(contours, 20, axis=1), np.nanpercentile(contours, 80, axis=1),
    ]).ravel()  # fmt: skip
    contours = [[None if np.isnan(v) else v for v in row] for row in listed(contours[:7])]
    return {"samples": base64.b64encode(pcm.tobytes()).decode(), "contours": contours, "row": listed(row)[0]}


cases = [
    cepstra(16000, voice(16000, 0.25), 512, 512, 160, dict(n_mels=40, fmin=0, fmax=8000)),
    cepstra(44100, voice(44100, 0.15), 2048, 1411, 441, dict(n_mels=26, fmin=20, fmax=8000)),
    cepstra(8000, voice(8000, 0.4), 256, 256, 80, dict(n_mels=20, fmin=0, fmax=4000)),
]
made = {"librosa": librosa.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
out = pathlib.Path(__file__).parent.parent / "spectral.json"
document = {"madeWith": made, "cepstra": cases, "descriptors": descriptors(voice(16000, 0.4))}
out.write_text(json.dumps(document, separators=(",", ":")) + "\n")
