"""Time `briefing today` from a filled store against the imports that it needs at least.

`python benchmarks/startup.py [STORE]`; without a store it makes one of the sample news. The limit: twice the baseline.
"""

from __future__ import annotations

import os
import pty
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

BASELINE = "import click, sqlite3, tomllib; from rich.console import Console; from rich.table import Table"
RUNS = 15


def demo_store(folder: Path) -> Path:
    """Make a store of the sample news in `folder`; return its path."""
    from briefing.cli.demo import open_demo

    with open_demo(folder):
        pass
    return next(path for path in folder.iterdir() if path.suffix.startswith((".sqlite", ".db")))


def milliseconds(arguments: list[str], stdout: int) -> float:
    """Return how long one run of Python with these arguments takes."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], stdout=stdout, check=True)
    return (time.perf_counter() - start) * 1000


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
        times: dict[str, list[float]] = {"baseline": [], "today in a pipe": [], "today on a terminal": []}
        threading.Thread(target=drain, args=(leader,), daemon=True).start()
        for arguments in (["-c", BASELINE], today):
            milliseconds(arguments, null_device)
        milliseconds(today, follower)
        for _ in range(RUNS):
            times["baseline"].append(milliseconds(["-c", BASELINE], null_device))
            times["today in a pipe"].append(milliseconds(today, null_device))
            times["today on a terminal"].append(milliseconds(today, follower))
    base = statistics.median(times["baseline"])
    for name, durations in times.items():
        median = statistics.median(durations)
        print(f"{name:20} {median:6.0f} ms  {median / base:4.2f} x baseline  (fastest {min(durations):.0f} ms)")


def drain(leader: int) -> None:
    """Read the output of the terminal; a full buffer would block its writers."""
    while os.read(leader, 65536):
        pass


if __name__ == "__main__":
    main()
