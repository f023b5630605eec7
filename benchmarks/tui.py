"""Time the reader in a pseudo-terminal of 120x36: `python benchmarks/tui.py [ARTICLES] [STORE]`, by default 100,000.

Prints the time from the start of the command to the first paint and to its first thread; from a key to its repaint
(idle, on opening a thread, while 100 feeds are fetched, while their articles are grouped, and while threads are
written); the memory of the reader and of the processes that work for it, and the load of the machine. Each time stands
in wall time, in wall time "alone", which leaves out what the reader waited for a core, and in CPU time. STORE names a
file for the filled store, which later runs use again: each measures a copy. `--parts start,keys,refresh` measures only
these parts. POSIX only.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

from made_up_news import reports
from reader_terminal import DONE, Terminal, header, line
from store import NOW, fill

from briefing.grouping.profile_rebuild import rebuild_profiles
from briefing.model.feeds import FeedState
from briefing.store.store import Store

FEEDS, ENTRIES = 100, 50
STARTS = 5
KEYS = 150
"""Keys pressed while the reader is idle."""
OPENINGS = 40
"""Threads opened while the reader is idle."""
MAX_REFRESH_SECONDS = 600
"""How long keys are pressed during the refresh."""
FORCE = "\x12"
"""Ctrl+r: fetches all feeds, due or not."""
FRAME = b"All"
"""The first tab, which stands on the first screen that is painted."""
FIRST_THREAD = b"TIMELINE"
"""A heading of the thread under the cursor."""
PARTS = ("start", "keys", "refresh")


def write_answers(folder: Path) -> None:
    """Write what each feed answers: fresh entries of affairs that several feeds report."""
    folder.mkdir(exist_ok=True)
    news = reports(FEEDS * ENTRIES)
    for number in range(FEEDS):
        url = f"https://feed{number}.example/rss"
        items = "".join(
            f"<item><title>{article.title}</title><link>{url}/{article.id}</link>"
            f"<description>{article.text}</description>"
            f"<pubDate>{format_datetime(NOW - timedelta(minutes=n))}</pubDate></item>"
            for n, article in enumerate(news[number::FEEDS])
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{url}</title>{items}</channel></rss>'
        (folder / f"{number}.xml").write_text(body)


def fill_store(path: Path, count: int) -> None:
    """Fill a store, with profiles that grouping makes and reads."""
    print(f"{count:,} articles: filling the store takes some minutes", flush=True)
    with Store.open(path) as store:
        fill(store, count)
        start = time.perf_counter()
        for row in store.threads.rows(NOW, NOW, all_time=True):
            store.groups.save_profiles(rebuild_profiles(store.threads.stories_of(row.id), store.archive))
        print(f"  profiles            {time.perf_counter() - start:33.0f} s", flush=True)


def save_feeds(store_path: Path, server: str) -> Path:
    """Configure the feeds of a server, which are not due until forced; return the configuration."""
    addresses = [f"{server}/{number}.xml" for number in range(FEEDS)]
    with Store.open(store_path) as store:
        for url in addresses:
            store.feeds.save(FeedState(url, next_due=NOW + timedelta(days=1)), [])
    config = store_path.with_name("feeds.toml")
    tables = (f'[[feeds]]\nurl = "{url}"\nsection = "{("world", "asia")[n % 2]}"' for n, url in enumerate(addresses))
    config.write_text("\n".join(tables) + "\n")
    return config


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder from another process inside the block; return its address."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        yield server.stdout.readline().split("(")[1].split(")")[0].rstrip("/")
        server.kill()


def measure_start(command: list[str], environment: Mapping[str, str]) -> None:
    """Print how long the command takes to its first paint, which compiles its modules once before."""
    print(f"  {'start, s':<34}{'wall':>8}{'alone':>8}{'CPU':>8}")
    for number in range(STARTS + 1):
        terminal = Terminal(command, environment)
        terminal.until(FRAME)
        painted = terminal.since_start()
        terminal.until(FIRST_THREAD)
        filled = terminal.since_start()
        terminal.settle(0.5)
        terminal.leave()
        for name, taken in (("first paint", painted), ("list with its first thread", filled)):
            if number:
                print(f"  {name:<34}{taken.wall:8.2f}{taken.alone:8.2f}{taken.cpu:8.2f}", flush=True)


def measure_keys(terminal: Terminal) -> None:
    """Print how long the repaint after a key takes while nothing else is done."""
    print(header("key to repaint, ms"))
    print(line("idle", terminal.key_times(KEYS)), flush=True)
    print(line("opening a thread", terminal.opening_times(OPENINGS)), flush=True)


def measure_refresh(terminal: Terminal) -> None:
    """Print how long the repaint after a key takes during a refresh."""
    stages, taken, together = terminal.refresh_times(FORCE, MAX_REFRESH_SECONDS)
    for name, times in stages.items():
        if times:
            print(line(name, times))
    amount = f"{FEEDS} feeds, {FEEDS * ENTRIES:,} articles"
    print(f"  refresh of {amount}: {taken.wall:.1f} s, in the reader {taken.cpu:.1f} s CPU")
    memory = terminal.memory()
    print(f"  memory of the reader: peak {memory.peak:.0f} MiB, after the refresh {memory.now:.0f} MiB")
    print(f"  peak memory of the reader and its processes together: {together:.0f} MiB")
    if terminal.stage != DONE:
        print(f"  still {terminal.stage} at the end")


def measure(store: Path, parts: list[str]) -> None:
    """Start the reader and print how long it takes, and what memory."""
    # Compiled modules are kept, as in an installed package, even if this shell disables them.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    environment = {"PYTHONPYCACHEPREFIX": str(store.with_name("compiled"))}
    answers = store.with_name("answers")
    write_answers(answers)
    with served(answers) as server:
        settings = ["--config", str(save_feeds(store, server)), "--store", str(store), "--now", NOW.isoformat()]
        command = [sys.executable, "-m", "briefing", *settings]
        if "start" in parts:
            measure_start(command, environment)
        if "keys" in parts or "refresh" in parts:
            terminal = Terminal(command, environment)
            terminal.until(FIRST_THREAD)
            terminal.settle(0.5)
            if "keys" in parts:
                measure_keys(terminal)
                print(f"  peak memory {terminal.memory().peak:50.0f} MiB")
            if "refresh" in parts:
                measure_refresh(terminal)
            terminal.leave()
    print(f"  load of the machine {' '.join(f'{one:.1f}' for one in os.getloadavg()):>42}")


def main() -> None:
    """Fill a store and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="?", default=100_000)
    parser.add_argument("store", type=Path, nargs="?")
    parser.add_argument("--parts", default=",".join(PARTS))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "briefing.sqlite3"
        filled = arguments.store or path
        if not filled.exists():
            fill_store(filled, arguments.articles)
        if filled != path:
            shutil.copyfile(filled, path)
        measure(path, arguments.parts.split(","))


if __name__ == "__main__":
    main()
