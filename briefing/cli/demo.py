"""`briefing demo`: the whole program on bundled sample news, in a temporary store."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import click

from briefing.cli.command_help import command
from briefing.cli.echo import echo
from briefing.cli.options import FOLDER_TYPE, ascii_option, width_option
from briefing.cli.printer import make_printer, print_note
from briefing.cli.reader_start import run_reader
from briefing.cli.terminal_facts import is_interactive
from briefing.cli.today import DEFAULT_LIMIT
from briefing.config import Config, write_atomic
from briefing.errors import ConfigError
from briefing.output.today import briefing_lines
from briefing.services import Clock, Services
from briefing.services.front_pages import PageChoice

if TYPE_CHECKING:
    from briefing.model.fetching import Progress

STAGES = ("fetching", "grouping", "writing")
REMOVAL_TRIES, REMOVAL_PAUSE = 40, 0.05
"""Times that the folder of the demo is removed, and seconds between them: a refresh under way writes for a second."""
STEPS_PER_REFRESH = 30
"""Steps that the progress of a refresh is shown in: more than the cells of its bar."""


def new_demo(folder: Path) -> Services:
    """Return services over a new, empty store in `folder`; the clock stands after the last item of the sample news."""
    from briefing.output.demo import sample_feeds

    clock = Clock(sample_feeds.NOW)

    def respond(url: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        return sample_feeds.respond(url, headers, clock.now())

    config = Config(path=folder / "feeds.toml", feeds=tuple(sample_feeds.FEEDS), problems=())
    return Services.open(config, folder / "briefing.db", clock, respond)


def fill_demo(services: Services, on_step: Callable[[int, int], None] = lambda *_: None) -> None:
    """Refresh as often as the sample news asks for; `on_step` gets the number of steps done, and of all."""
    from briefing.output.demo import sample_feeds

    total = len(sample_feeds.REFRESH_TIMES) * STEPS_PER_REFRESH
    for refresh, moment in enumerate(sample_feeds.REFRESH_TIMES):
        before = refresh * STEPS_PER_REFRESH

        def show(progress: Progress, before: int = before) -> None:
            on_step(before + _steps_done(progress), total)

        on_step(before, total)
        services.clock.set(moment)
        services.refresher.refresh(on_progress=show)
    services.clock.set(sample_feeds.NOW)
    on_step(total, total)


def _steps_done(progress: Progress) -> int:
    """Return how many steps of a refresh are done: a third of them for each stage."""
    stage = STAGES.index(progress.stage) if progress.stage in STAGES else 0
    share = progress.done / progress.total if progress.total else 0.0
    return int((stage + min(share, 1.0)) * STEPS_PER_REFRESH / len(STAGES))


def open_demo(folder: Path) -> Services:
    """Return services over a new store in `folder`, filled by refreshes; the clock stands at the last of them."""
    services = new_demo(folder)
    fill_demo(services)
    return services


def _fill_and_start_clock(services: Services, on_step: Callable[[int, int], None]) -> None:
    fill_demo(services, on_step)
    services.clock.set(services.now(), running=True)


def _keep_demo(folder: Path) -> None:
    """Make the demo's store and configuration in a new folder, and print how commands use them."""
    from briefing.config.toml_editing import feed_table
    from briefing.output.demo import sample_feeds

    if folder.exists() and any(folder.iterdir()):
        raise ConfigError(f"{folder} is not empty", "name a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    with open_demo(folder):
        write_atomic(folder / "feeds.toml", "\n".join(map(feed_table, sample_feeds.FEEDS)))
    settings = {"CONFIG": folder / "feeds.toml", "STORE": folder / "briefing.db", "NOW": f"{sample_feeds.NOW:%FT%TZ}"}
    for name, value in settings.items():
        value = value.absolute() if isinstance(value, Path) else value
        echo(f"export BRIEFING_{name}={shlex.quote(str(value))}")


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    """Make a folder for the demo, and remove it at the end. A thread that is still writing can add a file meanwhile.

    Signals do not stop the removal: a terminal that is closed sends two of them.
    """
    folder = Path(mkdtemp(prefix="briefing-demo-"))
    try:
        yield folder
    finally:
        with _end_signals_ignored():
            for _ in range(REMOVAL_TRIES):
                shutil.rmtree(folder, ignore_errors=True)
                if not folder.exists():
                    break
                time.sleep(REMOVAL_PAUSE)


class SignalExit(SystemExit):
    """Ends the demo because a signal came; its code is the exit code."""


def exit_on_signals() -> None:
    """Raise SignalExit when the terminal or the session is closed, so that the temporary folder is removed.

    The exit can reach a task of the reader, or leave one unfinished; the event loop would log that with a traceback.
    """

    def leave(number: int, _: object) -> None:
        import logging

        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
        raise SignalExit(128 + number)

    for number in _end_signals():
        signal.signal(number, leave)


@contextmanager
def _end_signals_ignored() -> Iterator[None]:
    """Ignore the signals that end a program during a block; only the main thread gets them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handlers = {number: signal.signal(number, signal.SIG_IGN) for number in _end_signals()}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler or signal.SIG_DFL)


def _end_signals() -> list[int]:
    """The signals that end a program, of those that this system has."""
    return [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


@command()
@click.option("--today", "print_only", is_flag=True, help="Print the briefing instead of opening the reader.")
@click.option("--keep", type=FOLDER_TYPE, metavar="FOLDER", help="Put store and feeds.toml there, and stop.")
@width_option
@ascii_option
def demo(print_only: bool, keep: Path | None, width: int | None, ascii: bool) -> None:
    """Try the program with sample news: no network, and nothing is kept.

    It opens the reader on a terminal and prints the briefing anywhere else. With --keep it prints the lines for a shell
    with which every command uses the sample news.
    """
    if keep is not None:
        _keep_demo(keep)
        return
    exit_on_signals()
    try:
        _show_demo(print_only, width, ascii)
    except SignalExit as end:
        # A normal exit waits for the thread that reads the terminal. It never ends once the terminal is gone.
        os._exit(int(str(end.code)))


def _show_demo(print_only: bool, width: int | None, ascii: bool) -> None:
    """Open the reader on a terminal, or print the briefing, over a store in a temporary folder."""
    if is_interactive() and not print_only:
        with _temporary_folder() as folder, new_demo(folder) as services:
            run_reader(services, partial(_fill_and_start_clock, services))
        return
    if is_interactive():
        print_note("Reading the sample news ...")
    with _temporary_folder() as folder, open_demo(folder) as services:
        printer = make_printer(width, ascii)
        printer.show(
            briefing_lines(services.pages.briefing(PageChoice(limit=DEFAULT_LIMIT)), printer.width, printer.ascii)
        )
