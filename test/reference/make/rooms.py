"""Writes ../rooms.json: impulse responses of shoebox rooms by the image method, written from the formula of Allen and Berkley
(1979) over arrays of image positions, with Hann-windowed sinc pulses (Peterson 1986).

Run with any Python that has numpy: python test/reference/make/rooms.py
"""

import json
from itertools import product
from pathlib import Path

import numpy as np

SPEED, HALF = 343.0, 0.004


def response(size, source, microphone, reverberation, rate):
    size, source, microphone = map(np.array, (size, source, microphone))
    volume = size.prod()
    surface = 2 * (size[0] * size[1] + size[1] * size[2] + size[0] * size[2])
    reflection = np.sqrt(1 - 24 * np.log(10) * volume / (SPEED * surface * reverberation))
    n = int(np.ceil(reverberation * rate))
    result = np.zeros(n)
    reach = np.ceil(reverberation * SPEED / (2 * size)).astype(int)
    cells = np.array(list(product(*[range(-r, r + 1) for r in reach])))
    time = np.arange(n)
    for mirror in product((0, 1), repeat=3):
        m = np.array(mirror)
        image = (1 - 2 * m) * source + 2 * cells * size
        distance = np.linalg.norm(image - microphone, axis=1)
        bounces = np.abs(cells - m).sum(axis=1) + np.abs(cells).sum(axis=1)
        gain = reflection**bounces / (4 * np.pi * distance)
        for at, g in zip(distance / SPEED * rate, gain):
            t = time - at
            near = np.abs(t) <= HALF * rate
            result[near] += g * np.sinc(t[near]) * 0.5 * (1 + np.cos(np.pi * t[near] / (HALF * rate)))
    return result


rooms = []
for size, source, microphone, reverberation in [
    ([3.0, 2.5, 2.4], [1.0, 1.2, 1.5], [2.2, 1.7, 1.1], 0.1),
    ([4.0, 5.0, 2.7], [1.5, 3.2, 1.6], [2.5, 1.1, 1.2], 0.15),
]:
    values = response(size, source, microphone, reverberation, 4000)
    rooms.append(
        {
            "size": size,
            "source": source,
            "microphone": microphone,
            "reverberation": reverberation,
            "sampleRate": 4000,
            "response": [float(f"{x:.9g}") for x in values],
        }
    )
out = Path(__file__).parent.parent / "rooms.json"
out.write_text(json.dumps({"made by": {"numpy": np.__version__}, "rooms": rooms}) + "\n")
