"""How fast cells are answered and how much memory the kernel takes: .venv/bin/python bench/kernel_roundtrip.py [RUNS]

Prints, for a fresh kernel: memory at rest (MB, resident) before any cell, once it has loaded what it loads while it waits; the
first import cell of each notebook (seconds, and seconds of CPU); the median round trip of `1 + 1` in a warm kernel (ms, to stay
under 150); 20,000 lines printed (seconds).
"""
import json
import pathlib
import statistics
import subprocess
import sys
import time

import psutil
from jupyter_client.manager import KernelManager

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 50
FLOOD = "for (let i = 0; i < 20000; i++) console.log(i);"
folder = pathlib.Path(__file__).resolve().parent.parent / "notebooks"


class Kernel:
    def __enter__(self):
        self.manager = KernelManager(kernel_name="tslab")
        self.manager.start_kernel(cwd=str(folder), stdout=subprocess.DEVNULL)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=120)
        self.process = psutil.Process(self.manager.provisioner.process.pid)
        return self

    def __exit__(self, *_):
        self.manager.shutdown_kernel(now=True)

    def cpu(self):
        return sum(self.process.cpu_times()[:2])

    def run(self, source):
        """Seconds and seconds of CPU."""
        began, cpu = time.monotonic(), self.cpu()
        reply = self.client.execute_interactive(source, timeout=300, output_hook=lambda message: None)["content"]
        if reply["status"] != "ok":
            raise SystemExit(f"{reply['ename']}: {reply['evalue']}")
        return time.monotonic() - began, self.cpu() - cpu

    def rest(self):
        """Waits until the kernel has done nothing for 3 s; its memory in MB."""
        before, quiet = self.cpu(), 0
        while quiet < 6:
            time.sleep(0.5)
            now = self.cpu()
            quiet = quiet + 1 if now - before < 0.02 else 0
            before = now
        return self.process.memory_info().rss / 1e6


def import_cell(notebook):
    cells = json.loads(notebook.read_text())["cells"]
    return "".join(next(cell["source"] for cell in cells if cell["cell_type"] == "code"))


for notebook in sorted(folder.glob("*.ipynb")):
    with Kernel() as kernel:
        seconds, cpu = kernel.run(import_cell(notebook))
        print(f"{notebook.stem[:40]:40} first import {seconds:5.2f} s  {cpu:5.2f} s of CPU", flush=True)
with Kernel() as kernel:
    print(f"memory at rest {kernel.rest():.0f} MB", flush=True)
    kernel.run("1 + 1")
    trips = [kernel.run("1 + 1") for _ in range(RUNS)]
    wall, cpu = (statistics.median(trip[i] for trip in trips) * 1000 for i in (0, 1))
    print(f"1 + 1 {wall:.0f} ms  {cpu:.0f} ms of CPU")
    print(f"20,000 lines {kernel.run(FLOOD)[0]:.2f} s")
