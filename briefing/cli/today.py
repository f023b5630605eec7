"""`briefing today`: the ranked threads of the day, printed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from briefing.cli.command_help import command
from briefing.cli.exit_codes import EXIT_FAILED, worst_of
from briefing.cli.fault_reports import report_faults
from briefing.cli.options import (
    ascii_option,
    format_option,
    ids_option,
    json_option,
    options_as,
    query_option,
    resolve_since,
    rewrite_option,
    section_option,
    settings_options,
    since_option,
    view_option,
    width_option,
)
from briefing.cli.printer import make_printer, print_document, print_json, print_note
from briefing.cli.setup import open_services
from briefing.cli.shared_steps import combined_query, remember_printout, rewrite_if_wanted
from briefing.output.formatting import format_count
from briefing.output.handles import Handles
from briefing.output.today import briefing_lines
from briefing.services.front_pages import PageChoice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.model.briefings import Briefing
    from briefing.model.threads import Thread
    from briefing.services import Services
    from briefing.services.fault_record import FaultRecord

DEFAULT_LIMIT = 12
"""Threads that are printed without --limit: they fill a few screens."""


@dataclass(frozen=True, slots=True)
class TodayOptions:
    """The options of `briefing today`."""

    since: timedelta | datetime | None
    limit: int
    unlimited: bool
    section: str
    query: str
    view: str
    with_singles: bool
    refresh_first: bool
    output_format: str | None
    rewrite: bool | None
    explain: bool
    as_json: bool
    width: int | None
    ascii: bool
    with_ids: bool

    @property
    def lists_singles(self) -> bool:
        """Whether the reports of one publisher are listed."""
        return self.with_singles or self.unlimited

    @property
    def prints_text(self) -> bool:
        """Whether the briefing is printed for a person, not as a document or JSON."""
        return self.output_format in (None, "text") and not self.as_json

    @property
    def prints_json(self) -> bool:
        """Whether the briefing is printed as JSON."""
        return self.as_json or self.output_format == "json"


@command()
@since_option
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=DEFAULT_LIMIT,
    show_default=True,
    help="Main threads at most; parts not counted.",
)
@click.option("--all", "unlimited", is_flag=True, help="All threads of the period, with --singles.")
@click.option("--singles", "with_singles", is_flag=True, help="List what one publisher alone reports.")
@section_option
@query_option
@view_option
@click.option("--refresh", "refresh_first", is_flag=True, help="Fetch the feeds that are due first.")
@format_option
@rewrite_option
@click.option("--explain", is_flag=True, help="Show for each thread why it is ranked there.")
@json_option
@width_option
@ascii_option
@ids_option
@settings_options()
@click.pass_context
@options_as(TodayOptions)
def today(ctx: click.Context, options: TodayOptions) -> None:
    """Print what is going on: the front page of the day, as the reader shows it.

    It has the threads that several publishers report and those you follow, parts of a larger affair in one line, and
    the number of single reports. The day is the time since midnight or the last 24 hours, whichever is longer. The
    first run fetches the feeds. No thread is marked as read.
    """
    with open_services(ctx, creates=options.refresh_first) as services:
        code = _refresh_if_needed(ctx, services, options.refresh_first)
        briefing, threads = services.pages.briefing_with_late_threads(_page_choice(services, options))
        if options.prints_json and not services.rewriter.is_wanted(options.rewrite):
            _print_json(briefing, threads, services.pages.faults)
            ctx.exit(worst_of(report_faults(services.pages.faults), code))
        briefing = replace(briefing, threads=rewrite_if_wanted(services, tuple(threads), options.rewrite))
        handles = Handles(numbers=False)
        if options.prints_text:
            handles = remember_printout(services, [thread.row.id for thread in briefing.threads], options.with_ids)
        reasons = services.pages.score_factors(briefing) if options.explain else {}
        faults = services.pages.faults
    _print_briefing(briefing, options, handles, reasons, faults)
    ctx.exit(worst_of(report_faults(faults), code))


def _page_choice(services: Services, options: TodayOptions) -> PageChoice:
    """Return which part of the front page the options ask for; JSON has parts and listed single reports in full."""
    return PageChoice(
        since=resolve_since(options.since, services.now()),
        limit=None if options.unlimited else options.limit,
        section=services.names.resolve_section(options.section),
        query=combined_query(services, options.query, options.view),
        with_parts=options.prints_json,
        with_singles=options.prints_json and options.lists_singles,
    )


def _refresh_if_needed(ctx: click.Context, services: Services, refresh_first: bool) -> int:
    """Refresh if that is asked for or nothing is stored; return the exit code, or exit if nothing came."""
    empty = services.reading.is_store_empty()
    if not (refresh_first or empty):
        return 0
    from briefing.cli.refresh import exit_code, refresh_before_printing

    feed_count = sum(feed.enabled for feed in services.config.feeds)
    if empty and feed_count:
        print_note(f"The store is empty: fetching {format_count(feed_count, 'feed')}.")
    report = refresh_before_printing(services, force=empty)
    code = exit_code(report)
    if services.reading.is_store_empty() and (code or report.busy):
        ctx.exit(code or EXIT_FAILED)
    return code


def _print_briefing(
    briefing: Briefing,
    options: TodayOptions,
    handles: Handles,
    reasons: dict[str, list[tuple[str, float]]],
    faults: FaultRecord,
) -> None:
    """Print a briefing in the format that was asked for; `reasons` are the score factors by thread."""
    if options.prints_json:
        _print_json(briefing, briefing.threads, faults)
    elif options.output_format not in (None, "text"):
        from briefing.output.today_document import briefing_document

        print_document(briefing_document(briefing, options.lists_singles, faults.add), options.output_format)
    else:
        printer = make_printer(options.width, options.ascii)
        width, ascii = printer.width, printer.ascii
        printer.show(briefing_lines(briefing, width, ascii, reasons, handles, options.lists_singles, faults.add))


def _print_json(briefing: Briefing, threads: Iterable[Thread], faults: FaultRecord) -> None:
    """Print a briefing with these threads as JSON, one thread after the other."""
    from briefing.output.json_format import briefing_json

    print_json(briefing_json(briefing, threads, faults.add))
