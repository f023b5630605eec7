"""Time `briefing today` from a filled store against the imports that it needs at least.

`python benchmarks/startup.py [STORE]`; without a store it makes one of the sample news. The limit: twice the baseline.
"""

from __future__ import annotations

import os
import pty
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

BASELINE = "import click, sqlite3, tomllib; from rich.console import Console; from rich.table import Table"
RUNS = 15


def demo_store(folder: Path) -> Path:
    """Make a store of the sample news in `folder`; return its path."""
    from briefing.cli.demo import open_demo

    with open_demo(folder):
        pass
    return next(path for path in folder.iterdir() if path.suffix.startswith((".sqlite", ".db")))


class Duration(NamedTuple):
    """How long one run took, in milliseconds."""

    wall: float
    cpu: float
    """User and system time of the process; steadier than `wall` on a busy machine."""


def run_python(arguments: list[str], stdout: int) -> Duration:
    """Run Python with these arguments; return how long it took."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], stdout=stdout, check=True)
    after, end = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Duration((end - start) * 1000, cpu * 1000)


def main() -> None:
    """Time the baseline and `briefing today` in turn, in a pipe and on a terminal, and print medians."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(sys.argv[1]) if len(sys.argv) > 1 else demo_store(Path(folder))
        os.environ.setdefault("BRIEFING_NOW", "2026-01-15T18:30Z")
        # Keep compiled modules, as in an installed package, even if this shell disables them.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
        today = ["-m", "briefing", "today", "--store", str(store)]
        leader, follower = pty.openpty()
        null_device = os.open(os.devnull, os.O_WRONLY)
        times: dict[str, list[Duration]] = {"baseline": [], "today in a pipe": [], "today on a terminal": []}
        threading.Thread(target=drain, args=(leader,), daemon=True).start()
        for arguments in (["-c", BASELINE], today):
            run_python(arguments, null_device)
        run_python(today, follower)
        for _ in range(RUNS):
            times["baseline"].append(run_python(["-c", BASELINE], null_device))
            times["today in a pipe"].append(run_python(today, null_device))
            times["today on a terminal"].append(run_python(today, follower))
    wall, cpu = (statistics.median(values) for values in zip(*times["baseline"], strict=True))
    for name, durations in times.items():
        its_wall, its_cpu = (statistics.median(values) for values in zip(*durations, strict=True))
        print(
            f"{name:20} {its_wall:6.0f} ms, {its_wall / wall:4.2f} x baseline;"
            f"  CPU {its_cpu:6.0f} ms, {its_cpu / cpu:4.2f} x baseline"
        )


def drain(leader: int) -> None:
    """Read the output of the terminal; a full buffer would block its writers."""
    while os.read(leader, 65536):
        pass


if __name__ == "__main__":
    main()
