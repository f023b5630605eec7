"""`briefing threads`, `show`, `search`, `why`, `coverage`, `agenda` and `fulltext`: reading the store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.command_help import command
from briefing.cli.echo import echo
from briefing.cli.exit_codes import EXIT_FAILED
from briefing.cli.fault_reports import exit_if_unwritten, report_faults
from briefing.cli.options import (
    FILE_TYPE,
    QueryCommand,
    all_ids_option,
    article_argument,
    ascii_option,
    completing,
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
    thread_argument,
    view_option,
    width_option,
)
from briefing.cli.printer import make_printer, print_document, print_json, print_note
from briefing.cli.setup import open_services
from briefing.cli.shared_steps import combined_query, remember_printout, rewrite_if_wanted
from briefing.errors import ConfigError
from briefing.output.formatting import format_count
from briefing.output.guarded_drawing import drawn
from briefing.services.readable_threads import readable_thread
from briefing.text.query import MATCH_ALL

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.threads import Thread
    from briefing.services.fault_record import FaultRecord


@dataclass(frozen=True, slots=True)
class ThreadsOptions:
    """The options of `briefing threads`."""

    since: timedelta | datetime | None
    section: str
    query: str
    view: str
    limit: int | None
    muted: bool
    as_json: bool
    width: int | None
    ascii: bool
    with_ids: bool


@command()
@since_option
@section_option
@query_option
@view_option
@click.option("--limit", type=click.IntRange(1), help="Number of threads at most.")
@click.option("--muted", is_flag=True, help="Include muted threads.")
@json_option
@width_option
@ascii_option
@ids_option
@settings_options()
@click.pass_context
@options_as(ThreadsOptions)
def threads(ctx: click.Context, options: ThreadsOptions) -> None:
    """List threads, the highest ranked first, and below an affair its parts.

    Without --since it lists all threads. QUERY is written as for `briefing search`; all of its words must occur in one
    article of a thread.
    """
    with open_services(ctx) as services:
        now = services.now()
        since, query = resolve_since(options.since, now), combined_query(services, options.query, options.view)
        section = services.names.resolve_section(options.section)
        rows = services.pages.thread_list(since=since, section=section, muted=options.muted, query=query)
        rows = rows[: options.limit]
        if options.as_json:
            from briefing.output.json_format import threads_json

            faults = services.pages.faults
            print_json(threads_json(services.reading.iterate_threads(rows, None, faults), now, faults.add))
            ctx.exit(report_faults(faults))
        handles = remember_printout(services, [row.id for row in rows], options.with_ids)
    if not rows:
        none = "There are no threads yet: `briefing refresh` fetches." if since is None else "None in this period."
        echo(f"No threads match: {query}" if query else none)
        if query.asks_for_state("unread"):
            from briefing.output.thread_list import UNREAD_NOTE

            echo(UNREAD_NOTE)
        return
    from briefing.output.thread_list import threads_page

    printer = make_printer(options.width, options.ascii)
    printer.show(threads_page(rows, now, printer.width, printer.ascii, handles))


@dataclass(frozen=True, slots=True)
class ShowOptions:
    """The argument and options of `briefing show`."""

    thread: tuple[str, ...]
    full: bool
    rewrite: bool | None
    output_format: str | None
    as_json: bool
    width: int | None
    ascii: bool
    with_ids: bool


@command()
@thread_argument
@click.option(
    "--full",
    is_flag=True,
    help="The long summary, all timeline events and all articles of a thread; old months are one row each.",
)
@rewrite_option
@format_option
@json_option
@width_option
@ascii_option
@all_ids_option
@settings_options()
@click.pass_context
@options_as(ShowOptions)
def show(ctx: click.Context, options: ShowOptions) -> None:
    """Show a THREAD: its summary, timeline and articles.

    THREAD is an id or the start of one, a number of the last print-out, or words of the title.
    """
    with open_services(ctx) as services:
        now, reading = services.now(), services.reading
        id, is_feed = services.names.resolve_thread(" ".join(options.thread)), options.output_format == "atom"
        faults = services.pages.faults
        thread = readable_thread(reading, id, faults, with_parts=not is_feed)  # events of a part are in its own feed
        (thread,) = rewrite_if_wanted(services, (thread,), options.rewrite, "long")
    _print_thread(thread, now, options, faults)
    ctx.exit(report_faults(faults))


def _print_thread(thread: Thread, now: datetime, options: ShowOptions, faults: FaultRecord) -> None:
    """Print a thread in the format that was asked for, or as much of it as can be drawn."""
    if options.as_json or options.output_format == "json":
        from briefing.output.json_format import thread_json

        print_json(drawn(thread, lambda one: thread_json(one, now, options.full), faults.add))
    elif options.output_format not in (None, "text"):
        from briefing.output.documents.page_documents import thread_document, thread_feed

        make = thread_feed if options.output_format == "atom" else thread_document
        document = drawn(thread, lambda one: make(one, now, all_events=options.full), faults.add)
        print_document(document, options.output_format)
    else:
        from briefing.output.thread import thread_page

        printer = make_printer(options.width, options.ascii)
        width, ascii = printer.width, printer.ascii
        lay_out = partial(thread_page, now=now, width=width, ascii=ascii, full=options.full, with_ids=options.with_ids)
        printer.show(drawn(thread, lay_out, faults.add))


@command(cls=QueryCommand)
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Number of articles at most.")
@json_option
@width_option
@ids_option
@settings_options()
@click.pass_context
def search(
    ctx: click.Context, query: tuple[str, ...], limit: int, as_json: bool, width: int | None, with_ids: bool
) -> None:
    """Search threads and articles: first the threads, then the articles that match best.

    All words must occur in one article, in any order; a word also finds longer ones that begin with it. An id finds its
    thread.

    \b
    "exact words" in single quotes: '"exact words"'
    -word         articles without it; "-" also excludes any of the following
    a OR b        one of them; brackets group: '(ferry OR ship) -(cebu OR sport)'
    section:asia  publisher:gazette  feed:gazette  title:pact
    since:7d      also 12h, 2w, 2024-12-16; until:2024-12-16 is the end of that day
    lang:ja       a two-letter code; tag:energy a word that you or a rule attached
    is:unread     or read, unopened, new, updated, running, followed, starred, muted
    """
    with open_services(ctx) as services:
        now, parsed = services.now(), services.names.parse_query(" ".join(query))
        if not parsed:
            raise ConfigError(
                "There is no word to search for.", "`briefing search --help` explains how to write a query."
            )
        named = services.reading.threads_with_id(" ".join(query))
        hits = services.reading.search(parsed, limit)
        if named and not hits:
            hits = services.reading.search(MATCH_ALL, limit, threads=[row.id for row in named])
        best = services.reading.best_threads(parsed) if hits and not as_json else ()
        rows = () if as_json else (*named, *(row for row in best if row.id not in {one.id for one in named}))
    if as_json:
        from briefing.output.json_format import hits_json

        print_json(hits_json(hits, now))
        return
    if not (hits or rows):
        echo(f"No articles match: {parsed}")
        return
    from briefing.output.thread_list import search_page

    printer = make_printer(width)
    printer.show(search_page(rows, hits, now, printer.width, parsed.wanted_words(), with_ids))


@command()
@click.argument("name", nargs=-1, required=True, metavar="THREAD|ARTICLE", shell_complete=completing("thread"))
@click.option("--all", "all_happenings", is_flag=True, help="Show the evidence of all stories of a thread.")
@json_option
@width_option
@settings_options()
@click.pass_context
def why(ctx: click.Context, name: tuple[str, ...], all_happenings: bool, as_json: bool, width: int | None) -> None:
    """Explain why an article is in its story, and the story in its thread.

    For a thread it explains why its newest stories are in it. It shows the evidence that was stored when the articles
    were grouped.
    """
    with open_services(ctx) as services:
        now = services.now()
        explanation = services.reading.explain(" ".join(name))
    if as_json:
        from briefing.output.json_format import explanation_json

        print_json(explanation_json(explanation, now))
        return
    from briefing.output.explanation import explanation_page

    printer = make_printer(width)
    printer.show(explanation_page(explanation, now, printer.width, all_happenings))


@dataclass(frozen=True, slots=True)
class CoverageOptions:
    """The argument and options of `briefing coverage`."""

    thread: tuple[str, ...]
    all_happenings: bool
    output_format: str | None
    as_json: bool
    width: int | None
    ascii: bool


@command()
@thread_argument
@click.option("--all", "all_happenings", is_flag=True, help="All events of the thread, and reports of none.")
@format_option
@json_option
@width_option
@ascii_option
@settings_options()
@click.pass_context
@options_as(CoverageOptions)
def coverage(ctx: click.Context, options: CoverageOptions) -> None:
    """Show who reports a THREAD, and who does not.

    For each event it lists the publishers in the order of their reports, with their headlines, and the facts that only
    one publisher has. Publishers of your feeds in the same section that do not report it are listed as silent.
    """
    with open_services(ctx) as services:
        now = services.now()
        thread_coverage = services.reading.coverage(services.names.resolve_thread(" ".join(options.thread)))
    if options.as_json or options.output_format == "json":
        from briefing.output.json_format import coverage_json

        print_json(coverage_json(thread_coverage, now))
        return
    if options.output_format not in (None, "text"):
        from briefing.output.documents.page_documents import coverage_document

        document = coverage_document(thread_coverage, now, all_happenings=options.all_happenings)
        print_document(document, options.output_format)
        return
    from briefing.output.coverage import coverage_page

    printer = make_printer(options.width, options.ascii)
    printer.show(coverage_page(thread_coverage, now, printer.width, printer.ascii, options.all_happenings))


@command()
@click.option("--days", type=click.IntRange(1, 400), default=14, show_default=True, help="Days to look ahead.")
@click.option("--ics", type=FILE_TYPE, metavar="FILE", help="Write a calendar file.")
@json_option
@width_option
@settings_options()
@click.pass_context
def agenda(ctx: click.Context, days: int, ics: Path | None, as_json: bool, width: int | None) -> None:
    """List upcoming dates: days and months ahead that recent articles name.

    Each comes with the sentence that names it. --ics writes them for your calendar.
    """
    from briefing.services.fault_record import FaultRecord

    faults = FaultRecord()
    with open_services(ctx) as services:
        now = services.now()
        items = services.reading.agenda(days, faults)
    if ics:
        from briefing.config import write_atomic
        from briefing.output.icalendar_file import icalendar_text

        write_atomic(ics, icalendar_text(items, now), private=False)
        print_note(f"Wrote {format_count(len(items), 'event')} to {ics}.")
    elif as_json:
        from briefing.output.json_format import agenda_json

        print_json(agenda_json(items, now))
    elif not items:
        echo(f"No article names a date in the next {format_count(days, 'day')}.")
    else:
        from briefing.output.agenda import agenda_page

        printer = make_printer(width)
        printer.show(agenda_page(items, now, printer.width))
    ctx.exit(report_faults(faults))


@command()
@article_argument
@click.option("--again", is_flag=True, help="Read the page again although its text is stored.")
@json_option
@width_option
@settings_options()
@click.pass_context
def fulltext(ctx: click.Context, article: tuple[str, ...], again: bool, as_json: bool, width: int | None) -> None:
    """Print the full text of an ARTICLE.

    Its page is read, if robots.txt allows that, and its text is stored. ARTICLE is an id or
    the start of one, or words of the headline. Exit code 1 if only the feed's text is available.
    """
    with open_services(ctx) as services:
        now = services.now()
        article_id, _ = services.names.resolve_article(" ".join(article))
        full_article, problem = services.article_texts.full_text(article_id, again=again)
    if as_json:
        from briefing.output.json_format import article_json

        print_json(article_json(full_article, now))
    else:
        _print_article(full_article, now, width, services.pages.faults)
    code = report_faults(services.pages.faults)
    if problem:
        print_note(f"Only the text of the feed is available: {problem}.")
        ctx.exit(EXIT_FAILED)
    exit_if_unwritten(ctx, services)
    ctx.exit(code)


def _print_article(article: Article, now: datetime, width: int | None, faults: FaultRecord) -> None:
    """Print an article, without its text if that cannot be laid out."""
    from briefing.output.thread_list import article_page

    printer = make_printer(width)
    lines = []
    with faults.guard(f"article {article.id}"):
        lines = article_page(article, now, printer.width)
    printer.show(lines or article_page(replace(article, text=""), now, printer.width))
