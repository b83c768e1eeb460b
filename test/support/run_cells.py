"""Runs cells in a fresh kernel: JSON list of steps on standard input, JSON list of what came back on standard output.

run_cells.py FOLDER [KERNEL]: the kernel starts in FOLDER; KERNEL is "tslab" unless given. A step is one of
  "source"                                   run a cell, wait for its answer
  {"write": {path: text}}                    write files; gives no result
  {"wait": seconds}                          do nothing; gives no result
  {"burst": [source, …]}                     send cells without waiting; a list of results
  {"interrupt": source}                      run a cell and interrupt it at its first output
  {"complete": source} {"inspect": source}   ask at the place marked by | in the source
  {"memory": true}                           resident memory of the kernel, bytes
"""
import json
import pathlib
import subprocess
import sys
import threading
import time

import psutil
from jupyter_client.manager import KernelManager

SHOWN = ("stream", "display_data", "error")


def cursor(marked):
    at = marked.index("|")
    return {"code": marked[:at] + marked[at + 1:], "cursor_pos": at}


class Session:
    def __init__(self, folder, kernel):
        self.manager = KernelManager(kernel_name=kernel)
        # Node would make a shared pipe non-blocking, and what is printed at the end here be cut off.
        self.manager.start_kernel(cwd=folder, stdout=subprocess.DEVNULL)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=120)

    def cell(self, source, on_output=lambda: None):
        outputs = []

        def keep(message):
            if message["msg_type"] in SHOWN:
                outputs.append({"type": message["msg_type"], **message["content"]})
                on_output()

        began = time.monotonic()
        reply = self.client.execute_interactive(source, timeout=300, output_hook=keep)
        seconds = time.monotonic() - began
        return {"status": reply["content"]["status"], "seconds": seconds, "outputs": outputs}

    def burst(self, sources):
        ids = [self.client.execute(source) for source in sources]
        statuses = {}
        while len(statuses) < len(ids):
            reply = self.client.get_shell_msg(timeout=60)
            if reply["msg_type"] == "execute_reply":
                statuses[reply["parent_header"]["msg_id"]] = reply["content"]["status"]
        return [{"status": statuses[one], "outputs": []} for one in ids]

    def interrupted(self, source):
        """Interrupts once, soon after the cell's first output, or after 1 s where computing holds that back. Not at once:
        Node loses a signal in the instant in which a script stops computing and begins to await. Seconds are from the
        interrupt to the answer."""
        shown, began = threading.Event(), []

        def interrupt():
            shown.wait(1)
            time.sleep(0.3)
            began.append(time.monotonic())
            self.manager.interrupt_kernel()

        thread = threading.Thread(target=interrupt, daemon=True)
        thread.start()
        result = self.cell(source, shown.set)
        thread.join()
        return {**result, "seconds": time.monotonic() - began[0]}

    def ask(self, question, marked):
        getattr(self.client, question)(**cursor(marked))
        return self.client.get_shell_msg(timeout=60)["content"]

    def memory(self):
        return psutil.Process(self.manager.provisioner.process.pid).memory_info().rss

    def step(self, entry):
        if isinstance(entry, str):
            return self.cell(entry)
        if "burst" in entry:
            return self.burst(entry["burst"])
        if "interrupt" in entry:
            return self.interrupted(entry["interrupt"])
        if "memory" in entry:
            return self.memory()
        question = "complete" if "complete" in entry else "inspect"
        return self.ask(question, entry[question])


session = Session(*(sys.argv[1:] + ["tslab"])[:2])
results = []
try:
    for entry in json.load(sys.stdin):
        if isinstance(entry, dict) and "write" in entry:
            for path, text in entry["write"].items():
                pathlib.Path(path).write_text(text, encoding="utf-8")
        elif isinstance(entry, dict) and "wait" in entry:
            time.sleep(entry["wait"])
        else:
            results.append(session.step(entry))
finally:
    session.manager.shutdown_kernel(now=True)
json.dump(results, sys.stdout)
