"""`briefing schedule` and `briefing completion`: what a person puts into the files of cron, systemd or a shell."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from briefing.cli.command_help import command
from briefing.cli.options import settings_options
from briefing.cli.setup import open_config, settings_of

PROGRAM_NAMES = ("briefing", "briefing.exe")
SHELLS = ("bash", "zsh", "fish")


@command()
@click.option("--systemd", is_flag=True, help="Print user units of systemd instead of crontab lines.")
@settings_options()
@click.pass_context
def schedule(ctx: click.Context, systemd: bool) -> None:
    """Print what runs refreshes and digests by themselves, for cron or systemd.

    The lines name the program with its full path, fetch the feeds every hour, and write each digest of feeds.toml (or
    the default digest): daily, or weekly if its `since` is a week. With `keep` in feeds.toml they thin old articles
    monthly. Nothing is installed.
    """
    from briefing.output.crontab import crontab, jobs, systemd_units

    config = open_config(ctx)
    settings = settings_of(ctx)
    program = program_words(sys.argv[0], sys.executable)
    for option, path in (("--config", settings.config), ("--store", settings.store)):
        if path is not None:
            program += [option, str(path.absolute())]
    digests = [(name, digest.since) for name, digest in config.digests.items()] or [("default", None)]
    listed = jobs(program, digests, prunes=config.keep is not None)
    click.echo(systemd_units(listed) if systemd else crontab(listed), nl=False)


def program_words(called: str, python: str) -> list[str]:
    """Return the words that start this program from any folder: its installed command, else Python with its module."""
    path = Path(called)
    if path.name in PROGRAM_NAMES and path.is_file() and os.access(path, os.X_OK):
        return [str(path.absolute())]
    return [python, "-m", "briefing"]


@command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the completion of a SHELL.

    It completes commands, options, and the names of threads, feeds, sections, views and digests.
    """
    from click.shell_completion import get_completion_class

    from briefing.cli import root

    completion_class = get_completion_class(shell)
    assert completion_class is not None
    script = completion_class(root, {}, "briefing", "_BRIEFING_COMPLETE")
    source = script.source_template % script.source_vars()
    click.echo(source.replace('string split ","', 'string split --max 1 ","'))  # a comma in a name ends no name
