"""Time the reader in a pseudo-terminal of 120x36: `python benchmarks/tui.py [ARTICLES] [STORE]`, by default 100,000.

Prints the time from the start of the command to the first paint and to its first thread; from a key to its repaint
(idle, on opening a thread, while 100 feeds are fetched, while their articles are grouped, and while threads are
written); the peak memory and the load of the machine. Each time stands in wall time, in wall time "alone", which leaves
out what the reader waited for a core, and in CPU time. STORE names a file for the filled store, which later runs use
again: each measures a copy. `--parts start,keys,refresh` measures only these parts. POSIX only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
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
ADDRESSES = tuple(f"https://feed{number}.example/rss" for number in range(FEEDS))


def write_answers(folder: Path) -> None:
    """Write what each feed answers: fresh entries of affairs that several feeds report."""
    folder.mkdir(exist_ok=True)
    news = reports(FEEDS * ENTRIES)
    for number, url in enumerate(ADDRESSES):
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


def save_feeds(store_path: Path) -> Path:
    """Configure the feeds, which are not due until forced; return the configuration."""
    with Store.open(store_path) as store:
        for url in ADDRESSES:
            store.feeds.save(FeedState(url, next_due=NOW + timedelta(days=1)), [])
    config = store_path.with_name("feeds.toml")
    tables = (f'[[feeds]]\nurl = "{url}"\nsection = "{("world", "asia")[n % 2]}"' for n, url in enumerate(ADDRESSES))
    config.write_text("\n".join(tables) + "\n")
    return config


def run_with_answers(answers: Path, store: Path, config: Path) -> None:
    """Run the reader with feeds whose answers are files; each takes the response time of a server."""
    from briefing.cli.reader_start import run_reader
    from briefing.config import load_config
    from briefing.services import Clock, Services

    def respond(url: str, _: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        time.sleep(0.02)
        body = (answers / f"{ADDRESSES.index(url)}.xml").read_bytes() if url in ADDRESSES else b""
        return (200 if body else 404), {"Content-Type": "application/rss+xml"}, body

    with Services.open(load_config(config, {}), store, Clock(NOW), respond) as services:
        run_reader(services)


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
    stages, taken = terminal.refresh_times(FORCE, MAX_REFRESH_SECONDS)
    for name, times in stages.items():
        if times:
            print(line(name, times))
    print(f"  refresh of {FEEDS} feeds, {FEEDS * ENTRIES:,} articles: {taken.wall:.1f} s, {taken.cpu:.1f} s CPU")
    if terminal.stage != DONE:
        print(f"  still {terminal.stage} at the end")


def measure(store: Path, parts: list[str]) -> None:
    """Start the reader and print how long it takes."""
    config, answers = save_feeds(store), store.with_name("answers")
    write_answers(answers)
    # Compiled modules are kept, as in an installed package, even if this shell disables them.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    environment = {"PYTHONPYCACHEPREFIX": str(store.with_name("compiled"))}
    settings = ["--config", str(config), "--store", str(store), "--now", NOW.isoformat()]
    if "start" in parts:
        measure_start([sys.executable, "-m", "briefing", *settings], environment)
    if "keys" in parts or "refresh" in parts:
        terminal = Terminal([sys.executable, __file__, "--child", str(answers), str(store), str(config)], environment)
        terminal.until(FIRST_THREAD)
        terminal.settle(0.5)
        if "keys" in parts:
            measure_keys(terminal)
            print(f"  peak memory {terminal.peak_memory():50.0f} MiB")
        if "refresh" in parts:
            measure_refresh(terminal)
            print(f"  peak memory with the refresh {terminal.peak_memory():33.0f} MiB")
        terminal.leave()
    print(f"  load of the machine {' '.join(f'{one:.1f}' for one in os.getloadavg()):>42}")


def main() -> None:
    """Fill a store and measure; with --child, be the reader that is measured."""
    if sys.argv[1:2] == ["--child"]:
        run_with_answers(*map(Path, sys.argv[2:5]))
        return
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
