"""Runs cells in a fresh kernel: JSON list of sources on standard input, JSON list of their outputs on standard output.

Entries may also be {"write": {path: text}}: the files are written before the next cell runs.
"""
import json
import pathlib
import sys

from jupyter_client.manager import KernelManager

manager = KernelManager(kernel_name="tslab")
manager.start_kernel(cwd=sys.argv[1])
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=120)
results = []
try:
    for entry in json.load(sys.stdin):
        if isinstance(entry, dict):
            for path, text in entry["write"].items():
                pathlib.Path(path).write_text(text, encoding="utf-8")
            continue
        outputs = []

        def keep(message):
            if message["msg_type"] in ("stream", "display_data", "error"):
                outputs.append({"type": message["msg_type"], **message["content"]})

        reply = client.execute_interactive(entry, timeout=300, output_hook=keep)
        results.append({"status": reply["content"]["status"], "outputs": outputs})
finally:
    manager.shutdown_kernel(now=True)
json.dump(results, sys.stdout)
