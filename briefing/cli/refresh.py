"""`briefing refresh`, and the refresh that `today` and `digest` may begin with."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from briefing.cli.options import settings_options
from briefing.cli.screen import is_dumb, note, screen
from briefing.cli.setup import open_desk
from briefing.errors import ConfigError
from briefing.model.feeds import Progress, RefreshReport
from briefing.output.report import failure_line, nothing_reached, report_line, unreachable_line

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from types import TracebackType

    from rich.progress import TaskID

    from briefing.config import Config
    from briefing.desk import Desk

NOTHING_WORKED, SOME_FAILED = 1, 3
NOTHING_YET = 1
WAIT = "Nothing is there yet: ask again in a minute."
BUSY = "Another refresh is running; what it finds will be in the store when it ends."


class Bars:
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

    def __enter__(self) -> Bars:
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


def run_refresh(desk: Desk, *, force: bool = False, quiet: bool = False) -> RefreshReport:
    """Refresh, with bars where a person can see them; ConfigError if there is no feed at all."""
    require_feeds(desk.config)
    shown = sys.stderr.isatty() and not is_dumb() and not quiet
    bars: AbstractContextManager[Bars | None] = Bars() if shown else nullcontext()
    with bars as progress:
        return desk.refresh(force=force, progress=progress)


def exit_code(report: RefreshReport, problems: int = 0) -> int:
    """0 all well, 1 no feed could be reached, 3 some feeds failed or `problems` stand in the configuration."""
    if report.busy:
        return 0
    if nothing_reached(report):
        return NOTHING_WORKED
    return SOME_FAILED if report.failed or problems else 0


def tell_failures(desk: Desk, report: RefreshReport, *, err: bool = True) -> None:
    """Name what failed, and what else to know: feeds with their cause, or in one line that none could be reached."""
    if nothing_reached(report):
        click.echo(unreachable_line(report), err=True)
        return
    for problem in (*report.notes, *report.failed):
        click.echo(f"  {failure_line(problem, desk.now())}", err=err)


def refresh_first(desk: Desk, *, force: bool = False, quiet: bool = False) -> RefreshReport:
    """Refresh before printing something else: everything said goes to standard error."""
    report = run_refresh(desk, force=force, quiet=quiet)
    if report.busy and not quiet:
        note(f"{BUSY} {WAIT}" if desk.is_empty() else BUSY)
    tell_failures(desk, report)
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
    with open_desk(ctx) as desk:
        for problem in desk.config.problems:
            note(str(problem))
        report = run_refresh(desk, force=force, quiet=quiet)
        if report.busy:
            if not quiet:
                click.echo(BUSY)
        else:
            if not quiet and not nothing_reached(report):
                click.echo(report_line(report, "-" if screen().ascii else "·"))
            tell_failures(desk, report, err=quiet)
        problems = len(desk.config.problems)
    ctx.exit(exit_code(report, problems))
