"""`briefing demo`: the whole pipeline on bundled sample news, in a store that is thrown away."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from briefing.cli.options import ascii_option, width_option
from briefing.cli.screen import is_interactive, note, screen
from briefing.cli.setup import run_reader
from briefing.config import Config
from briefing.desk import Clock, Desk
from briefing.output.today import briefing_lines
from briefing.store.store import Store

Answer = tuple[int, Mapping[str, str], bytes]


def transport_of(clock: Clock) -> Any:
    """A transport that answers with the bundled documents as they were at the clock's time."""
    from briefing.demo.source import respond
    from briefing.web.memory import local_transport

    def answer(url: str, headers: Mapping[str, str]) -> Answer:
        return respond(url, headers, clock.now())

    return local_transport(answer)


def open_demo(folder: Path) -> Desk:
    """A desk on a new store in `folder`, refreshed step by step with sample news; the clock stands at its end."""
    from briefing.demo import source

    clock = Clock(source.NOW)
    config = Config(path=folder / "feeds.toml", feeds=tuple(source.FEEDS), problems=())
    desk = Desk(config, Store.open(folder / "briefing.db"), clock, transport=transport_of(clock))
    for step in source.STEPS:
        clock.set(step)
        desk.refresh()
    clock.set(source.NOW)
    return desk


def _leave_nothing() -> None:
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
        note("Reading the sample news ...")
    _leave_nothing()
    with TemporaryDirectory(prefix="briefing-demo-") as folder, open_demo(Path(folder)) as desk:
        if is_interactive() and not printed:
            desk.clock.set(desk.now(), running=True)
            run_reader(desk)
            return
        on = screen(width, ascii)
        on.show(briefing_lines(desk.today(limit=12), on.width, on.ascii))
