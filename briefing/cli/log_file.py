"""`--log FILE`: one line for the start and the end of a command, for each failure, and for each feed of a refresh.

A log that cannot be written is reported once and never fails a command. Addresses stand in it without their secrets.
"""

from __future__ import annotations

import logging
import shlex
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing import __version__
from briefing.cli.context_keys import ARGS_KEY, LOG_KEY
from briefing.cli.echo import echo
from briefing.private_files import create_if_missing
from briefing.program_faults import safe_traceback
from briefing.system_errors import os_error_cause
from briefing.text.html.clean import clean
from briefing.text.url_secrets import without_secrets

if TYPE_CHECKING:
    from briefing.model.fetching import RefreshReport

LOGGER = logging.getLogger("briefing")


class _LogFile(logging.FileHandler):
    """A file whose first failure is reported on standard error; then it takes nothing more."""

    failed = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, unless an earlier one failed."""
        if not self.failed:
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """Report the failure once."""
        del record
        self.failed = True
        error = sys.exc_info()[1]
        cause = os_error_cause(error) if isinstance(error, OSError) else str(error)
        echo(f"briefing: the log {self.baseFilename} cannot be written: {cause}", err=True)


def start_log(ctx: click.Context, path: Path) -> None:
    """Append to the log until the command ends."""
    root = ctx.find_root()
    try:
        if not path.exists():
            create_if_missing(path)
        handler = _LogFile(path, encoding="utf-8", errors="replace")
    except OSError as error:
        echo(f"briefing: the log {path} cannot be written: {os_error_cause(error)}", err=True)
        return
    formatter = logging.Formatter("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
    LOGGER.addHandler(handler)
    words = shlex.join(without_secrets(clean(word)) for word in root.meta.get(ARGS_KEY, ()))
    LOGGER.info("briefing %s started: %s", __version__, words or "the reader")
    root.meta[LOG_KEY] = time.monotonic()

    def stop() -> None:
        LOGGER.removeHandler(handler)
        for close in (handler.close, handler.stream.close if handler.stream else lambda: None):
            with suppress(OSError):  # what could not be written was reported
                close()

    root.call_on_close(stop)


def log_end(ctx: click.Context, error: BaseException | None) -> None:
    """Log how a command ended, if there is a log."""
    started = ctx.find_root().meta.get(LOG_KEY)
    if started is None:
        return
    seconds = time.monotonic() - started
    code = getattr(error, "exit_code", 0 if error is None else 1)
    if isinstance(error, click.ClickException):
        LOGGER.error("%s", without_secrets(clean(error.format_message())))
    elif error is not None and not hasattr(error, "exit_code"):
        LOGGER.error("stopped by a fault of the program\n%s", safe_traceback(error))
    LOGGER.info("ended with exit code %d after %.1f s", code, seconds)


def log_refresh(report: RefreshReport) -> None:
    """Log what a refresh did, and each problem that it met."""
    for problem in (*report.failed, *report.notes):
        LOGGER.warning("%s", without_secrets(clean(f"{problem.subject}: {problem.text}")))
    if report.busy:
        LOGGER.info("another refresh was running: nothing was done")
        return
    LOGGER.info(
        "refreshed %d feeds: %d new data, %d unchanged, %d not due, %d failed; %d articles, %d stories, %d threads",
        report.feeds,
        report.new_data,
        report.unchanged,
        report.not_due,
        len(report.failed),
        report.articles,
        report.stories,
        report.threads,
    )
