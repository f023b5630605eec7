"""`briefing today`: the ranked threads of the day, printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from briefing.cli.options import (
    ascii_option,
    json_option,
    section_option,
    settings_options,
    since_of,
    since_option,
    width_option,
)
from briefing.cli.querying import asked, query_option, view_option
from briefing.cli.rewriting import rewrite_option, rewritten
from briefing.cli.screen import note, screen
from briefing.cli.setup import open_desk, remember_printout, section_of
from briefing.output.counts import count
from briefing.output.today import briefing_lines

if TYPE_CHECKING:
    from briefing.cli.screen import Screen
    from briefing.model.threads import Briefing

LIMIT = 12  # threads: a few screens


@click.command()
@since_option
@click.option("--limit", type=click.IntRange(1), default=LIMIT, show_default=True, help="How many threads at most.")
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
    with open_desk(ctx) as desk:
        code, empty = 0, desk.is_empty()
        if fetch or empty:
            from briefing.cli.refresh import NOTHING_YET, exit_code, refresh_first

            feeds = sum(feed.enabled for feed in desk.config.feeds)
            if empty and feeds:
                note(f"Nothing is in the store yet: fetching {count(feeds, 'feed')}.")
            report = refresh_first(desk, force=empty)
            code = exit_code(report)
            if desk.is_empty() and (code or report.busy):
                ctx.exit(code or NOTHING_YET)
        period = since_of(since, desk.now())
        most, wanted = None if unlimited else limit, asked(desk, query, view)
        briefing = desk.today(since=period, limit=most, section=section_of(desk, section), query=wanted)
        remember_printout(desk, [thread.row.id for thread in briefing.threads])
        briefing = replace(briefing, threads=rewritten(desk, briefing.threads, rewrite))
    show(briefing, "json" if as_json else form, screen(width, ascii), explain)
    ctx.exit(code)


def show(briefing: Briefing, form: str, on: Screen, explain: bool = False) -> None:
    """Print a briefing as text, Markdown or JSON; in text, `explain` says what put each thread where it stands."""
    if form == "json":
        from briefing.output.json import briefing_json

        click.echo(briefing_json(briefing), nl=False)
    elif form == "markdown":
        from briefing.output.markdown import briefing_markdown

        click.echo(briefing_markdown(briefing), nl=False)
    else:
        reasons = {}
        if explain:
            from briefing.writing.rank import explain as parts

            reasons = {thread.row.id: parts(thread.row, briefing.now) for thread in briefing.threads}
        on.show(briefing_lines(briefing, on.width, on.ascii, reasons))
