"""`briefing refresh`, and the refresh that `today` and `digest` may begin with."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from briefing.cli.options import settings_options
from briefing.cli.printer import is_dumb, make_printer, print_note
from briefing.cli.setup import open_services
from briefing.errors import ConfigError
from briefing.model.feeds import Progress, RefreshReport
from briefing.output.refresh_report import all_feeds_failed, failure_line, report_line, unreachable_line

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from types import TracebackType

    from rich.progress import TaskID

    from briefing.config import Config
    from briefing.services import Services

EXIT_NOTHING_REACHED, EXIT_SOME_FAILED = 1, 3
EXIT_NO_ARTICLES = 1
WAIT_MESSAGE = "Nothing is there yet: ask again in a minute."
BUSY_MESSAGE = "Another refresh is running; what it finds will be in the store when it ends."


class ProgressBars:
    """A bar on standard error for each stage of a refresh; it leaves nothing behind."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as RichProgress

        self._bars = RichProgress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[note]}", markup=False),
            console=Console(stderr=True),
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> ProgressBars:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def __call__(self, progress: Progress) -> None:
        """Move the bar of the stage."""
        if progress.stage not in self._tasks:
            self._tasks[progress.stage] = self._bars.add_task(progress.stage, total=progress.total, note="")
        note = progress.note[:40]
        self._bars.update(self._tasks[progress.stage], completed=progress.done, total=progress.total, note=note)


def require_feeds(config: Config) -> None:
    """Raise ConfigError if there is no feed to fetch."""
    if not any(feed.enabled for feed in config.feeds):
        advice = "`briefing check` says what is wrong with it." if config.problems else "`briefing add URL` adds one."
        raise ConfigError(f"{config.path} has no feed to fetch.", advice)


def run_refresh(services: Services, *, force: bool = False, quiet: bool = False) -> RefreshReport:
    """Refresh, with bars where a person can see them; ConfigError if there is no feed at all."""
    require_feeds(services.config)
    shown = sys.stderr.isatty() and not is_dumb() and not quiet
    bars: AbstractContextManager[ProgressBars | None] = ProgressBars() if shown else nullcontext()
    with bars as progress:
        return services.refresher.refresh(force=force, progress=progress)


def exit_code(report: RefreshReport, config_problems: int = 0) -> int:
    """0 all well, 1 no feed could be reached, 3 some feeds failed or `problems` stand in the configuration."""
    if report.busy:
        return 0
    if all_feeds_failed(report):
        return EXIT_NOTHING_REACHED
    return EXIT_SOME_FAILED if report.failed or config_problems else 0


def print_failures(services: Services, report: RefreshReport, *, err: bool = True) -> None:
    """Name what failed, and what else to know: feeds with their cause, or in one line that none could be reached."""
    if all_feeds_failed(report):
        click.echo(unreachable_line(report), err=True)
        return
    for problem in (*report.notes, *report.failed):
        click.echo(f"  {failure_line(problem, services.now())}", err=err)


def refresh_before_printing(services: Services, *, force: bool = False, quiet: bool = False) -> RefreshReport:
    """Refresh before printing something else: everything said goes to standard error."""
    report = run_refresh(services, force=force, quiet=quiet)
    if report.busy and not quiet:
        print_note(f"{BUSY_MESSAGE} {WAIT_MESSAGE}" if services.reading.is_store_empty() else BUSY_MESSAGE)
    print_failures(services, report)
    return report


@click.command()
@click.option("--force", is_flag=True, help="Ask feeds that are not due yet too (never those that asked us to wait).")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@settings_options()
@click.pass_context
def refresh(ctx: click.Context, force: bool, quiet: bool) -> None:
    """Fetch the feeds that are due, then group and write what is new.

    Exit code: 0 all well, 1 no feed could be reached, 2 unusable configuration, 3 some feeds failed.
    """
    with open_services(ctx) as services:
        for problem in services.config.problems:
            print_note(str(problem))
        report = run_refresh(services, force=force, quiet=quiet)
        if report.busy:
            if not quiet:
                click.echo(BUSY_MESSAGE)
        else:
            if not quiet and not all_feeds_failed(report):
                click.echo(report_line(report, "-" if make_printer().ascii else "·"))
            print_failures(services, report, err=quiet)
        problems = len(services.config.problems)
    ctx.exit(exit_code(report, problems))
