"""What commands work with: the services for their settings, and rules that several commands share."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.context_keys import DAMAGED_THREADS_KEY
from briefing.cli.exit_codes import EXIT_SOME_FAILED
from briefing.cli.options import Settings
from briefing.cli.printer import is_numbered_output, make_printer, print_note, terminal_session
from briefing.config import Config, home_folder, install_default_config, load_config, resolve_paths
from briefing.errors import ConfigError, StoreError
from briefing.output.handles import Handles
from briefing.services import Clock, Services
from briefing.text.clean import clean
from briefing.text.query import Query

if TYPE_CHECKING:
    from briefing.config import Paths
    from briefing.model.feeds import FeedProblem
    from briefing.model.threads import Thread
    from briefing.services.fault_record import FaultRecord
    from briefing.services.rewriter import RewriteSize
    from briefing.tui.controllers.preparation_controller import Preparation


def settings_of(ctx: click.Context) -> Settings:
    """Return the values of --config, --store and --now."""
    return ctx.find_root().ensure_object(Settings)


def paths_of(ctx: click.Context) -> Paths:
    """Return where the files of this command are."""
    settings = settings_of(ctx)
    return resolve_paths(settings.config, settings.store, os.environ)


def moment_of(ctx: click.Context) -> datetime:
    """Return the moment of --now, else the present."""
    return settings_of(ctx).now or datetime.now(UTC)


def open_config(ctx: click.Context) -> Config:
    """Load the configuration; before the first use, install the default one."""
    install_default_config(paths_of(ctx))
    return load_config(settings_of(ctx).config, os.environ)


def open_services(ctx: click.Context, *, running: bool = False, creates: bool = False) -> Services:
    """Open the services of a command.

    Args:
        ctx: The context of the command.
        running: Let the clock run on from --now; otherwise it stands still there.
        creates: Make the store that --store names, and its folder, if they do not exist.
    """
    require_store(ctx, creates)
    config = open_config(ctx)
    clock = Clock(settings_of(ctx).now, running=running)
    services = Services.open(config, paths_of(ctx).store, clock, terminal=terminal_session())
    ctx.meta[DAMAGED_THREADS_KEY] = services.damaged_threads
    return services


def require_store(ctx: click.Context, creates: bool) -> None:
    """Raise StoreError if the home of the store does not exist, or if only `creates` may make the store.

    A mistyped --store would otherwise look like lost news. $BRIEFING_STORE is set once for all commands: it may name a
    new one.
    """
    where = paths_of(ctx)
    folder = where.store.parent
    hint = "correct --store or $BRIEFING_STORE, or let `briefing refresh` make a new store there"
    if where.is_default_store:
        home = home_folder()
        if home in folder.parents and not home.is_dir():
            raise StoreError(f"the home folder {home} does not exist", "set HOME, or name a store with --store")
    elif creates:
        return
    elif not folder.is_dir():
        raise StoreError(f"there is no folder {folder} for the store {where.store.name}", hint)
    elif settings_of(ctx).is_store_typed and not where.store.exists():
        hint = "correct --store, or let `briefing refresh` with the same --store make a new store"
        raise StoreError(f"there is no store {where.store}", hint)


def run_reader(services: Services, preparation: Preparation | None = None) -> None:
    """Run the interactive reader until it is closed; `preparation` fills the store while the reader shows its frame."""
    from briefing.tui.process_settings import prefer_frame_rate

    prefer_frame_rate(os.environ)
    from briefing.cli.output_encoding import draw_in_ascii
    from briefing.tui.app import BriefingApp

    plain = make_printer().ascii or draws_plainly(os.environ)
    if plain:
        draw_in_ascii()
    BriefingApp(services, ascii=plain, preparation=preparation).run()


def draws_plainly(environ: Mapping[str, str]) -> bool:
    """Return whether the reader is to draw in ASCII: by request, or as the Linux console has few other characters."""
    return bool(environ.get("BRIEFING_ASCII")) or environ.get("TERM") == "linux"


def remember_printout(services: Services, thread_ids: Sequence[str], with_ids: bool) -> Handles:
    """Store the numbers of a print-out of threads, and return whether it shows them, ids, or both.

    Only a print-out that a person can read is numbered. In a pipe, or if the numbers cannot be stored, ids stand for
    them: `briefing today | less` must not change what "3" means.
    """
    numbered = is_numbered_output()
    if numbered and thread_ids:
        numbered = services.deliveries.remember_printout(thread_ids)
        if not numbered:
            print_note("The numbers of this print-out could not be stored: name threads by their ids.")
    return Handles(numbers=numbered, ids=with_ids or not numbered)


def combined_query(services: Services, query: str, view: str) -> Query:
    """Return the query that --query and --view give together."""
    return (services.views.query_of(view) if view else Query()) & services.reading.parse_query(query)


def rewrite_if_wanted(
    services: Services, threads: tuple[Thread, ...], wanted: bool | None, size: RewriteSize = "paragraph"
) -> tuple[Thread, ...]:
    """Return the threads, rewritten if --rewrite (None: the configuration) says so; print a note on failures."""
    rewritten, message = services.rewriter.rewrite_if_wanted(threads, wanted, size)
    if message:
        print_note(message)
    return rewritten


def print_faults(notes: Sequence[FeedProblem]) -> int:
    """Print what faults of the program left undone, and return the exit code."""
    for note in notes:
        print_note(f"{note.name}: {clean(note.cause)}")
    return EXIT_SOME_FAILED if notes else 0


def exit_code_of(faults: FaultRecord) -> int:
    """Print of which threads or articles a fault of the program left something out; return the exit code."""
    from briefing.services.fault_record import partly_shown_notes

    return print_faults(partly_shown_notes(faults.take()))


def exit_if_unwritten(ctx: click.Context, services: Services) -> None:
    """Print which threads a fault of the program left with their former texts, and end the command; else go on."""
    from briefing.services.fault_record import fault_notes

    if code := print_faults(fault_notes(services.pipeline.faults.take())):
        ctx.exit(code)


def require_new_file(file: Path, force: bool) -> None:
    """Raise ConfigError if the file exists and --force is not given."""
    if file.exists() and not force:
        raise ConfigError(f"{file} already exists", "choose another name, or pass --force")
