"""Writes ../zou.json: intervals of the difference of two correlations after Zou (2007), written out plainly.

Run with any Python 3: python test/reference/make/zou.py
"""

import json
import math
import platform
import random
from pathlib import Path

random.seed(2007)


def mover(r1, l1, u1, r2, l2, u2, c):
    """Limits of r1 - r2; c is the correlation of the two estimates."""
    lower = r1 - r2 - math.sqrt((r1 - l1) ** 2 + (u2 - r2) ** 2 - 2 * c * (r1 - l1) * (u2 - r2))
    upper = r1 - r2 + math.sqrt((u1 - r1) ** 2 + (r2 - l2) ** 2 - 2 * c * (u1 - r1) * (r2 - l2))
    return [lower, upper]


def fisher(r, n):
    half = 1.959963984540054 / math.sqrt(n - 3)
    return [math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)]


cases = []
for n in (4, 6, 12, 66, 138):
    for _ in range(6):
        first, second, c = (random.uniform(-0.95, 0.95) for _ in range(3))
        (l1, u1), (l2, u2) = fisher(first, n), fisher(second, n)
        cases.append(
            {
                "first": {"r": first, "interval": [l1, u1]},
                "second": {"r": second, "interval": [l2, u2]},
                "correlation": c,
                "interval": mover(second, l2, u2, first, l1, u1, c),
            }
        )

target = Path(__file__).parents[1] / "zou.json"
made = {"python": platform.python_version()}
target.write_text(json.dumps({"made_with": made, "cases": cases}, indent=1) + "\n")
print(f"{target.name}: {len(cases)} cases")
