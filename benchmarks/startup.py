"""How long `briefing today` takes from a filled store, against the imports it cannot do without.

Run it as `python benchmarks/startup.py [STORE]`; without a store it makes one of the sample news. The aim is at most
twice the baseline.
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
    """Make a store of the sample news in `folder`."""
    from briefing.cli.demo import open_demo

    with open_demo(folder):
        pass
    return next(path for path in folder.iterdir() if path.suffix.startswith((".sqlite", ".db")))


def once(words: list[str], stdout: int) -> float:
    """Milliseconds that one run of Python with these words takes."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], stdout=stdout, check=True)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Time the baseline and `briefing today` by turns, in a pipe and on a terminal, and print medians."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(sys.argv[1]) if len(sys.argv) > 1 else demo_store(Path(folder))
        os.environ.setdefault("BRIEFING_NOW", "2026-01-15T18:30Z")
        # Compiled modules are kept as in an installed package, whatever this shell says about them.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
        today = ["-m", "briefing", "today", "--store", str(store)]
        leader, follower = pty.openpty()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        times: dict[str, list[float]] = {"baseline": [], "today in a pipe": [], "today on a terminal": []}
        threading.Thread(target=drain, args=(leader,), daemon=True).start()
        for words in (["-c", BASELINE], today):
            once(words, nowhere)
        once(today, follower)
        for _ in range(RUNS):
            times["baseline"].append(once(["-c", BASELINE], nowhere))
            times["today in a pipe"].append(once(today, nowhere))
            times["today on a terminal"].append(once(today, follower))
    base = statistics.median(times["baseline"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:20} {median:6.0f} ms  {median / base:4.2f} x baseline  (fastest {min(taken):.0f} ms)")


def drain(leader: int) -> None:
    """Read what the terminal is sent, for one that nobody reads fills up and stops its writers."""
    while os.read(leader, 65536):
        pass


if __name__ == "__main__":
    main()
