"""`briefing today`: the ranked threads of the day, printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from briefing.cli.options import (
    ascii_option,
    json_option,
    resolve_since,
    section_option,
    settings_options,
    since_option,
    width_option,
)
from briefing.cli.printer import make_printer, print_note
from briefing.cli.rewrite import rewrite_if_wanted, rewrite_option
from briefing.cli.saved_views import combined_query, query_option, view_option
from briefing.cli.setup import open_services, remember_printout, resolve_section
from briefing.output.number_format import format_count
from briefing.output.today import briefing_lines

if TYPE_CHECKING:
    from briefing.cli.printer import Printer
    from briefing.model.threads import Briefing

DEFAULT_LIMIT = 12  # threads: a few screens


@click.command()
@since_option
@click.option(
    "--limit", type=click.IntRange(1), default=DEFAULT_LIMIT, show_default=True, help="How many threads at most."
)
@click.option("--all", "unlimited", is_flag=True, help="All threads of the period.")
@section_option
@query_option
@view_option
@click.option("--refresh", "fetch", is_flag=True, help="Fetch the feeds that are due first.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="What to print.",
)
@rewrite_option
@click.option("--explain", is_flag=True, help="Say of each thread what put it where it stands.")
@json_option
@width_option
@ascii_option
@settings_options()
@click.pass_context
def today(
    ctx: click.Context,
    since: timedelta | datetime | None,
    limit: int,
    unlimited: bool,
    section: str,
    query: str,
    view: str,
    fetch: bool,
    form: str,
    rewrite: bool | None,
    explain: bool,
    as_json: bool,
    width: int | None,
    ascii: bool,
) -> None:
    """Print what is going on: the ranked threads of the day.

    The day is the time since midnight or the last 24 hours, whichever is longer. The very first time it fetches the
    feeds by itself. It never changes what counts as read.
    """
    with open_services(ctx) as services:
        code, empty = 0, services.reading.is_store_empty()
        if fetch or empty:
            from briefing.cli.refresh import EXIT_NO_ARTICLES, exit_code, refresh_before_printing

            feeds = sum(feed.enabled for feed in services.config.feeds)
            if empty and feeds:
                print_note(f"Nothing is in the store yet: fetching {format_count(feeds, 'feed')}.")
            report = refresh_before_printing(services, force=empty)
            code = exit_code(report)
            if services.reading.is_store_empty() and (code or report.busy):
                ctx.exit(code or EXIT_NO_ARTICLES)
        period = resolve_since(since, services.now())
        most, wanted = None if unlimited else limit, combined_query(services, query, view)
        briefing = services.reading.briefing(
            since=period, limit=most, section=resolve_section(services, section), query=wanted
        )
        remember_printout(services, [thread.row.id for thread in briefing.threads])
        briefing = replace(briefing, threads=rewrite_if_wanted(services, briefing.threads, rewrite))
    print_briefing(briefing, "json" if as_json else form, make_printer(width, ascii), explain)
    ctx.exit(code)


def print_briefing(briefing: Briefing, output_format: str, printer: Printer, explain: bool = False) -> None:
    """Print a briefing as text, Markdown or JSON; in text, `explain` says what put each thread where it stands."""
    if output_format == "json":
        from briefing.output.json_format import briefing_json

        click.echo(briefing_json(briefing), nl=False)
    elif output_format == "markdown":
        from briefing.output.markdown import briefing_markdown

        click.echo(briefing_markdown(briefing), nl=False)
    else:
        reasons = {}
        if explain:
            from briefing.writing.ranking import score_factors as parts

            reasons = {thread.row.id: parts(thread.row, briefing.now) for thread in briefing.threads}
        printer.show(briefing_lines(briefing, printer.width, printer.ascii, reasons))
