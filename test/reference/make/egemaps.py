"""Writes ../egemaps.json: what openSMILE measures in the signals of test/support/signals.ts at 16 kHz.

Run in the repository with any Python that has opensmile: python test/reference/make/egemaps.py
"""

import json
import pathlib
import subprocess
import tempfile

import numpy as np
import opensmile

HERE = pathlib.Path(__file__).parent


def rounded(values):
    return [float(f"{v:.7g}") for v in values]


smile = opensmile.Smile(opensmile.FeatureSet.eGeMAPSv02, opensmile.FeatureLevel.Functionals)
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    subprocess.run(["node", "--import", "tsx", HERE / "signals.ts", folder], check=True)
    rates = json.loads((folder / "signals.json").read_text())
    signals = {
        name: rounded(smile.process_signal(np.fromfile(folder / f"{name}.f64").astype("f4"), rate).values[0])
        for name, rate in rates.items()
    }

reference = {
    "tool": f"openSMILE through opensmile-python {opensmile.__version__}, eGeMAPSv02, functionals",
    "names": smile.feature_names,
    "signals": signals,
}
(HERE.parent / "egemaps.json").write_text(json.dumps(reference) + "\n")
