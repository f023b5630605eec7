"""`briefing refresh`, and the refresh that `today` and `digest` may begin with."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from briefing.cli.command_help import command
from briefing.cli.context_keys import LOG_KEY
from briefing.cli.echo import echo
from briefing.cli.exit_codes import EXIT_FAILED, EXIT_SOME_FAILED
from briefing.cli.options import settings_options
from briefing.cli.printer import make_printer, print_note
from briefing.cli.progress import progress_bars
from briefing.cli.setup import open_services
from briefing.errors import ConfigError
from briefing.output.feed_health import (
    all_feeds_failed,
    failure_line,
    reached_no_feed,
    report_line,
    unreachable_line,
    waiting_line,
)

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.model.fetching import RefreshReport
    from briefing.services import Services

BUSY_MESSAGE = "Another refresh is running; its articles will be in the store when it ends."
"""What is printed in place of the outcome of a refresh that another one kept from running."""
WAIT_MESSAGE = "The store is still empty: try again in a minute."
"""What is printed after it where there is nothing to print yet."""


def require_feeds(config: Config) -> None:
    """Raise ConfigError if no feed is enabled."""
    if not any(feed.enabled for feed in config.feeds):
        hint = "`briefing check` explains what is wrong." if config.problems else "`briefing add URL` adds one."
        raise ConfigError(f"{config.path} has no feed to fetch.", hint)


def run_refresh(services: Services, *, force: bool = False, quiet: bool = False, wait: float = 0.0) -> RefreshReport:
    """Refresh with progress bars; ConfigError if no feed is enabled. Another refresh is waited for `wait` seconds."""
    require_feeds(services.config)
    with progress_bars(quiet=quiet) as progress:
        report = services.refresher.refresh(force=force, wait=wait, on_progress=progress)
    ctx = click.get_current_context(silent=True)
    if ctx and LOG_KEY in ctx.find_root().meta:
        from briefing.cli.log_file import log_refresh

        log_refresh(report)
    return report


def exit_code(report: RefreshReport, config_problem_count: int = 0) -> int:
    """Return 0 if all went well, 1 if no feed could be reached, 3 if some failed or something has a problem.

    A failing feed that is not due counts as at its last fetch, so that the code does not depend on when it is asked.
    """
    if report.busy:
        return 0
    if reached_no_feed(report):
        return EXIT_FAILED
    some_failed = report.failed or report.backing_off or report.unfetched or report.faults or config_problem_count
    return EXIT_SOME_FAILED if some_failed else 0


def print_failures(services: Services, report: RefreshReport, *, err: bool = True, for_cron: bool = False) -> None:
    """Print failed feeds and notes, one line each; if no feed could be reached, one line for all.

    `for_cron` prints each cause of a feed once a day, because cron mails what is printed; a terminal gets all.
    """
    problems = [*report.notes, *report.failed]
    if for_cron and not sys.stderr.isatty():
        problems = services.feed_health.not_reported_today(problems)
    if all_feeds_failed(report):
        if problems:
            echo(unreachable_line(report, services.now()), err=True)
    else:
        for problem in problems:
            echo(f"  {failure_line(problem, services.now())}", err=err)
    if for_cron:
        services.feed_health.mark_reported(problems)


def refresh_before_printing(services: Services, *, force: bool = False) -> RefreshReport:
    """Refresh before a command prints its own output; all messages go to standard error."""
    report = run_refresh(services, force=force)
    if report.busy:
        print_note(f"{BUSY_MESSAGE} {WAIT_MESSAGE}" if services.reading.is_store_empty() else BUSY_MESSAGE)
    print_failures(services, report)
    return report


@command()
@click.option("--force", is_flag=True, help="Fetch feeds that are not due too (never those that asked us to wait).")
@click.option("--quiet", is_flag=True, help="Print nothing but errors, each once a day: made for cron.")
@settings_options()
@click.pass_context
def refresh(ctx: click.Context, force: bool, quiet: bool) -> None:
    """Fetch the feeds that are due, then group and write what is new.

    Fetching ends after five minutes; feeds that are left come first in the next refresh. With --quiet, the same error
    of a feed or of feeds.toml is printed once a day unless standard error is a terminal.

    Exit code: 0 all went well, 1 no feed could be reached, 2 unusable configuration, 3 some feeds failed or
    were not fetched in time, feeds.toml has a mistake, or a fault of the program left something undone.
    """
    from briefing.services.missing_extras import missing_full_text

    with open_services(ctx, creates=True) as services:
        _print_config_problems(services, for_cron=quiet)
        missing = missing_full_text(services.config)
        if missing and not quiet:
            print_note(str(missing))
        if not quiet:
            _print_unencrypted_secrets(services)
        report = run_refresh(services, force=force, quiet=quiet)
        if report.busy:
            if not quiet:
                echo(BUSY_MESSAGE)
        else:
            if not quiet and not all_feeds_failed(report):
                echo(report_line(report, "-" if make_printer().ascii else "·"))
            if not quiet and report.backing_off:
                echo(f"  {waiting_line(report)}")
            print_failures(services, report, err=quiet, for_cron=quiet)
        problem_count = len(services.config.problems) + bool(missing)
    ctx.exit(exit_code(report, problem_count))


def _print_config_problems(services: Services, *, for_cron: bool) -> None:
    """Print the mistakes of feeds.toml; `for_cron` prints each once a day, but a terminal gets all."""
    from briefing.model.notes import Note

    notes = [Note(one.file, one.message) for one in services.config.problems]
    new = services.feed_health.not_reported_today(notes) if for_cron and not sys.stderr.isatty() else notes
    for problem, note in zip(services.config.problems, notes, strict=True):
        if note in new:
            print_note(str(problem))
    if for_cron:
        services.feed_health.mark_reported(new)


def _print_unencrypted_secrets(services: Services) -> None:
    """Print which feeds send a secret over plain http, each once a day."""
    from briefing.model.notes import Note
    from briefing.services.unencrypted_secrets import UNENCRYPTED_ADVICE, unencrypted_secret_notes

    notes = [Note(note, UNENCRYPTED_ADVICE) for note in unencrypted_secret_notes(services.config.feeds)]
    new = services.feed_health.not_reported_today(notes)
    for note in new:
        print_note(f"{note.subject}: {note.text}")
    services.feed_health.mark_reported(new)
