"""`briefing digest`: what is new since this digest last ran, as text for mail."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.exit_codes import EXIT_FAILED
from briefing.cli.options import (
    FILE_TYPE,
    json_option,
    options_as,
    resolve_since,
    rewrite_option,
    settings_options,
    since_option,
)
from briefing.cli.printer import print_json, print_note
from briefing.cli.setup import open_services, rewrite_if_wanted
from briefing.cli.streams import is_output_closed
from briefing.output.digest import digest_text

if TYPE_CHECKING:
    from briefing.model.threads import Briefing
    from briefing.services import Services


MAX_REFRESH_WAIT = 300.0
"""Seconds that `--refresh` waits while another refresh runs: a refresh of hundreds of feeds takes a few minutes."""


@dataclass(frozen=True, slots=True)
class DigestOptions:
    """The options of `briefing digest`."""

    name: str
    since: timedelta | datetime | None
    output: Path | None
    width: int
    quiet: bool
    refresh_first: bool
    rewrite: bool | None
    as_json: bool


@click.command()
@click.option("--name", default="default", show_default=True, help="Each name keeps its own record.")
@since_option
@click.option("--output", type=FILE_TYPE, metavar="FILE", help='Write to a file; "-" prints.')
@click.option("--width", type=click.IntRange(30, 400), default=72, show_default=True, help="Columns to fill.")
@click.option("--quiet", is_flag=True, help="Print nothing if nothing is new.")
@click.option("--refresh", "refresh_first", is_flag=True, help="Fetch the feeds that are due first.")
@rewrite_option
@json_option
@settings_options()
@click.pass_context
@options_as(DigestOptions)
def digest(ctx: click.Context, options: DigestOptions) -> None:
    """Print what is new since this digest last ran; made for cron.

    Only what it printed is recorded as delivered, after it was written; what it had no room for is counted and comes
    with a later digest, within 14 days and after more important news. It waits up to two minutes for another digest,
    and with --refresh up to five minutes for another refresh. Feeds that failed are listed in it; they do not make
    the command fail.
    """
    with open_services(ctx, creates=options.refresh_first) as services:
        code = _refresh(services, options)
        with services.deliveries.lock():
            briefing = services.deliveries.digest(options.name, resolve_since(options.since, services.now()))
            if briefing.threads or not options.quiet:
                full = rewrite_if_wanted(services, briefing.full_threads, options.rewrite, "news")
                briefing = replace(briefing, threads=(*full, *briefing.listed_threads))
                write_output(_render(briefing, options), options.output, is_json=options.as_json)
                if options.output is not None or not is_output_closed():
                    services.deliveries.mark_delivered(briefing)
    ctx.exit(code)


def _refresh(services: Services, options: DigestOptions) -> int:
    """Refresh if that is asked for; return the exit code: a digest fails only if no feed could be reached."""
    if options.refresh_first:
        from briefing.cli.refresh import BUSY_MESSAGE, exit_code, print_failures, run_refresh

        report = run_refresh(services, quiet=options.quiet, wait=MAX_REFRESH_WAIT)
        if report.busy:
            print_note(BUSY_MESSAGE)
        if exit_code(report) == EXIT_FAILED:
            print_failures(services, report, for_cron=True)
            return EXIT_FAILED
    elif not options.quiet and services.reading.is_store_empty():
        print_note("The store is empty: run `briefing refresh`, or `briefing digest --refresh`.")
    return 0


def _render(briefing: Briefing, options: DigestOptions) -> str:
    if not options.as_json:
        return digest_text(briefing, options.width)
    from briefing.output.json_format import briefing_json

    return "".join(briefing_json(briefing))


def write_output(text: str, output: Path | None, *, is_json: bool = False) -> None:
    """Write a text to a file, whole or not at all, or print it; FileError if the file cannot be written."""
    if output is None or str(output) == "-":
        if is_json:
            print_json(text)
        else:
            click.echo(text, nl=False)
        sys.stdout.flush()
        return
    from briefing.config import write_atomic

    write_atomic(output, text, private=False)
