"""`briefing demo`: the whole pipeline on bundled sample news, in a store that is thrown away."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from briefing.cli.options import ascii_option, width_option
from briefing.cli.printer import is_interactive, make_printer, print_note
from briefing.cli.setup import run_reader
from briefing.config import Config
from briefing.output.today import briefing_lines
from briefing.services import Clock, Services
from briefing.store.store import Store

ResponseParts = tuple[int, Mapping[str, str], bytes]


def sample_transport(clock: Clock) -> Any:
    """A transport that answers with the bundled documents as they were at the clock's time."""
    from briefing.output.demo.sample_feeds import respond
    from briefing.web.fake_transport import fake_transport

    def answer(url: str, headers: Mapping[str, str]) -> ResponseParts:
        return respond(url, headers, clock.now())

    return fake_transport(answer)


def open_demo(folder: Path) -> Services:
    """A services on a new store in `folder`, refreshed step by step with sample news; the clock stands at its end."""
    from briefing.output.demo import sample_feeds

    clock = Clock(sample_feeds.NOW)
    config = Config(path=folder / "feeds.toml", feeds=tuple(sample_feeds.FEEDS), problems=())
    services = Services(config, Store.open(folder / "briefing.db"), clock, transport=sample_transport(clock))
    for step in sample_feeds.REFRESH_TIMES:
        clock.set(step)
        services.refresher.refresh()
    clock.set(sample_feeds.NOW)
    return services


def _exit_on_signals() -> None:
    """Let the end of the terminal, or of the session, be one like any other: the folder of the store goes then too."""

    def leave(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)


@click.command()
@click.option("--today", "printed", is_flag=True, help="Print the briefing instead of opening the reader.")
@width_option
@ascii_option
def demo(printed: bool, width: int | None, ascii: bool) -> None:
    """Look around with sample news: no network, nothing kept.

    It opens the reader on a terminal and prints the briefing anywhere else.
    """
    if is_interactive():
        print_note("Reading the sample news ...")
    _exit_on_signals()
    with TemporaryDirectory(prefix="briefing-demo-") as folder, open_demo(Path(folder)) as services:
        if is_interactive() and not printed:
            services.clock.set(services.now(), running=True)
            run_reader(services)
            return
        on = make_printer(width, ascii)
        on.show(briefing_lines(services.reading.briefing(limit=12), on.width, on.ascii))
