"""Writes ../onnx-export.json: what Python's onnxruntime predicts by the exported models ../onnx/*.onnx from ../onnx/rows.json.

With onnx 1.23, onnxruntime 1.30 and numpy, after onnx-export.ts: python test/reference/make/onnx-export.py
The files are checked by onnx.checker, shapes included; NaN is null.
"""

import json
import math
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

folder = Path(__file__).parents[1] / "onnx"
rows = json.loads((folder / "rows.json").read_text())
width = len(rows["features"])
x = np.array([math.nan if v is None else v for v in rows["values"]]).reshape(-1, width)

models = {}
for file in sorted(folder.glob("*.onnx")):
    model = onnx.load(file)
    onnx.checker.check_model(model, full_check=True)
    metadata = {entry.key: entry.value for entry in model.metadata_props}
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    assert json.loads(metadata["columns"]) == rows["features"]
    (predicted,) = session.run([metadata["target"]], {"features": x})
    assert predicted.shape == (len(x),)
    models[file.stem] = [None if math.isnan(v) else float(v) for v in predicted]

out = folder.parent / "onnx-export.json"
made = {"onnx": onnx.__version__, "onnxruntime": onnxruntime.__version__, "numpy": np.__version__}
out.write_text(json.dumps({"made by": made, "models": models}) + "\n")
