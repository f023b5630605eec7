"""Opens what a command works with: the configuration, the store, and the desk over both."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from briefing.cli.options import Settings
from briefing.cli.screen import note, screen
from briefing.config import install_default, load, paths
from briefing.desk import Clock, Desk
from briefing.errors import ConfigError
from briefing.store.store import Store


def open_desk(ctx: click.Context, *, running: bool = False) -> Desk:
    """The desk for the settings of a command; its clock stands at --now, or runs on from it if `running`."""
    settings = ctx.find_root().ensure_object(Settings)
    where = paths(settings.config, settings.store, os.environ)
    install_default(where)
    config = load(settings.config, os.environ)
    return Desk(config, Store.open(where.store), Clock(settings.now, running=running))


def run_reader(desk: Desk) -> None:
    """Open the interactive reader until the person leaves it."""
    from briefing.tui.app import BriefingApp

    BriefingApp(desk, ascii=screen().ascii or bool(os.environ.get("BRIEFING_ASCII"))).run()


def remember_printout(desk: Desk, threads: Sequence[str]) -> None:
    """Let the numbers of a print-out name its threads; where that cannot be written now, say so."""
    if not desk.remember_printout(threads):
        note("The numbers of this print-out could not be kept: name threads by their words.")


def section_of(desk: Desk, name: str) -> str:
    """The section a person means; ConfigError with the known ones if there is none of this name."""
    known = dict.fromkeys([*desk.sections(), *(feed.section for feed in desk.config.feeds)])
    for section in known:
        if section.casefold() == name.casefold():
            return section
    if name:
        raise ConfigError(f'No section is called "{name}".', f"There are: {', '.join(known) or 'none yet'}.")
    return ""
