"""Times other programs on a WAV file, for bench/run.ts: one line of JSON per task named on standard input.

CPU seconds of this process, reading the file left out.
"""

import json
import resource
import sys

import librosa
import numpy as np
import opensmile
import parselmouth

sound = parselmouth.Sound(sys.argv[1])
rate = int(sound.sampling_frequency)
samples = sound.values[0]
windows = [
    parselmouth.Sound(samples[start * rate : (start + 4) * rate], rate)
    for start in range(0, int(sound.duration) - 3, 2)
]
smile = opensmile.Smile(opensmile.FeatureSet.eGeMAPSv02, opensmile.FeatureLevel.Functionals)


def original(sound):
    """Contours as the original study read them: one call per frame and value."""
    pitch = sound.to_pitch_ac(time_step=0.01, very_accurate=True)
    formant = sound.to_formant_burg()
    selected = pitch.selected_array
    rows = []
    for i in range(pitch.n_frames):
        time = pitch.get_time_from_frame_number(i + 1)
        row = [selected["frequency"][i], selected["strength"][i], pitch[i].intensity]
        for number in (1, 2, 3):
            row += [formant.get_value_at_time(number, time), formant.get_bandwidth_at_time(number, time)]
        rows.append(row)
    functionals = [
        (c.max(), c.min(), c.mean(), *np.percentile(c, [25, 50, 75]), c.std())
        for c in (column[np.isfinite(column) & (column != 0)] for column in np.array(rows).T)
        if len(c)
    ]
    return functionals


def contours():
    sound.to_pitch_ac()
    sound.to_intensity()
    sound.to_formant_burg()


tasks = {
    "original83": lambda: [original(window) for window in windows],
    "contours": contours,
    "egemaps": lambda: [smile.process_signal(window.values[0], rate) for window in windows],
    "mfcc": lambda: librosa.feature.mfcc(y=samples, sr=rate, n_mfcc=13, n_fft=512, hop_length=160, center=False),
}


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


tasks["mfcc"]()  # compiles on first use
versions = {"parselmouth": parselmouth.VERSION, "opensmile": opensmile.__version__, "librosa": librosa.__version__}
print(json.dumps({"versions": versions}), flush=True)
for line in sys.stdin:
    name = line.strip()
    before = cpu()
    tasks[name]()
    print(json.dumps({"task": name, "seconds": cpu() - before}), flush=True)
