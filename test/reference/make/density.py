"""Kernel densities by SciPy: writes test/reference/density.json. Run when the cases change: python density.py"""
import json
from pathlib import Path

import numpy
import scipy
from scipy.stats import gaussian_kde

generator = numpy.random.default_rng(3)
generator.gamma(3.0, 0.7, 40)  # the points follow these draws
x = numpy.round(generator.normal(3, 0.7, 30), 3)
y = numpy.round(0.6 * x + generator.normal(1, 0.5, 30), 3)
grid_x = [1.5, 2.5, 3.0, 4.2]
grid_y = [1.0, 2.6, 3.5]
plane = gaussian_kde(numpy.vstack([x, y]))
points = numpy.array([[a, b] for b in grid_y for a in grid_x]).T
reference = {
    "made by": f"make/density.py, scipy {scipy.__version__}, numpy {numpy.__version__}",
    "plane": {"x": x.tolist(), "y": y.tolist(), "gridX": grid_x, "gridY": grid_y, "density": plane(points).tolist()},
}
target = Path(__file__).resolve().parent.parent / "density.json"
target.write_text(json.dumps(reference) + "\n", encoding="utf-8")
