"""`briefing digest`: what is new since this digest last ran, as text for mail."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.exit_codes import EXIT_FAILED
from briefing.cli.options import (
    FILE_TYPE,
    format_option,
    json_option,
    options_as,
    query_option,
    resolve_since,
    rewrite_option,
    settings_options,
    since_option,
    view_option,
)
from briefing.cli.printer import print_json, print_note
from briefing.cli.setup import combined_query, open_services, rewrite_if_wanted
from briefing.cli.streams import is_output_closed
from briefing.config import expand_home
from briefing.model.digests import DEFAULT_NAME, MAX_LINES, MAX_THREADS, MIN_LINES, ORDERS, SIZES
from briefing.output.digest import digest_document, fit_digest
from briefing.output.formats import write_document

if TYPE_CHECKING:
    from briefing.model.digests import DigestFormat, DigestOrder, DigestSettings, DigestSize
    from briefing.model.threads import Briefing
    from briefing.services import Services


MAX_REFRESH_WAIT = 300.0
"""Seconds that `--refresh` waits while another refresh runs: a refresh of hundreds of feeds takes a few minutes."""
WIDTH = 72
"""Columns of a digest without --width: plain text in mails is read at this width."""


@dataclass(frozen=True, slots=True)
class DigestOptions:
    """The options of `briefing digest`; None where feeds.toml or the default decides."""

    name: str
    since: timedelta | datetime | None
    query: str
    view: str
    sections: tuple[str, ...]
    limit: int | None
    lines: int | None
    size: DigestSize | None
    order: DigestOrder | None
    output_format: DigestFormat | None
    output: Path | None
    width: int
    quiet: bool
    dry_run: bool
    refresh_first: bool
    rewrite: bool | None
    as_json: bool

    def over(self, configured: DigestSettings) -> DigestSettings:
        """Return the settings of a configured digest with the options that were given in their place."""
        given: dict[str, Any] = {
            "view": self.view,
            "sections": self.sections,
            "limit": self.limit,
            "lines": self.lines,
            "size": self.size,
            "order": self.order,
            "format": "json" if self.as_json else self.output_format,
            "output": str(self.output) if self.output else "",
        }
        return replace(configured, **{key: value for key, value in given.items() if value})


@click.command()
@click.option("--name", default=DEFAULT_NAME, show_default=True, help="Each name keeps its own record.")
@since_option
@query_option
@view_option
@click.option("--section", "sections", multiple=True, metavar="NAME", help="Only threads of this section; repeatable.")
@click.option("--limit", type=click.IntRange(1, MAX_THREADS), metavar="N", help="Number of threads at most.")
@click.option("--lines", type=click.IntRange(MIN_LINES, MAX_LINES), metavar="N", help="Number of lines at most.")
@click.option("--size", type=click.Choice(SIZES), help="How much of each thread in full.")
@click.option("--order", type=click.Choice(ORDERS), help="Order of the threads.")
@format_option
@click.option("--output", type=FILE_TYPE, metavar="FILE", help='Write to a file; "-" prints.')
@click.option("--width", type=click.IntRange(30, 400), default=WIDTH, show_default=True, help="Columns to fill.")
@click.option("--quiet", is_flag=True, help="Print nothing if nothing is new.")
@click.option("--dry-run", is_flag=True, help="Print it without recording it as delivered.")
@click.option("--refresh", "refresh_first", is_flag=True, help="Fetch the feeds that are due first.")
@rewrite_option
@json_option
@settings_options()
@click.pass_context
@options_as(DigestOptions)
def digest(ctx: click.Context, options: DigestOptions) -> None:
    """Print what is new since this digest last ran; made for cron.

    The most important threads come first, at most 120 lines. Only what it printed is recorded as delivered, after it
    was written; what it had no room for is counted and comes with a later digest, within 14 days and after more
    important news. Options replace what [digests.NAME] in feeds.toml says. It waits up to two minutes for another
    digest, and with --refresh up to five minutes for another refresh. Feeds that failed are listed in it; they do not
    make the command fail.
    """
    with open_services(ctx, creates=options.refresh_first) as services:
        settings = options.over(services.deliveries.settings(options.name))
        code = _refresh(services, options)
        with services.deliveries.lock():
            briefing = _fitted_digest(services, options, settings)
            if briefing.threads or not options.quiet:
                _deliver(services, briefing, options, settings)
    ctx.exit(code)


def _fitted_digest(services: Services, options: DigestOptions, settings: DigestSettings) -> Briefing:
    """Return the digest as it is printed: rewritten if that is asked for, and cut to its lines."""
    query = combined_query(services, options.query, settings.view)
    since = resolve_since(options.since, services.now())
    briefing = services.deliveries.digest(options.name, since, settings=settings, query=query)
    briefing = fit_digest(briefing, settings, options.width)
    full = rewrite_if_wanted(services, briefing.full_threads, options.rewrite, "news")
    return replace(briefing, threads=(*full, *briefing.listed_threads))


def _deliver(services: Services, briefing: Briefing, options: DigestOptions, settings: DigestSettings) -> None:
    """Write a digest, and record it as delivered if somebody can have got it."""
    output = expand_home(Path(settings.output)) if settings.output not in ("", "-") else None
    write_output(_render(briefing, options, settings), output, is_json=settings.format == "json")
    if not options.dry_run and (output is not None or not is_output_closed()):
        services.deliveries.mark_delivered(briefing)


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


def _render(briefing: Briefing, options: DigestOptions, settings: DigestSettings) -> str:
    if settings.format != "json":
        return write_document(digest_document(briefing, settings), settings.format, options.width)
    from briefing.output.json_format import briefing_json

    return "".join(briefing_json(briefing))


def write_output(text: str, output: Path | None, *, is_json: bool = False) -> None:
    """Write a text to a file, whole or not at all, or print it; FileError if the file cannot be written."""
    if output is None:
        if is_json:
            print_json(text)
        else:
            click.echo(text, nl=False)
        sys.stdout.flush()
        return
    from briefing.config import write_atomic

    write_atomic(output, text, private=False)
