"""The reader in a pseudo-terminal, with the time that its process computes and the time that it waits for a core.

On a busy machine the wall time says little. Linux counts for each process what it computed, and for its first thread,
which runs the reader, how long it was ready and had no core. Elsewhere both are 0. POSIX only.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROWS, COLUMNS = 36, 120
CURSOR = "▌".encode()
"""Painted with every move of the cursor, and not by the progress of a refresh."""
STAGES = ("fetching", "grouping", "writing")
DONE = "updated - press"
GAP = 0.05
"""Seconds between the end of a repaint and the next key."""
BAR_OF_A_THREAD = b"Timeline"
"""Stands in the bar of a thread page, and not on the front page."""
STEPS = 5
"""Rows that the cursor goes down before it goes up again."""


class Duration(NamedTuple):
    """How long something took, in seconds."""

    wall: float
    cpu: float = 0.0
    """What all threads of the process computed meanwhile."""
    queued: float = 0.0
    """How long its first thread was ready meanwhile and waited for a core."""

    @property
    def alone(self) -> float:
        """The wall time without the wait for a core: what it would be on an idle machine."""
        return max(self.wall - self.queued, 0.0)

    def __sub__(self, other: Duration) -> Duration:
        return Duration(*(one - before for one, before in zip(self, other, strict=True)))


class Memory(NamedTuple):
    """The memory of a process in MiB; 0 where Linux does not count it."""

    now: float = 0.0
    peak: float = 0.0


def memory_of(pid: int) -> Memory:
    """Return what memory a process uses and has used at most; 0 if it has ended."""
    with contextlib.suppress(OSError):
        lines = (Path("/proc") / str(pid) / "status").read_text().splitlines()
        kib = {line.split()[0]: int(line.split()[1]) for line in lines if line.startswith(("VmRSS:", "VmHWM:"))}
        return Memory(kib.get("VmRSS:", 0) / 1024, kib.get("VmHWM:", 0) / 1024)
    return Memory()


def proportional_memory(pid: int) -> float:
    """Return what a process uses, in MiB, of pages that it shares its share; 0 if it has ended."""
    with contextlib.suppress(OSError):
        for line in (Path("/proc") / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def with_descendants(pid: int) -> list[int]:
    """Return a process and those that it and they started, by their ids."""
    started: list[int] = []
    for file in (Path("/proc") / str(pid) / "task").glob("*/children"):
        with contextlib.suppress(OSError):
            started += map(int, file.read_text().split())
    return [pid, *(one for child in started for one in with_descendants(child))]


class Terminal:
    """A command that runs the reader in a pseudo-terminal of 120x36."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._start = time.perf_counter()
        self._screen, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment}
        self._process = subprocess.Popen(
            list(command), stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
        )
        os.close(theirs)
        self.stage = ""
        self._seen = b""

    def since_start(self) -> Duration:
        """Return how long the process runs."""
        queued = 0.0
        with contextlib.suppress(OSError, ValueError, IndexError):
            folder = Path("/proc") / str(self._process.pid)
            queued = int((folder / "schedstat").read_text().split()[1]) / 1e9
        cpu = 0.0
        with contextlib.suppress(OSError, AttributeError):
            cpu = time.clock_gettime((~self._process.pid << 3) | 2)  # what clock_getcpuclockid(3) returns on Linux
        return Duration(time.perf_counter() - self._start, cpu, queued)

    def memory(self) -> Memory:
        """Return what memory the process uses."""
        return memory_of(self._process.pid)

    def memory_together(self) -> float:
        """Return what the process and those that it started use now, in MiB; what they share counts once."""
        return sum(map(proportional_memory, with_descendants(self._process.pid)))

    def _read(self) -> bytes:
        """Return what was painted; keep the last stage of a refresh that it names in `stage`."""
        painted = os.read(self._screen, 65536)
        self._seen = self._seen[-40:] + painted
        places = {name: self._seen.rfind(f"{name} ".encode()) for name in (*STAGES, DONE)}
        last = max(places, key=lambda name: places[name])
        self.stage = last if places[last] >= 0 else self.stage
        return painted

    def until(self, text: bytes, timeout: float = 60.0) -> Duration:
        """Return how long it takes until `text` is painted; RuntimeError after `timeout` seconds."""
        start, seen = self.since_start(), b""
        while self.since_start().wall - start.wall < timeout:
            if select.select([self._screen], [], [], 0.5)[0]:
                seen = seen[-64:] + self._read()
                if text in seen:
                    return self.since_start() - start
        raise RuntimeError(f"never painted: {text.decode()}")

    def settle(self, quiet: float, most: float = 2.0) -> None:
        """Read until nothing was painted for `quiet` seconds, at most `most` seconds."""
        end = time.perf_counter() + most
        while time.perf_counter() < end and select.select([self._screen], [], [], quiet)[0]:
            self._read()

    def press(self, keys: str) -> None:
        """Send keys."""
        os.write(self._screen, keys.encode())

    def move(self, number: int) -> Duration:
        """Press the key of a walk up and down a few rows; return how long its repaint takes."""
        self.press("j" if number % (2 * STEPS) < STEPS else "k")
        return self.until(CURSOR)

    def key_times(self, count: int) -> list[Duration]:
        """Return how long the repaints of some keys take."""
        times = []
        for number in range(count):
            self.settle(GAP)
            times.append(self.move(number))
        return times

    def opening_times(self, count: int) -> list[Duration]:
        """Return how long it takes from Enter to the page of a thread, for the first threads of the list."""
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

    def refresh_times(self, force: str, most: float) -> tuple[dict[str, list[Duration]], Duration, float]:
        """Fetch all feeds with the key `force`; return repaints of keys in each stage, the whole time, and peak memory.

        The memory is that of the process and those that it started together. It ends once the news are grouped and
        written, or after `most` seconds.
        """
        self.press(force)
        stages: dict[str, list[Duration]] = {name: [] for name in STAGES}
        start, number, together = self.since_start(), 0, 0.0
        while (self.since_start() - start).wall < most:
            self.settle(GAP, most=2 * GAP)  # progress is painted all the time
            if self.stage == DONE:
                break
            stages[self.stage or STAGES[0]].append(self.move(number))
            number += 1
            together = max(together, self.memory_together())
        return stages, self.since_start() - start, together

    def leave(self) -> None:
        """Quit."""
        self.press("q")
        with contextlib.suppress(OSError):  # the terminal is closed with the process
            while self._process.poll() is None:
                self.settle(0.1)
        self._process.wait()


def header(title: str) -> str:
    """Return the line above the times of keys."""
    names = ("median", "95%", "worst", "95% alone", "CPU each")
    return f"  {title:<26}" + "".join(f"{name:>10}" for name in names)


def line(name: str, times: Sequence[Duration]) -> str:
    """Return the median, the 95th percentile and the worst, the percentile without waits, and the mean CPU time."""

    def percentile(figure: Callable[[Duration], float]) -> float:
        return sorted(map(figure, times))[min(int(len(times) * 0.95), len(times) - 1)]

    walls = [duration.wall for duration in times]
    cpu = statistics.fmean(duration.cpu for duration in times)
    figures = (
        statistics.median(walls),
        percentile(lambda duration: duration.wall),
        max(walls),
        percentile(lambda duration: duration.alone),
        cpu,
    )
    return f"  {name:<26}" + "".join(f"{1000 * value:10.0f}" for value in figures) + f"   ({len(times)} keys)"
