"""Faults of the terminal: small, dumb, resized or closed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fault_site import FeedSite, item, rss

pty = pytest.importorskip("pty")
fcntl = pytest.importorskip("fcntl")
termios = pytest.importorskip("termios")

ENTER_SCREEN = b"\x1b[?1049h"
"""How a program asks a terminal for a screen of its own."""


class Terminal:
    """`briefing` on a terminal of its own."""

    def __init__(self, feed_site: FeedSite, *words: str, columns: int = 80, lines: int = 24, **environ: str) -> None:
        self.ours, theirs = pty.openpty()
        self.resize(columns, lines)
        self.before = termios.tcgetattr(theirs)
        config = feed_site.store.with_name("feeds.toml")
        settings = [
            "--store",
            str(feed_site.store),
            "--config",
            str(config),
            "--now",
            feed_site.clock.now().isoformat(),
        ]
        known = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "briefing", *settings, *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**known, "TERM": "xterm-256color", **environ},
            start_new_session=True,
        )
        self._theirs = theirs
        self.shown = b""

    def resize(self, columns: int, lines: int) -> None:
        import struct

        fcntl.ioctl(self.ours, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def read(self, seconds: float, until: bytes = b"\0never") -> bytes:
        """Read the output for `seconds`, or until the process ends or shows `until`; return all output."""
        import select

        end = time.monotonic() + seconds
        while time.monotonic() < end and until not in self.shown:
            if select.select([self.ours], [], [], 0.05)[0]:
                self.shown += os.read(self.ours, 1 << 16)
            elif self.process.poll() is not None:
                break
        return self.shown

    def wait_for_reader(self) -> None:
        """Wait until the reader shows its screen in place of the one that was there before."""
        assert ENTER_SCREEN in self.read(60, until=ENTER_SCREEN), self.shown

    def press(self, keys: bytes) -> None:
        os.write(self.ours, keys)

    def close(self) -> None:
        """Close the terminal, as the end of its window or its connection does."""
        os.close(self.ours)
        os.close(self._theirs)

    def end(self) -> int:
        """Wait for the process and return its exit code; the terminal must have its former settings."""
        self.read(60)
        code = self.process.wait(60)
        assert termios.tcgetattr(self._theirs)[:4] == self.before[:4]
        assert b"Traceback" not in self.shown, self.shown.decode("utf-8", "replace")[-2000:]
        self.close()
        return code


@pytest.fixture
def filled(feed_site: FeedSite) -> FeedSite:
    url = feed_site.route("feed", rss(*map(item, range(5))))
    feed_site.store.with_name("feeds.toml").write_text(f'[[feeds]]\nurl = "{url}"\nname = "Sample Wire"\n')
    feed_site.refresh(url)
    return feed_site


@pytest.mark.parametrize("environ", [{"TERM": "dumb"}, {"TERM": "unknown"}])
def test_f59_a_dumb_terminal_gets_plain_text(filled: FeedSite, environ: dict[str, str]) -> None:
    terminal = Terminal(filled, **environ)
    assert terminal.end() == 0
    assert b"Harbour" in terminal.shown and b"\x1b" not in terminal.shown


def test_f59_without_colour(filled: FeedSite) -> None:
    terminal = Terminal(filled, "today", NO_COLOR="1")
    assert terminal.end() == 0
    assert b"Harbour" in terminal.shown and b"\x1b[3" not in terminal.shown


def test_f59_a_pipe_gets_plain_text(filled: FeedSite) -> None:
    config = filled.store.with_name("feeds.toml")
    command = [sys.executable, "-m", "briefing", "--store", str(filled.store), "--config", str(config)]
    done = subprocess.run([*command, "threads"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(("columns", "lines"), [(10, 3), (1, 1)])
def test_f59_the_reader_survives_resizing(filled: FeedSite, columns: int, lines: int) -> None:
    terminal = Terminal(filled, columns=columns, lines=lines)
    terminal.wait_for_reader()
    terminal.read(0.5)
    for size in ((80, 24), (5, 2), (120, 40)):
        terminal.resize(*size)
        os.killpg(terminal.process.pid, signal.SIGWINCH)
        terminal.read(0.3)
    assert terminal.process.poll() is None
    terminal.press(b"q")
    assert terminal.end() == 0
    assert b"\x1b[?1049l" in terminal.shown, "the screen that was there before is shown again"


@pytest.mark.parametrize(("columns", "lines"), [(1, 1), (20, 5)])
def test_f59_small_terminals_for_commands(filled: FeedSite, columns: int, lines: int) -> None:
    for words in (["today"], ["threads"], ["feeds"], ["refresh", "--force"], ["doctor"]):
        terminal = Terminal(filled, *words, columns=columns, lines=lines)
        assert terminal.end() == 0


@pytest.mark.parametrize("sent", [signal.SIGHUP, signal.SIGTERM])
def test_f59_a_closed_terminal(filled: FeedSite, sent: signal.Signals) -> None:
    terminal = Terminal(filled)
    terminal.wait_for_reader()
    terminal.read(0.5)
    terminal.process.send_signal(sent)
    terminal.process.wait(60)
    assert b"Traceback" not in terminal.read(0.2)
    assert Path(filled.store).exists() and len(filled.articles()) == 5


@pytest.mark.parametrize(("sent", "in_reader"), [(signal.SIGHUP, True), (signal.SIGTERM, False)])
def test_f59_the_demo_leaves_nothing_behind(
    feed_site: FeedSite, tmp_path: Path, sent: signal.Signals, in_reader: bool
) -> None:
    feed_site.store.with_name("feeds.toml").write_text("")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    terminal = Terminal(feed_site, "demo", TMPDIR=str(temporary))
    if in_reader:
        terminal.wait_for_reader()
    while not list(temporary.glob("briefing-demo-*/briefing.db")):
        terminal.read(0.05)
        assert terminal.process.poll() is None, terminal.shown
    terminal.process.send_signal(sent)
    while terminal.process.poll() is None:  # as a closed terminal and its session send several
        terminal.read(0.1)
        terminal.process.send_signal(sent)
    assert terminal.process.wait(60) == 128 + sent
    assert b"Traceback" not in terminal.read(0.2)
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("words", [(), ("demo",)])
def test_f59_the_reader_ends_with_its_terminal(filled: FeedSite, tmp_path: Path, words: tuple[str, ...]) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    terminal = Terminal(filled, *words, TMPDIR=str(temporary))
    terminal.wait_for_reader()
    terminal.read(1)
    terminal.close()
    try:
        assert terminal.process.wait(60) != 0
    finally:
        terminal.process.kill()
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("words", [(), ("demo",)])
def test_f59_a_request_to_end_gives_the_terminal_back(filled: FeedSite, words: tuple[str, ...]) -> None:
    terminal = Terminal(filled, *words)
    terminal.wait_for_reader()
    terminal.read(1)
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.end() == 128 + signal.SIGTERM
    assert b"\x1b[?1049l" in terminal.shown, "the screen that was there before is shown again"
