"""`briefing schedule` and `briefing completion`: what a person puts into the files of cron, systemd or a shell."""

from __future__ import annotations

import os
import sys
from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.command_help import command
from briefing.cli.completion_scripts import SHELLS, completion_script
from briefing.cli.echo import echo
from briefing.cli.exit_codes import EXIT_SOME_FAILED
from briefing.cli.options import settings_options
from briefing.cli.printer import print_note
from briefing.cli.setup import open_config, paths_of, settings_of
from briefing.model.digests import DigestSettings

if TYPE_CHECKING:
    from briefing.config import Config

PROGRAM_NAMES = ("briefing", "briefing.exe")
SCHEDULED_TABLES = ("digests", "keep")
"""The tables and keys of feeds.toml that jobs are made of."""


@command()
@click.option("--systemd", is_flag=True, help="Print user units of systemd instead of crontab lines.")
@settings_options()
@click.pass_context
def schedule(ctx: click.Context, systemd: bool) -> None:
    """Print what runs refreshes and digests by themselves, for cron or systemd.

    The lines name the program with its full path, fetch the feeds every hour, and write each digest of feeds.toml (or
    the default digest): daily at 7, or when its name says (noon or lunch at 12, afternoon 16, evening 18, night 21);
    twice a day if its `since` is half a day and its name says nothing; weekly if its `since` is a week. With `keep` in
    feeds.toml they thin old articles monthly. Variables that feeds.toml reads passwords from are named. Nothing is
    installed.

    What has a mistake in feeds.toml is left out and named on standard error, with exit code 3.
    """
    from briefing.output.crontab import crontab, scheduled_jobs, systemd_units

    config = open_config(ctx)
    settings = settings_of(ctx)
    program = program_words(sys.argv[0], sys.executable)
    paths = paths_of(ctx)
    for option, given, path, variable in (
        ("--config", settings.config, paths.config, "XDG_CONFIG_HOME"),
        ("--store", settings.store, paths.store, "XDG_DATA_HOME"),
    ):
        if given is not None or os.environ.get(variable):  # which cron and systemd do not know
            program += [option, str(path.absolute())]
    left_out = [name for name in config.left_out if name.split(".")[0] in SCHEDULED_TABLES]
    for name in left_out:
        for problem in config.left_out[name]:
            print_note(f"`{name}` is left out: {problem}")
    has_digests = config.digest_names or "digests" in left_out
    digests = list(config.digests.values()) if has_digests else [DigestSettings()]
    jobs = scheduled_jobs(program, digests, prunes=config.keep is not None)
    variables = variables_of(config)
    mail_to = ",".join(parseaddr(one)[1] for one in config.mail.to) if config.mail else ""
    echo(systemd_units(jobs, variables) if systemd else crontab(jobs, mail_to or _user_name(), variables), nl=False)
    ctx.exit(EXIT_SOME_FAILED if left_out else 0)


def variables_of(config: Config) -> list[str]:
    """Return the variables of the environment that passwords, keys and tokens of feeds.toml are read from."""
    secrets = [secret for feed in config.feeds if feed.enabled for _, secret in feed.secrets]
    secrets += [config.mail.password] if config.mail and config.mail.password else []
    secrets += [config.language_model.key] if config.language_model and config.language_model.key else []
    secrets += [config.hooks.webhook_token] if config.hooks and config.hooks.webhook_token else []
    return list(dict.fromkeys(secret.env for secret in secrets if secret.env))


def _user_name() -> str:
    """Return the name of the person, who gets what their jobs print; "" if the system knows none."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


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

    It completes commands, options, and the names of threads, feeds, sections, views and digests. For zsh write it as
    `_briefing` into a folder of your `fpath`.
    """
    from briefing.cli import root

    echo(completion_script(shell, root))
