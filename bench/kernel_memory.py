"""Memory of the kernel while one training cell is run 200 times: .venv/bin/python bench/kernel_memory.py

Prints the resident memory (MB) and the mean time of a run after every 20; from run 20 on it is to stay within 10 %. Programs
that the compiler keeps and what training does not release would both show.
"""
import pathlib
import time

import psutil
from jupyter_client.manager import KernelManager

IMPORT = """
import { trainMlpClassifiers } from './lib/models/networks/mlp-classifier';
import { random } from './lib/stats/random';
const generator = random(1);
const rows = { features: ['a', 'b', 'c'], values: Float64Array.from({ length: 1200 }, () => generator.next()) };
const targets = Float64Array.from({ length: 400 }, (_, i) => (rows.values[3 * i] > 0.5 ? 1 : 0));
"""
TRAIN = "const [model] = await trainMlpClassifiers([{ rows, targets }], ['no', 'yes'], { seed: 1, maxEpochs: 5 });\nmodel.layers.length"

root = pathlib.Path(__file__).resolve().parent.parent
manager = KernelManager(kernel_name="tslab")
manager.start_kernel(cwd=str(root))
client = manager.client()
client.start_channels()
try:
    client.wait_for_ready(timeout=120)

    def run(source):
        reply = client.execute_interactive(source, timeout=300, output_hook=lambda message: None)["content"]
        if reply["status"] != "ok":
            raise SystemExit(f"{reply['ename']}: {reply['evalue']}")

    run(IMPORT)
    kernel = psutil.Process(manager.provisioner.process.pid)
    began = time.monotonic()
    for i in range(1, 201):
        run(TRAIN)
        if i % 20 == 0:
            seconds = (time.monotonic() - began) / 20
            print(f"{i:4} runs  {kernel.memory_info().rss / 1e6:6.0f} MB  {seconds:.2f} s each", flush=True)
            began = time.monotonic()
finally:
    manager.shutdown_kernel(now=True)
