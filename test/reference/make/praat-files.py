"""Files as Praat writes them, and what Praat reads in them, for the tests of lib/praat/files.

    pip install praat-parselmouth==0.4.7 numpy
    python test/reference/make/praat-files.py

Writes the files into test/reference/praat-files and test/reference/praat-files.json. The sound is `word` of
test/support/signals.ts, which holds noise, two vowels and silence.
"""

import json
import pathlib
import shutil
import subprocess
import tempfile

import numpy as np
import parselmouth
from parselmouth.praat import call, run

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = HERE.parent / "praat-files"
MADE_BY = {
    "script": "test/reference/make/praat-files.py",
    "parselmouth": parselmouth.VERSION,
    "praat": parselmouth.PRAAT_VERSION,
}


def word():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["node", "--import", "tsx", str(HERE / "signals.ts"), folder], check=True, cwd=HERE.parents[2])
        rate = json.loads((pathlib.Path(folder) / "signals.json").read_text())["word"]
        return parselmouth.Sound(np.fromfile(pathlib.Path(folder) / "word.f64"), rate)


def text_grid():
    """Quotes, phonetic signs, line ends and characters beyond 16 bits in texts; times with every sort of exponent."""
    grid = call("Create TextGrid", 0, 2.3, 'words "phones" empty bell Zeichen', "bell Zeichen")
    for time in (0.1 + 0.2, 1 / 3, 1.7):
        call(grid, "Insert boundary", 1, time)
    for number, text in enumerate(('say "hi"', "", "naïve ʃɪp 😀", '""'), start=1):
        call(grid, "Set interval text", 1, number, text)
    call(grid, "Insert boundary", 2, 1e-05)
    call(grid, "Set interval text", 2, 1, "two\nlines ! = <exists> 3")
    for time, text in ((1.2345678e-09, "a"), (0.5, ""), (2.2, "\\sh\\ic 日本語")):
        call(grid, "Insert point", 5, time, text)
    return grid


def tiers(grid):
    found = []
    for tier in range(1, call(grid, "Get number of tiers") + 1):
        name = call(grid, "Get tier name", tier)
        if call(grid, "Is interval tier", tier):
            count = call(grid, "Get number of intervals", tier)
            values = [
                {
                    "xmin": call(grid, "Get start point", tier, i),
                    "xmax": call(grid, "Get end point", tier, i),
                    "text": call(grid, "Get label of interval", tier, i),
                }
                for i in range(1, count + 1)
            ]
            found.append({"name": name, "intervals": values})
        else:
            count = call(grid, "Get number of points", tier)
            values = [
                {"number": call(grid, "Get time of point", tier, i), "mark": call(grid, "Get label of point", tier, i)}
                for i in range(1, count + 1)
            ]
            found.append({"name": name, "points": values})
    return {"xmin": grid.xmin, "xmax": grid.xmax, "tiers": found}


def frames(track):
    return {"xmin": track.xmin, "xmax": track.xmax, "start": track.t1, "step": track.dt, "count": track.nx}


def pitch(track):
    return {
        **frames(track),
        "ceiling": track.ceiling,
        "maxCandidates": track.max_n_candidates,
        "frames": [
            {
                "intensity": frame.intensity,
                "candidates": [[c.frequency, c.strength] for c in frame.candidates],
            }
            for frame in (track[i] for i in range(track.n_frames))
        ],
        "chosen": clean(np.where(track.selected_array["frequency"] > 0, track.selected_array["frequency"], np.nan)),
    }


def formant(track):
    return {
        **frames(track),
        "frequency": [clean(call(track, "To Matrix", n).values[0], zero_is_missing=True) for n in range(1, 6)],
        "bandwidth": [clean([track.get_bandwidth_at_time(n, t) for t in track.ts()]) for n in range(1, 6)],
    }


def contour(track):
    return {**frames(track), "values": clean(track.values[0])}


def clean(values, zero_is_missing=False):
    return [None if not np.isfinite(v) or (zero_is_missing and v == 0) else float(v) for v in values]


def save(thing, name, encoding="UTF-8"):
    run(f'Text writing preferences: "{encoding}"')
    short = name.startswith("short")
    call(thing, "Save as short text file" if short else "Save as text file", str(FOLDER / name))


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    grid = text_grid()
    save(grid, "long.TextGrid")
    save(grid, "short.TextGrid")
    save(grid, "long-utf16.TextGrid", "UTF-16")
    save(grid, "short-utf16.TextGrid", "UTF-16")
    sound = word()
    tracks = {
        "Pitch": sound.to_pitch_ac(),
        "Formant": sound.to_formant_burg(),
        "Intensity": sound.to_intensity(),
        "Harmonicity": sound.to_harmonicity_cc(),
    }
    for kind, track in tracks.items():
        save(track, f"long.{kind}")
        save(track, f"short.{kind}")
    measured = {
        "TextGrid": tiers(parselmouth.read(str(FOLDER / "long.TextGrid"))),
        "Pitch": pitch(tracks["Pitch"]),
        "Formant": formant(tracks["Formant"]),
        "Intensity": contour(tracks["Intensity"]),
        "Harmonicity": contour(tracks["Harmonicity"]),
    }
    text = json.dumps({"madeBy": MADE_BY, **measured}, separators=(",", ":"), allow_nan=False, ensure_ascii=False)
    (HERE.parent / "praat-files.json").write_text(text + "\n", encoding="utf-8")


main()
