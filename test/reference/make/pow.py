"""Writes ../pow.json: powers by the C library's pow, whose error is below 0.52 units in the last place (glibc).

Run with any Python: python test/reference/make/pow.py
"""

import json
import platform
import random
from pathlib import Path

random.seed(1)
pairs = []
for _ in range(150):
    pairs += [
        (10.0, random.uniform(-8, 8)),  # decibels
        (2.0, random.uniform(-4, 4)),  # semitones
        (random.uniform(0, 100), random.uniform(-20, 20)),
        (10 ** random.uniform(-300, 300), random.uniform(-1, 1)),
        (1 + random.uniform(-1e-7, 1e-7), random.uniform(-5e9, 5e9)),
        (-random.uniform(0, 9), float(random.randint(-9, 9))),
    ]
for exponent in range(-1074, 1024, 31):
    pairs.append((2.0, float(exponent)))
for exponent in range(-320, 309, 16):
    pairs.append((10.0, float(exponent)))

reference = {
    "made by": {"python": platform.python_version(), "libc": " ".join(platform.libc_ver())},
    "powers": [[x, y, x**y] for x, y in pairs],
}
out = Path(__file__).parent.parent / "pow.json"
out.write_text(json.dumps(reference, indent=None, separators=(",", ":")).replace("],[", "],\n[") + "\n")
