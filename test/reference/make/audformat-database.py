"""A small database by audformat, and what audformat says is in it (pip install audformat==1.3.1).

Run: python test/reference/make/audformat-database.py
Writes test/reference/audformat/db.yaml with its CSV tables, and test/reference/audformat.json.
"""
import json
import pathlib
import shutil

import audformat
import pandas as pd

here = pathlib.Path(__file__).parent.parent
folder = here / "audformat"
shutil.rmtree(folder, ignore_errors=True)

db = audformat.Database("small", source="made for a test", languages=["deu"], license="CC0-1.0")
db.schemes["emotion"] = audformat.Scheme(labels=["anger", "boredom", "happiness", "neutral", "irony"])
db.schemes["arousal"] = audformat.Scheme("float", minimum=0, maximum=10)
db.schemes["valence"] = audformat.Scheme("int", minimum=-3, maximum=3)
db.schemes["age"] = audformat.Scheme("int")
db.schemes["gender"] = audformat.Scheme(labels=["female", "male"])
db.schemes["confidence"] = audformat.Scheme("float", minimum=0, maximum=1)
db.schemes["transcription"] = audformat.Scheme("str", labels={"a01": 'Der "Lappen", nass', "b02": "Sie heißt Zoë."})
people = audformat.MiscTable(pd.Index(["s1", "s2"], name="speaker", dtype="string"))
db["speaker"] = people
for name, scheme, values in [("gender", "gender", ["female", "male"]), ("age", "age", [31, 47])]:
    people[name] = audformat.Column(scheme_id=scheme)
    people[name].set(values)
db.schemes["speaker"] = audformat.Scheme("str", labels="speaker")
for rater in ["anna", "ben"]:
    db.raters[rater] = audformat.Rater("human")
db.raters["vote"] = audformat.Rater("vote")
db.raters["model"] = audformat.Rater("machine")

files = ["wav/a.wav", "wav/b, ü.wav"]
db["files"] = audformat.Table(audformat.filewise_index(files))
for name, scheme, values in [("speaker", "speaker", ["s1", "s2"]), ("transcription", "transcription", ["a01", "b02"])]:
    db["files"][name] = audformat.Column(scheme_id=scheme)
    db["files"][name].set(values)

index = audformat.segmented_index(
    [files[0], files[0], files[1], files[1]],
    ["0s", "0.25s", "0s", "100.5ms"],
    ["0.25s", "0.4s", pd.NaT, "200.25ms"],
)
emotions = {
    "anna": ["anger", "neutral", "happiness", "irony"],
    "ben": ["anger", "boredom", None, "irony"],
    "model": ["boredom", "boredom", "boredom", "boredom"],
}
db["emotion"] = audformat.Table(index)
for rater, values in emotions.items():
    db["emotion"][f"emotion.{rater}"] = audformat.Column(scheme_id="emotion", rater_id=rater)
    db["emotion"][f"emotion.{rater}"].set(values)
db["emotion"]["emotion.confidence"] = audformat.Column(scheme_id="confidence", rater_id="vote")
db["emotion"]["emotion.confidence"].set([1, 0.5, 1, 1])
db["ratings"] = audformat.Table(index)
for scheme, rater, values in [
    ("arousal", "anna", [8.5, 2.5, None, 0]),
    ("arousal", "ben", [9.5, 3.25, 10, 1]),
    ("valence", "anna", [-3, 0, 3, 1]),
    ("valence", "ben", [-2, 1, 3, None]),
    ("valence", "vote", [-3, 1, 3, 1]),
]:
    db["ratings"][f"{scheme}.{rater}"] = audformat.Column(scheme_id=scheme, rater_id=rater)
    db["ratings"][f"{scheme}.{rater}"].set(values)
db.save(str(folder), storage_format="csv")

# What is in it, read back by audformat.
db = audformat.Database.load(str(folder))
labels, ratings = db["emotion"].get(), db["ratings"].get()
speaker = db["files"]["speaker"].get(index)
gender = db["files"]["speaker"].get(index, map="gender")
transcription = db["files"]["transcription"].get(index, map="transcription")
human = ["anna", "ben"]
utterances = [
    {
        "file": file,
        "start": start.total_seconds(),
        "end": None if pd.isna(end) else end.total_seconds(),
        "speaker": str(speaker.iloc[i]),
        "gender": str(gender.iloc[i]),
        "transcription": str(transcription.iloc[i]),
        "emotions": [str(labels[f"emotion.{r}"].iloc[i]) for r in human if pd.notna(labels[f"emotion.{r}"].iloc[i])],
        "arousal": float(ratings[[f"arousal.{r}" for r in human]].iloc[i].astype(float).mean()),
        "valence": float(ratings["valence.vote"].iloc[i]),
    }
    for i, (file, start, end) in enumerate(index)
]
result = {"audformat": audformat.__version__, "utterances": utterances}
(here / "audformat.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
