"""Check that two commands at once do no harm: `python benchmarks/two_processes.py [--seconds S] [--seed N]`.

Starts two commands on one store at random moments, for S seconds per pair (default 180): undo and undo, digest and
digest of one name, refresh and refresh, refresh and a reading command. Nothing may be lost or printed twice, and each
ends with exit code 0 and without a traceback. Feeds come from a local server. Exit code 1 if a check fails.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from kill import FEEDS, document, ids, open_services

from briefing.store.store import Store

NOW = "2026-03-03T12:00:00+00:00"
STEPS = 4
"""Refreshes that fill the store."""
LONGEST_HEAD_START = 0.6
"""Seconds that one command may begin before the other: about as long as a command takes to start."""
LONGEST_WAIT = 180
"""Seconds within which a command ends: a digest waits two minutes for another one."""
READING = (
    ("threads", "--json", "--since", "30d"),
    ("today", "--json", "--since", "30d"),
    ("show", "1", "--json"),
    ("search", "council", "--json"),
)


class Server(BaseHTTPRequestHandler):
    """Serves each feed as it is at the step of its server."""

    step = STEPS

    def do_GET(self) -> None:
        """Answer with a feed: /FEED."""
        body = document(int(self.path.strip("/")), Server.step)
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@dataclass
class Site:
    """A folder with a store and a configuration; `failures` collects failed checks."""

    folder: Path
    random: random.Random
    failures: list[str] = field(default_factory=list)
    runs: Counter[str] = field(default_factory=Counter)

    @property
    def store(self) -> Path:
        """The store in use."""
        return self.folder / "news.sqlite3"

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a command."""
        settings = ["--store", str(self.store), "--config", str(self.folder / "feeds.toml"), "--now", NOW]
        command = [sys.executable, "-m", "briefing", *words, *settings]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdout=pipe, stderr=pipe, stdin=subprocess.DEVNULL, text=True)

    def run_both(self, first: tuple[str, ...], second: tuple[str, ...]) -> list[str]:
        """Run two commands at once; return what each printed."""
        processes = [self.start(*first)]
        time.sleep(self.random.uniform(0, LONGEST_HEAD_START))
        processes.append(self.start(*second))
        printed = []
        with ThreadPoolExecutor() as readers:  # who waits for the other's lock must not wait for its full pipe
            outputs = list(readers.map(lambda process: process.communicate(timeout=LONGEST_WAIT), processes))
        for words, process, (output, errors) in zip((first, second), processes, outputs, strict=True):
            self.check(process.returncode == 0 and "Traceback" not in errors, f"{words}: {process.returncode} {errors}")
            printed.append(output)
        with Store.open(self.store) as store:
            damage = store.check()
        self.check(not damage, f"the store is damaged: {damage[:1]}")
        return printed

    def check(self, condition: bool, what: str) -> None:
        """Record a failed check."""
        if not condition:
            self.failures.append(what)


def undos(site: Site) -> None:
    """Undo two of six actions at once: the last two, each once."""
    with open_services(site.store)[0] as services:
        threads = [row.id for row in services.reading.thread_rows()][:6]
        for thread in threads:
            services.curation.follow(thread, True)
    printed = site.run_both(("undo",), ("undo",))
    with open_services(site.store)[0] as services:
        followed = {row.id for row in services.reading.thread_rows() if row.followed}
    site.check(followed == set(threads[:4]), f"undo: {len(followed)} of 4 actions are left, or other ones")
    site.check(len({*printed, ""}) == 3, f"undo: both printed {printed}")


def digests(site: Site) -> None:
    """Print a digest twice at once: all threads once."""
    printed = site.run_both(*[("digest", "--name", "morning", "--since", "30d", "--json")] * 2)
    threads = [{thread["id"] for thread in json.loads(text)["threads"]} if text.strip() else set() for text in printed]
    with Store.open(site.store) as store:
        delivered = set(store.deliveries.delivered_stories("morning"))
    site.check(not threads[0] & threads[1], "digest: a thread was printed twice")
    site.check(threads[0] | threads[1] == delivered, "digest: other threads were delivered than printed")
    site.check(bool(threads[0] | threads[1]), "digest: nothing was printed")


def refreshes(site: Site) -> None:
    """Refresh twice at once: every entry is stored once."""
    before = ids(site.store)
    Server.step = STEPS + site.random.randrange(1000)
    site.run_both(("refresh", "--force"), ("refresh", "--force"))
    check_news(site, before)


def check_news(site: Site, before: set[str]) -> None:
    """Check that a refresh stored all articles, grouped them and lost none."""
    after = ids(site.store)
    with Store.open(site.store) as store:
        unfinished = [*store.articles.ungrouped(), *store.thread_texts.outdated_threads()]
    site.check(before < after, "refresh: articles were lost, or none came")
    site.check(not unfinished, f"refresh: {len(unfinished)} articles or threads are not finished")


def readings(site: Site) -> None:
    """Refresh and read at once: what is printed is whole."""
    before = ids(site.store)
    Server.step = STEPS + site.random.randrange(1000)
    commands = [("refresh", "--force"), site.random.choice(READING)]
    site.random.shuffle(commands)
    printed = site.run_both(commands[0], commands[1])
    text = printed[commands.index(("refresh", "--force")) - 1]
    site.check(bool(text) and bool(json.loads(text)), "reading: nothing was printed")
    check_news(site, before)


PAIRS: dict[str, Callable[[Site], None]] = {
    "undo": undos,
    "digest": digests,
    "refresh": refreshes,
    "reading": readings,
}


def prepare(site: Site, port: int) -> None:
    """Fill a store and save it as base.db; write feeds.toml."""
    feeds = "".join(f'[[feeds]]\nurl = "http://127.0.0.1:{port}/{n}"\n' for n in range(len(FEEDS)))
    (site.folder / "feeds.toml").write_text(feeds)
    for _ in range(STEPS):
        with open_services(site.store)[0] as services:
            services.refresher.refresh(force=True)
    with Store.open(site.store) as store:
        store.printout.save(
            [row.id for row in store.threads.rows(services.clock.now(), services.clock.now(), all_time=True)]
        )
        store.backup(site.folder / "base.db")


def main() -> None:
    """Run each pair until its time is over; print figures and what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pair", choices=sorted(PAIRS))
    arguments = parser.parse_args()
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(Path.cwd()), os.environ.get("PYTHONPATH", ""))))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), random.Random(arguments.seed))
        prepare(site, server.server_address[1])
        for name in [arguments.pair] if arguments.pair else PAIRS:
            until = time.monotonic() + arguments.seconds
            while time.monotonic() < until and not site.failures:
                for suffix in ("-wal", "-shm"):
                    Path(f"{site.store}{suffix}").unlink(missing_ok=True)
                shutil.copy(site.folder / "base.db", site.store)
                PAIRS[name](site)
                site.runs[name] += 1
    server.shutdown()
    print("\n".join(f"{name}: {count} runs" for name, count in site.runs.items()))
    print("\n".join(site.failures) or "nothing was lost or printed twice")
    sys.exit(bool(site.failures))


if __name__ == "__main__":
    main()
