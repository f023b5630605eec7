"""Time the reader in a pseudo-terminal of 120x36: `python benchmarks/tui.py [ARTICLES] [STORE]`, by default 100,000.

Prints the time from the start to the first paint and to a useful screen, from a key to its repaint (median, 95th
percentile, worst; idle, on opening a thread, while 100 feeds are fetched, and while their articles are grouped), the
peak memory and the load of the machine. STORE names a file for the filled store, which later runs use again: each
measures a copy. POSIX only.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import random
import resource
import select
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Mapping
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

from store import NOW, fill, word

from briefing.config import Config
from briefing.grouping.profile_rebuild import rebuild_profiles
from briefing.model.feeds import Feed, FeedState
from briefing.services import Clock, Services
from briefing.store.store import Store
from briefing.tui.process_settings import prefer_frame_rate
from briefing.web.fake_transport import fake_transport

FEEDS, ENTRIES = 100, 50
KEYS = 150
"""Keys pressed while the reader is idle."""
CURSOR = "▌".encode()
"""Painted with every move of the cursor, and not by the progress of a refresh."""
MAX_REFRESH_SECONDS = 180
"""How long keys are pressed during the refresh."""
STAGES = ("fetching", "grouping", "writing")
DONE = "updated - press"
FORCE = "\x12"
"""Ctrl+r: fetches all feeds, due or not."""
GAP = 0.05
"""Seconds between the end of a repaint and the next key."""
FRAME = b"All"
"""The first tab, which stands on the first screen that is painted."""
OPENINGS = 20
"""Threads opened while the reader is idle."""
BAR_OF_A_THREAD = b"Timeline"
"""Stands in the bar of a thread page, and not on the front page."""


def respond(url: str, _: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
    """Answer with a feed of fresh entries, after the response time of a server."""
    time.sleep(0.02)
    random_ = random.Random(url)
    items = "".join(
        f"<item><title>{' '.join(word(random_) for _ in range(9))}</title><link>{url}/{n}</link>"
        f"<description>{' '.join(word(random_) for _ in range(60))}</description>"
        f"<pubDate>{format_datetime(NOW - timedelta(minutes=n))}</pubDate></item>"
        for n in range(ENTRIES)
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{url}</title>{items}</channel></rss>'
    return 200, {"Content-Type": "application/rss+xml"}, body.encode()


def save_real_profiles(store: Store) -> None:
    """Replace the invented profiles of a filled store by those that grouping makes and reads."""
    for row in store.threads.rows(NOW, NOW, all_time=True):
        store.groups.save_profiles(rebuild_profiles(store.threads.stories_of(row.id), store.archive))


def child(path: Path) -> None:
    """Run the reader on the store, with feeds that this process answers and that are not due until forced."""
    feeds = tuple(Feed(f"https://feed{n}.example/rss", section=("world", "asia")[n % 2]) for n in range(FEEDS))
    with Store.open(path) as store:
        for feed in feeds:
            store.feeds.save(FeedState(feed.url, next_due=NOW + timedelta(days=1)), [])
        prefer_frame_rate(os.environ)
        from briefing.tui.app import BriefingApp  # imports textual, which reads the frame rate

        BriefingApp(Services(Config(path, feeds), store, Clock(NOW), transport=fake_transport(respond))).run()


class Terminal:
    """The reader in a pseudo-terminal."""

    def __init__(self, path: Path) -> None:
        self.start = time.perf_counter()
        self._screen, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        command = [sys.executable, __file__, "--child", str(path)]
        self._process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
        )
        os.close(theirs)
        self.stage = ""
        self._seen = b""

    def _read(self) -> bytes:
        """Return what was painted; keep the last stage of a refresh that it names in `stage`."""
        painted = os.read(self._screen, 65536)
        self._seen = self._seen[-40:] + painted
        places = {name: self._seen.rfind(f"{name} ".encode()) for name in (*STAGES, DONE)}
        last = max(places, key=lambda name: places[name])
        self.stage = last if places[last] >= 0 else self.stage
        return painted

    def until(self, text: bytes, timeout: float = 60.0) -> float:
        """Return the seconds until `text` is painted; RuntimeError after `timeout` seconds."""
        start, seen = time.perf_counter(), b""
        while time.perf_counter() - start < timeout:
            if select.select([self._screen], [], [], 0.5)[0]:
                seen = seen[-64:] + self._read()
                if text in seen:
                    return time.perf_counter() - start
        raise RuntimeError(f"never painted: {text.decode()}")

    def settle(self, quiet: float, most: float = 2.0) -> None:
        """Read until nothing was painted for `quiet` seconds, at most `most` seconds."""
        end = time.perf_counter() + most
        while time.perf_counter() < end and select.select([self._screen], [], [], quiet)[0]:
            self._read()

    def press(self, keys: str) -> None:
        """Send keys."""
        os.write(self._screen, keys.encode())

    def key_times(self, count: int) -> list[float]:
        """Return the seconds from a key to its repaint, for `j` and `k` in turn over a few rows."""
        times = []
        for number in range(count):
            self.settle(GAP)
            self.press("j" if number % 10 < 5 else "k")
            times.append(self.until(CURSOR))
        return times

    def opening_times(self, count: int) -> list[float]:
        """Return the seconds from Enter to the page of a thread, for the first threads of the list."""
        times = []
        for _ in range(count):
            self.settle(0.3)
            self.press("\r")
            times.append(self.until(BAR_OF_A_THREAD))
            self.settle(0.3)
            self.press("\x1b")
            self.settle(0.3)
            self.press("j")
        return times

    def leave(self) -> None:
        """Quit."""
        self.press("q")
        with contextlib.suppress(OSError):  # the terminal is closed with the process
            while self._process.poll() is None:
                self.settle(0.1)
        self._process.wait()


def show(name: str, times: list[float]) -> None:
    """Print the median, the 95th percentile and the worst of some times."""
    ordered = sorted(times)
    line = (statistics.median(ordered), ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)], ordered[-1])
    print(f"  {name:<42}" + "".join(f"{1000 * value:8.0f}" for value in line) + f"   ({len(ordered)} keys)", flush=True)


def measure(path: Path) -> None:
    """Start the reader and print how long it takes."""
    for _ in range(3):
        terminal = Terminal(path)
        terminal.until(FRAME)
        print(f"  start to first paint                       {time.perf_counter() - terminal.start:8.2f} s")
        terminal.until(b"TIMELINE")
        print(f"  start to a list with its first thread      {time.perf_counter() - terminal.start:8.2f} s")
        terminal.settle(0.3)
        terminal.leave()
    terminal = Terminal(path)
    terminal.until(b"TIMELINE")
    terminal.settle(0.5)
    print("  key to repaint, ms                          median     95%   worst")
    show("idle", terminal.key_times(KEYS))
    show("opening a thread", terminal.opening_times(OPENINGS))
    terminal.press(FORCE)
    stages: dict[str, list[float]] = {name: [] for name in STAGES}
    pressed = 0
    start = time.perf_counter()
    while time.perf_counter() - start < MAX_REFRESH_SECONDS:
        terminal.settle(GAP, most=2 * GAP)  # progress is painted all the time
        if terminal.stage == DONE:
            break
        terminal.press("j" if pressed % 10 < 5 else "k")
        pressed += 1
        stages[terminal.stage or STAGES[0]].append(terminal.until(CURSOR))
    for name, times in stages.items():
        if times:
            show(name, times)
    elapsed = time.perf_counter() - start
    finished = terminal.stage == DONE
    ended = f"{elapsed:17.1f} s" if finished else f"{'still in':>15} {terminal.stage} after {elapsed:.0f} s"
    print(f"  refresh of {FEEDS} feeds, {FEEDS * ENTRIES:,} articles {ended}")
    terminal.leave()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"  peak memory {peak / (1 << 20 if sys.platform == 'darwin' else 1024):34.0f} MiB")
    print(f"  load of the machine {' '.join(f'{one:.1f}' for one in os.getloadavg()):>26}")


def main() -> None:
    """Fill a store and measure; with --child, be the reader that is measured."""
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "briefing.sqlite3"
        filled = Path(sys.argv[2]) if len(sys.argv) > 2 else path
        if not filled.exists():
            print(f"{count:,} articles: filling the store takes some minutes", flush=True)
            with Store.open(filled) as store:
                fill(store, count)
                start = time.perf_counter()
                save_real_profiles(store)
                print(f"  profiles            {time.perf_counter() - start:33.0f} s", flush=True)
        if filled != path:
            shutil.copyfile(filled, path)
        measure(path)


if __name__ == "__main__":
    main()
