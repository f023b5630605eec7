"""Check every command on odd streams and places: `python benchmarks/streams.py [COMMAND...]`.

Runs each command, and its --help, on a copy of a store of the sample news: with standard streams that are closed, full,
read-only, or a pipe whose reader has gone, on a dumb and on a narrow terminal, in the C locale, without a home, and
with a store or a configuration that it may not write. Each must end with the exit code that it has otherwise (1 if it
cannot print or write), print at most a message and its hint more on standard error, no traceback, and not hang. Prints
what does not; exit code 1 if there is any. A server on loopback answers feeds and pages.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from briefing.cli.command_group import MODULE_OF_COMMAND
from briefing.cli.demo import open_demo
from briefing.cli.exit_codes import EXIT_FAILED
from briefing.output.demo.sample_feeds import NOW
from briefing.services.front_pages import PageChoice

TIMEOUT = 60.0
"""Seconds after which a command counts as hanging; most end within one."""
WORKERS = 2
MAX_LINES = 2
"""Lines that a command may print on standard error beside those it prints otherwise: a message and its hint."""
AS_OTHERS = ("setpriv", "--bounding-set=-dac_override")
"""Takes from root the right to write everything."""
FEED = b"""<rss version="2.0"><channel><title>Sample Wire</title><item><guid>1</guid>
<title>Harbour reopens after the storm</title><link>http://127.0.0.1/1</link>
<pubDate>Thu, 15 Jan 2026 12:00:00 GMT</pubDate></item></channel></rss>"""
MAX_QUESTIONS = 3
"""Questions that a command asks at most."""
ARGUMENTS = {
    "show": ("{thread}",), "search": ("port",), "why": ("{thread}",), "coverage": ("{thread}",),
    "fulltext": ("{article}",), "digest": ("--refresh",), "today": ("--refresh",), "refresh": ("--force",),
    "remove": ("Sample", "Wire"), "enable": ("Sample", "Wire"), "disable": ("Sample", "Wire"),
    "add": ("--yes", "{server}/other"), "import": ("list.txt",), "backup": ("new.db",), "restore": ("--yes", "copy.db"),
    "demo": ("--today",), "follow": ("{thread}",), "unfollow": ("{thread}",), "mute": ("{thread}",),
    "unmute": ("--word", "port"), "star": ("{article}",), "unstar": ("{article}",), "view": ("ports", "port"),
    "merge": ("{thread}", "{other}"), "split": ("{article}",), "move": ("{article}", "--to", "{other}"),
    "pin": ("{thread}",), "set-affair": ("{thread}", "{other}"), "rename": ("{thread}", "Harbour"),
    "group": ("articles.jsonl",), "timeline": ("articles.jsonl",), "summarize": ("articles.jsonl",),
    "tag": ("watch", "{thread}"), "untag": ("kept", "{thread}"), "prune": ("--keep", "1d"), "completion": ("bash",),
    "sentences": ("articles.jsonl",), "kinds": ("articles.jsonl",), "parse": ("feed.xml",),
}  # fmt: skip
FURTHER = (
    ("--help",), ("--version",), (), ("nonsense",), ("today", "--nonsense"), ("show", "no-such-thread"),
    ("threads", "--json"), ("today", "--json", "--all"), ("show", "{thread}", "--json", "--full"), ("import", "-"),
    ("parse", "-"), ("group", "-"), ("add", "{server}/other"), ("restore", "copy.db"), ("export", "new.opml"),
    ("agenda", "--ics", "new.ics"), ("digest", "--output", "new.txt"), ("regroup", "--dry-run"),
    ("export", "--all"), ("export", "--all", "new.jsonl"), ("export", "--markdown", "new"),
    ("import", "everything.jsonl"),
    ("schedule", "--systemd"), ("completion", "zsh"), ("completion", "fish"), ("tags", "--json"),
    ("untag", "kept", "--all"),
    ("prune", "--keep", "1d", "--dry-run"), ("today", "--format", "html"), ("today", "--format", "atom"),
    *(("digest", "--format", format) for format in ("text", "markdown", "html", "json", "atom", "mail")),
    ("digest", "--weekly"), ("digest", "--again", "--name", "evening"),
    ("digest", "--diff", "2026-01-14", "2026-01-15"), ("views", "--json"),
)  # fmt: skip
"""Command lines beside each command with its arguments and with --help."""


@dataclass(frozen=True)
class Situation:
    """How a command is run: with redirections of a shell, other variables (None: unset), and so on."""

    redirection: str = ""
    environment: Mapping[str, str | None] = field(default_factory=dict)
    on_terminal: bool = False
    reader_gone: bool = False
    protected: str = ""
    """"store" or "configuration": only that lies in a folder that the command may not write."""
    cannot_print: bool = False


SITUATIONS = {
    "stdin closed": Situation("<&-"),
    "stdout closed": Situation(">&-"),
    "stderr closed": Situation("2>&-"),
    "all closed": Situation("<&- >&- 2>&-"),
    "stdout full": Situation(">/dev/full", cannot_print=True),
    "stderr full": Situation("2>/dev/full"),
    "all full": Situation(">/dev/full 2>/dev/full", cannot_print=True),
    "stdout read-only": Situation("1</dev/null", cannot_print=True),
    "reader gone": Situation(reader_gone=True),
    "TERM=dumb": Situation(environment={"TERM": "dumb"}, on_terminal=True),
    "LC_ALL=C": Situation(environment={"LC_ALL": "C"}),
    "COLUMNS=1": Situation(environment={"COLUMNS": "1"}),
    "COLUMNS=20": Situation(environment={"COLUMNS": "20", "TERM": "dumb"}, on_terminal=True),
    "HOME unset": Situation(environment={"HOME": None}),
    "HOME missing": Situation(environment={"HOME": "/nonexistent/home"}),
    "store read-only": Situation(protected="store"),
    "configuration read-only": Situation(protected="configuration"),
}


class Server(BaseHTTPRequestHandler):
    """Answers every request with a feed."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(FEED)))
        self.end_headers()
        self.wfile.write(FEED)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


class Ending(NamedTuple):
    """How a command ended; `code` None: it hung."""

    code: int | None
    output: str
    errors: str


class Site:
    """A folder with a filled store and files to read, of which each run gets a copy; `names` fill the arguments."""

    def __init__(self, folder: Path, server: str) -> None:
        self._original = folder / "original"
        self._original.mkdir()
        with open_demo(self._original) as services:
            threads = services.pages.briefing(PageChoice(limit=2)).threads
            services.curation.tag(threads[0].row.id, "kept")
        self.names = {"thread": threads[0].row.id, "other": threads[1].row.id, "server": server}
        self.names["article"] = threads[0].stories[0].articles[0].id
        shutil.copy(self._original / "briefing.db", self._original / "copy.db")
        for name, text in {
            "feeds.toml": f'[[feeds]]\nurl = "{server}/feed"\nname = "Sample Wire"\n',
            "list.txt": f"{server}/listed\n",
            "feed.xml": FEED.decode(),
            "articles.jsonl": json.dumps(
                {"id": "1", "title": "Harbour reopens", "text": "The harbour of Seaton reopened on Monday."}
            ),
        }.items():
            (self._original / name).write_text(text)
        self._fill(self._original)

    def _fill(self, folder: Path) -> None:
        """Deliver a digest, mark articles, save a view, and export everything, as earlier commands would have."""
        environment = self._environment(folder, folder / "feeds.toml", folder / "briefing.db")
        article, thread = self.names["article"], self.names["thread"]
        for words in (
            ("digest", "--name", "evening"),
            ("star", article),
            ("follow", thread),
            ("view", "old", "since:30d"),
            ("export", "--all", "everything.jsonl"),
        ):
            command = [sys.executable, "-m", "briefing", *words]
            subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=True)

    @staticmethod
    def _environment(folder: Path, configuration: Path, store: Path) -> dict[str, str]:
        """Return the environment of a command with its files in `folder`."""
        prefixes = ("BRIEFING", "XDG", "LC_", "LANG")
        kept = {key: value for key, value in os.environ.items() if not key.startswith(prefixes)}
        kept |= {"HOME": str(folder), "PYTHONPATH": os.environ.get("PYTHONPATH", str(Path.cwd()))}
        kept |= {"BRIEFING_CONFIG": str(configuration), "BRIEFING_STORE": str(store)}
        return kept | {"BRIEFING_NOW": NOW.isoformat()}

    @contextmanager
    def copy(self, protected: str) -> Iterator[tuple[Path, dict[str, str]]]:
        """Yield a folder for one run and its environment; the protected file is in a folder that may only be read."""
        with tempfile.TemporaryDirectory(prefix="briefing-streams-") as name:
            folder, locked = Path(name) / "open", Path(name) / "locked"
            shutil.copytree(self._original, folder)
            locked.mkdir()
            places = {"store": folder / "briefing.db", "configuration": folder / "feeds.toml"}
            if protected:
                places[protected] = places[protected].rename(locked / places[protected].name)
                for path in (*locked.iterdir(), locked):
                    path.chmod(0o555)
            environment = self._environment(folder, places["configuration"], places["store"])
            try:
                yield folder, environment
            finally:
                locked.chmod(0o700)

    def run(self, words: tuple[str, ...], situation: Situation) -> Ending:
        """Run a command."""
        with self.copy(situation.protected) as (folder, environment):
            for key, value in situation.environment.items():
                environment.pop(key, None)
                environment |= {} if value is None else {key: value}
            line = f'exec "{sys.executable}" -m briefing "$@" {situation.redirection}'
            command = ["sh", "-c", line, "sh", *(word.format(**self.names) for word in words)]
            if situation.protected and os.geteuid() == 0:
                command = [*AS_OTHERS, *command]
            with streams_of(situation) as (stdin, stdout):
                process = subprocess.Popen(
                    command, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, env=environment, cwd=folder,
                    start_new_session=True,
                )  # fmt: skip
                try:
                    output, errors = process.communicate(timeout=TIMEOUT)
                except subprocess.TimeoutExpired:
                    process.kill()
                    return Ending(None, "", "")
        return Ending(process.returncode, (output or b"").decode(), errors.decode())


@contextmanager
def streams_of(situation: Situation) -> Iterator[tuple[int, int]]:
    """Yield standard input and output of a command: a terminal, a pipe without a reader, or a pipe.

    On the terminal somebody has pressed Ctrl+D in advance, which ends the input and answers no question.
    """
    if situation.reader_gone:
        reading, writing = os.pipe()
        os.close(reading)
        yield subprocess.DEVNULL, writing
        os.close(writing)
    elif situation.on_terminal:
        leader, follower = os.openpty()
        os.write(leader, b"\x04" * MAX_QUESTIONS)
        Thread(target=drain, args=(leader,), daemon=True).start()
        yield follower, follower
        os.close(follower)
    else:
        yield subprocess.DEVNULL, subprocess.PIPE


def drain(leader: int) -> None:
    """Read what a terminal shows, until its last writer has gone; a full buffer would block the writers."""
    try:
        while os.read(leader, 65536):
            pass
    except OSError:
        pass
    os.close(leader)


def problem(usual: Ending, ending: Ending, situation: Situation) -> str:
    """Return what is wrong with the end of a command, "" if nothing is."""
    if ending.code is None:
        return "hangs"
    allowed = {usual.code}
    if situation.cannot_print and usual.output:
        allowed = {EXIT_FAILED}
    if situation.protected or situation.on_terminal:
        allowed.add(EXIT_FAILED)
    if situation.reader_gone:
        allowed.add(0)
    lines, usual_lines = ending.errors.splitlines(), usual.errors.splitlines()
    last = lines[-1] if lines else ""
    if ending.code not in allowed:
        return f"exit code {ending.code} instead of {' or '.join(map(str, sorted(allowed)))}: {last}"
    if "Traceback" in ending.errors or "Exception ignored" in ending.errors:
        return f"traceback: {last}"
    new = [line for line in lines if line not in usual_lines]
    if len(new) > MAX_LINES and len(lines) > len(usual_lines):
        return f"{len(new)} more lines on standard error: {' / '.join(new)}"
    if situation.environment.get("LC_ALL") == "C" and not (ending.output + ending.errors).isascii():
        return "output is not ASCII"
    return ""


def command_lines(wanted: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the command lines to try, of `wanted` commands only if there are any."""
    for name in MODULE_OF_COMMAND:
        if not wanted or name in wanted:
            yield (name, *ARGUMENTS.get(name, ()))
            yield (name, "--help")
    for words in FURTHER:
        if not wanted or (words[:1] and words[0] in wanted):
            yield words


def problems_of(site: Site, words: tuple[str, ...]) -> list[str]:
    """Run a command in all situations; return what does not end as it should."""
    usual = site.run(words, Situation())
    found = [] if "Traceback" not in usual.errors else [f"{' '.join(words)}: {usual.errors.splitlines()[-1]}"]
    for title, situation in SITUATIONS.items():
        if "--help" in words and not (situation.redirection or situation.reader_gone):
            continue
        if wrong := problem(usual, site.run(words, situation), situation):
            found.append(f"{' '.join(words) or '(no command)'}, {title}: {wrong}")
    return found


def main() -> None:
    """Try all command lines, and print what does not end as it should."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(WORKERS) as pool:
        # Keep compiled modules, as in an installed package, even if this shell disables them.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = f"{name}/compiled"
        site = Site(Path(name), f"http://127.0.0.1:{server.server_port}")
        lines, count = list(command_lines(sys.argv[1:])), 0
        for found in pool.map(lambda words: problems_of(site, words), lines):
            count += len(found)
            for one in found:
                print(one, flush=True)
    print(f"{len(lines)} command lines in {len(SITUATIONS)} situations: {count} problems")
    sys.exit(1 if count else 0)


if __name__ == "__main__":
    main()
