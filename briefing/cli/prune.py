"""`briefing prune`: old articles keep what summaries and timelines quote of them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.command_help import command
from briefing.cli.echo import echo
from briefing.cli.fault_reports import exit_if_unwritten
from briefing.cli.options import settings_options
from briefing.cli.progress import progress_bars
from briefing.cli.setup import open_services
from briefing.config.feed_schema import keep_value
from briefing.errors import ConfigError
from briefing.output.formatting import format_count, format_mib

if TYPE_CHECKING:
    from briefing.services.retention import PruneReport


def _keep(_: click.Context, __: click.Parameter, value: str | None) -> timedelta | None:
    try:
        return None if value is None else keep_value(value)
    except ValueError as error:
        raise click.BadParameter(f"it {error}") from error


@command()
@click.option("--keep", metavar="TIME", callback=_keep, help="Age from which articles are thinned: 2y, 540d.")
@click.option("--dry-run", is_flag=True, help="Only show what would be thinned.")
@settings_options()
@click.pass_context
def prune(ctx: click.Context, keep: timedelta | None, dry_run: bool) -> None:
    """Thin the texts of old articles to what is quoted of them.

    Articles older than `keep` in feeds.toml (or --keep) keep their title, address, publisher and date, and the
    sentences that a summary or a timeline quotes. Threads, timelines and background stay, and so do articles with a
    star. The store is copied first; `briefing restore` puts the copy back.
    """
    with open_services(ctx) as services, progress_bars() as on_progress:
        if keep is None:
            services.config.require("keep", "Nothing is thinned.")
        age = keep or services.config.keep
        if age is None:
            raise ConfigError("nothing says how old", 'pass --keep 2y, or write `keep = "2y"` at the top of feeds.toml')
        report = services.retention.prune(age, dry_run=dry_run, on_progress=on_progress)
    _print_report(report, dry_run)
    exit_if_unwritten(ctx, services)


def _print_report(report: PruneReport, dry_run: bool) -> None:
    """Print what thinning changed, or would change."""
    day = f"{report.before.astimezone():%Y-%m-%d}"
    if not report.article_count:
        echo(f"No article from before {day} has more text than is quoted of it.")
        return
    counts = f"{format_count(report.article_count, 'article')} of {format_count(report.thread_count, 'thread')}"
    if dry_run:
        echo(f"Would thin {counts} from before {day}: {format_mib(report.text_size)} of text.")
        return
    echo(f"Thinned {counts} from before {day}; the store is {format_mib(report.freed)} smaller.")
    echo(f"{Path(report.backup)} has it as it was: `briefing restore` puts that back.")
