"""Runs notebooks in order, each from top to bottom in a fresh kernel: execute.py RUNS

RUNS is a JSON list of {title, source, executed, page, parameters}: the file to run, the files to write (the executed
notebook and a page of it), and values for its parameters. Shows each cell and the bars of long steps on standard error.
Ends with 1 at the first notebook in which a cell failed; what ran until then is written all the same. While a notebook
runs, the next one's kernel starts and the last one's page is written.
"""
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import nbformat
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert import HTMLExporter
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

PROGRESS = "application/vnd.saa.progress+json"
on_terminal = sys.stderr.isatty()


def say(text, stay=False):
    """One line; with `stay`, on a terminal, one that the next line replaces."""
    if stay and not on_terminal:
        return
    sys.stderr.write(("\r\x1b[K" if on_terminal else "") + text + ("" if stay else "\n"))
    sys.stderr.flush()


def show(progress):
    """The bar of a long step, as the notebook reports it; lib/notebook/track.ts says what it holds."""
    label, done, total, seconds = (progress[key] for key in ("label", "done", "total", "seconds"))
    if progress["state"] == "running" and total:
        left = f", {done / seconds:.3g}/s, {seconds / done * (total - done):.0f} s left" if done and seconds else ""
        filled = round(24 * done / total)
        say(f"    {label} {'█' * filled}{'░' * (24 - filled)} {done}/{total}{left}", stay=True)
    elif progress["state"] != "running":
        how = "in" if progress["state"] == "done" else "stopped after"
        say(f"    {label}: {done} {how} {seconds:.1f} s")


class Client(NotebookClient):
    """nbclient that also shows the notebooks' progress bars in the terminal."""

    def process_message(self, msg, cell, cell_index):
        progress = msg["content"].get("data", {}).get(PROGRESS) if "data" in msg["content"] else None
        if progress:
            show(progress)
        return super().process_message(msg, cell, cell_index)


def heading(cell):
    first = next((line for line in cell.source.splitlines() if line.strip()), "")
    return first if len(first) <= 80 else first[:79] + "…"


def clean(notebook):
    """Takes out what would differ from run to run without meaning anything: times, ids, the bars of long steps."""
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        for name in ("execution", "papermill"):
            cell.metadata.pop(name, None)
        if cell.cell_type != "code":
            continue
        cell.outputs = [output for output in cell.outputs if PROGRESS not in output.get("data", {})]
        for output in cell.outputs:
            output.pop("transient", None)


def prepare(run):
    """The notebook of a run with a kernel of its own that is about to start."""
    notebook = nbformat.read(run["source"], as_version=4)
    if run["parameters"]:
        notebook = parameterize_notebook(load_notebook_node(run["source"]), run["parameters"])
    client = Client(notebook, kernel_name="tslab", timeout=None, record_timing=False)
    client.create_kernel_manager()
    client.start_new_kernel()
    return client


def execute(client):
    """Whether every cell ran."""
    code_cells = sum(cell.cell_type == "code" for cell in client.nb.cells)
    number = 0

    def announce(cell, cell_index):
        nonlocal number
        if cell.cell_type == "code":
            number += 1
            say(f"  [{number}/{code_cells}] {heading(cell)}", stay=True)

    client.on_cell_start = announce
    began = time.monotonic()
    try:
        client.execute()
    except CellExecutionError as error:
        say(f"  cell {number} failed: {error.ename}: {error.evalue}")
        for line in error.traceback.splitlines():
            say(f"    {line}")
        return False
    except DeadKernelError:
        say(f"  cell {number}: the kernel died (out of memory, or killed)")
        return False
    say(f"  {code_cells} cells in {time.monotonic() - began:.0f} s")
    return True


def write(notebook, run):
    clean(notebook)
    nbformat.write(notebook, run["executed"])
    exporter = HTMLExporter(require_js_url="", mathjax_url="", mermaid_js_url="", jquery_url="")
    html, _ = exporter.from_notebook_node(notebook)
    with open(run["page"], "w", encoding="utf-8") as file:
        file.write(html)


def main(runs):
    ready = prepare(runs[0])
    written = []
    complete = True
    with ThreadPoolExecutor(max_workers=1) as background:
        try:
            for run, following in zip(runs, [*runs[1:], None]):
                client, ready = ready, following and prepare(following)
                say(f"\n{run['title']}")
                complete = execute(client)
                written.append(background.submit(write, client.nb, run))
                if not complete:
                    say(f"{run['title']} failed; how far it came is in {run['executed']}")
                    break
        finally:
            if ready:
                run_sync(ready.km.shutdown_kernel)(now=True)
    for one in written:
        one.result()
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
