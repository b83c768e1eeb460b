"""Runs notebooks in order, each from top to bottom in a fresh kernel: execute.py RUNS

RUNS is a JSON list of {title, source, executed, page, parameters}: the file to run, the files to write (the executed
notebook and a page of it), and values for its parameters. Shows each cell and the bars of long steps on standard error.
Ends with 1 at the first notebook in which a cell failed, or when it is interrupted; what ran until then is written all
the same.

Two notebooks run side by side where that changes nothing. The cells up to a notebook's parameters load code alone, so
they run at once; the others wait until the notebook before has run its cell tagged "stored", after which it neither
measures nor writes what another reads (without such a cell: until it has ended). What the second has to say is held back
until the first has ended, and if the first fails, the second is as if it had never begun.
"""
import asyncio
import json
import os
import signal
import sys
import time
from contextlib import asynccontextmanager

# Nothing is imported that the first kernel would have to wait for. jsonschema takes two seconds to build a grammar of web
# addresses, which no notebook needs; what only some runs or the end of a notebook need is imported there.
sys.modules["rfc3987_syntax"] = None

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

PROGRESS = "application/vnd.saa.progress+json"
AT_ONCE = 2
on_terminal = sys.stderr.isatty()


class Lines:
    """What one notebook has to say: shown at once while it is in front, held back before."""

    def __init__(self):
        self.in_front = False
        self.held = []

    def say(self, text, stay=False):
        """One line; with `stay`, on a terminal, one that the next line replaces."""
        if stay and not on_terminal:
            return
        line = ("\r\x1b[K" if on_terminal else "") + text + ("" if stay else "\n")
        if self.in_front:
            sys.stderr.write(line)
            sys.stderr.flush()
        else:
            self.held.append(line)

    def come_to_front(self):
        self.in_front = True
        sys.stderr.write("".join(self.held))
        sys.stderr.flush()

    def show(self, bar):
        """The bar of a long step: the outermost, where several are open."""
        text = bar["text/plain"].split("\n")[0]
        self.say(f"    {text}", stay=bar[PROGRESS]["state"] == "running")


class Client(NotebookClient):
    """nbclient that also shows the notebooks' progress bars, and leaves signals to `main`, which has several of it."""

    def __init__(self, notebook, folder, lines):
        # Files are relative to the notebook, as in JupyterLab.
        resources = {"metadata": {"path": folder}}
        super().__init__(notebook, kernel_name="tslab", timeout=None, record_timing=False, resources=resources)
        self.lines = lines
        self.at_once = False  # whether the kernel is to end without a last word

    def process_message(self, msg, cell, cell_index):
        data = msg["content"].get("data", {})
        if PROGRESS in data:
            self.lines.show(data)
        return super().process_message(msg, cell, cell_index)

    @asynccontextmanager
    async def async_setup_kernel(self):
        self.create_kernel_manager()
        try:
            await self.async_start_new_kernel()
            await self.async_start_new_kernel_client()
            yield
        finally:
            now = self.at_once or not await self.km.is_alive()
            await self.km.shutdown_kernel(now=now)
            if self.kc:
                self.kc.stop_channels()


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


def with_parameters(run):
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    return parameterize_notebook(load_notebook_node(run["source"]), run["parameters"])


def last_tagged(notebook, *tags):
    """Index of the last cell with one of these tags, or None."""
    return max((i for i, cell in enumerate(notebook.cells) if {*tags} & {*cell.metadata.get("tags", [])}), default=None)


def write(notebook, run):
    from as_html import as_html

    clean(notebook)
    nbformat.write(notebook, run["executed"])
    with open(run["page"], "w", encoding="utf-8") as file:
        file.write(as_html(notebook))


class Execution:
    """A notebook on its way. It reads the files of `before`; `stored` is set once its own are there."""

    def __init__(self, run, before):
        self.run, self.before = run, before
        plain = not run["parameters"]
        self.notebook = nbformat.read(run["source"], as_version=4) if plain else with_parameters(run)
        self.lines = Lines()
        self.lines.say(f"\n{run['title']}")
        self.client = Client(self.notebook, os.path.dirname(run["source"]), self.lines)
        self.stored = asyncio.Event()
        self.stopped = False

    def begin(self, room):
        self.task = asyncio.create_task(self.complete(room))

    def stop(self):
        """Ends it where it is, and its kernel at once."""
        if not self.stopped:
            self.stopped = True
            self.client.at_once = True
            self.task.cancel()

    async def complete(self, room):
        """Whether every cell ran."""
        say = self.lines.say
        code_cells = sum(cell.cell_type == "code" for cell in self.notebook.cells)
        parameters = last_tagged(self.notebook, "parameters", "injected-parameters")
        stored = last_tagged(self.notebook, "stored")
        number = 0
        waited = 0

        async def announce(cell, cell_index):
            nonlocal number, waited
            if stored is not None and cell_index > stored:
                self.stored.set()
            needs_files = self.before and (parameters is None or cell_index > parameters)
            if needs_files and not self.before.stored.is_set():
                began = time.monotonic()
                room.release()  # another may load its code meanwhile
                try:
                    await self.before.stored.wait()
                finally:
                    await room.acquire()
                waited += time.monotonic() - began
            if cell.cell_type == "code":
                number += 1
                say(f"  [{number}/{code_cells}] {heading(cell)}", stay=True)

        self.client.on_cell_start = announce
        try:
            async with room:
                began = time.monotonic()
                await self.client.async_execute()
                say(f"  {code_cells} cells in {time.monotonic() - began - waited:.0f} s")
        except CellExecutionError as error:
            say(f"  cell {number} failed: {error.ename}: {error.evalue}")
            for line in error.traceback.splitlines():
                say(f"    {line}")
            return False
        except (DeadKernelError, asyncio.CancelledError):  # nbclient makes the one of the other while a cell runs
            say(f"  cell {number}: {'interrupted' if self.stopped else 'the kernel died (out of memory, or killed)'}")
            return False
        self.stored.set()
        return True


async def main(runs):
    executions = []
    for run in runs:
        executions.append(Execution(run, executions[-1] if executions else None))

    def stop():
        for execution in executions:
            execution.stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    room = asyncio.Semaphore(AT_ONCE)
    for execution in executions:
        execution.begin(room)
    written = []
    try:
        for execution in executions:
            execution.lines.come_to_front()
            complete = await execution.task
            run = execution.run
            written.append(asyncio.create_task(asyncio.to_thread(write, execution.notebook, run)))
            if not complete:
                execution.lines.say(f"{run['title']} failed; how far it came is in {run['executed']}")
                break
    finally:
        stop()
        await asyncio.gather(*(execution.task for execution in executions), return_exceptions=True)
    await asyncio.gather(*written)
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main(json.loads(sys.argv[1]))))
