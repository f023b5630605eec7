"""Opens what a command works with: the configuration, the store, and the services over both."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from briefing.cli.options import Settings
from briefing.cli.printer import make_printer, print_note
from briefing.config import install_default_config, load_config, resolve_paths
from briefing.errors import ConfigError
from briefing.services import Clock, Services
from briefing.store.store import Store


def open_services(ctx: click.Context, *, running: bool = False) -> Services:
    """The services for the settings of a command; its clock stands at --now, or runs on from it if `running`."""
    settings = ctx.find_root().ensure_object(Settings)
    where = resolve_paths(settings.config, settings.store, os.environ)
    install_default_config(where)
    config = load_config(settings.config, os.environ)
    return Services(config, Store.open(where.store), Clock(settings.now, running=running))


def run_reader(services: Services) -> None:
    """Open the interactive reader until the person leaves it."""
    from briefing.tui.app import BriefingApp

    BriefingApp(services, ascii=make_printer().ascii or bool(os.environ.get("BRIEFING_ASCII"))).run()


def remember_printout(services: Services, thread_ids: Sequence[str]) -> None:
    """Let the numbers of a print-out name its threads; where that cannot be written now, say so."""
    if not services.deliveries.remember_printout(thread_ids):
        print_note("The numbers of this print-out could not be kept: name threads by their words.")


def resolve_section(services: Services, name: str) -> str:
    """The section a person means; ConfigError with the known ones if there is none of this name."""
    known = dict.fromkeys([*services.reading.sections(), *(feed.section for feed in services.config.feeds)])
    for section in known:
        if section.casefold() == name.casefold():
            return section
    if name:
        raise ConfigError(f'No section is called "{name}".', f"There are: {', '.join(known) or 'none yet'}.")
    return ""
