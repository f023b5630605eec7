"""`briefing backup` and `restore`: copy the store, and put a copy in its place."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.command_help import command
from briefing.cli.echo import confirm, echo
from briefing.cli.options import FILE_TYPE, force_option, require_new_file, settings_options
from briefing.cli.setup import moment_of, paths_of
from briefing.cli.terminal_facts import can_ask_user
from briefing.errors import ConfigError, StoreError
from briefing.output.formatting import format_count, format_mib, format_moment
from briefing.services.maintenance import backup_store, restoring_store


@command()
@click.argument("file", type=FILE_TYPE)
@force_option
@settings_options()
@click.pass_context
def backup(ctx: click.Context, file: Path, force: bool) -> None:
    """Copy the store to FILE, also while it is in use.

    The copy is checked, and appears whole or not at all. `briefing restore FILE` puts it in the place of the store.
    """
    store = paths_of(ctx).store
    if not store.exists():
        raise StoreError(f"there is no store at {store} yet", "`briefing refresh` makes one")
    require_new_file(file, force)
    backup_store(store, file)
    echo(f"Copied {store} to {file} ({format_mib(file.stat().st_size)}).")


@command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", "-y", is_flag=True, help="Replace the store without asking.")
@settings_options()
@click.pass_context
def restore(ctx: click.Context, file: Path, yes: bool) -> None:
    """Put the backup FILE in the place of the store.

    FILE is checked first and stays as it is. The store that it replaces is moved, with its -wal and -shm files, to a
    name with the date beside it; nothing is deleted. Exit code: 0 restored; 1 nothing was changed, because FILE is
    damaged, no store or from a newer briefing, or the store is in use or cannot be written, or you said no; 2 wrong
    usage: FILE cannot be read, or nobody can answer and --yes is missing.
    """
    store, now = paths_of(ctx).store, moment_of(ctx)
    with restoring_store(store, file, now) as content:
        articles = format_count(content.article_count, "article")
        newest = f", the newest of {format_moment(content.newest, now)}" if content.newest else ""
        if not yes:
            if not can_ask_user():
                message = f"nothing was restored; {file} is sound: {articles}{newest}"
                raise ConfigError(message, "pass --yes to restore it")
            confirm(f"Put {file} ({articles}{newest}) in the place of {store}?")
    echo(f"Restored {store} from {file}: {articles}{newest}.")
    if content.former:
        echo(f"The store as it was before is {content.former}.")
