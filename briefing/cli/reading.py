"""`briefing threads`, `show`, `search` and `why`: looking into the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

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
from briefing.cli.printer import make_printer
from briefing.cli.rewrite import rewrite_if_wanted, rewrite_option
from briefing.cli.saved_views import QueryCommand, combined_query, query_option, view_option
from briefing.cli.setup import open_services, remember_printout, resolve_section
from briefing.errors import ConfigError

thread_argument = click.argument("thread", nargs=-1, required=True)


@click.command()
@since_option
@section_option
@query_option
@view_option
@click.option("--limit", type=click.IntRange(1), help="How many threads at most.")
@click.option("--muted", is_flag=True, help="Muted threads too.")
@json_option
@width_option
@ascii_option
@settings_options()
@click.pass_context
def threads(
    ctx: click.Context,
    since: timedelta | datetime | None,
    section: str,
    query: str,
    view: str,
    limit: int | None,
    muted: bool,
    as_json: bool,
    width: int | None,
    ascii: bool,
) -> None:
    """List threads, the most important first.

    Without --since these are all there are. QUERY is written as for `briefing search`; words of it have to stand in one
    article of a thread.
    """
    with open_services(ctx) as services:
        now = services.now()
        period = resolve_since(since, now)
        wanted = combined_query(services, query, view)
        rows = services.reading.thread_rows(
            since=period, section=resolve_section(services, section), muted=muted, query=wanted
        )[:limit]
        remember_printout(services, [row.id for row in rows])
        if as_json:
            from briefing.output.json_format import threads_json

            click.echo(threads_json(services.reading.load_threads(rows), now), nl=False)
            return
    if not rows:
        nothing = "There are no threads yet: `briefing refresh` fetches." if period is None else "None in this period."
        click.echo(f"No thread is found by {wanted}." if wanted else nothing)
        return
    from briefing.output.lists import threads_page

    on = make_printer(width, ascii)
    on.show(threads_page(rows, now, on.width, on.ascii))


@click.command()
@thread_argument
@click.option("--full", is_flag=True, help="The whole timeline and all articles of a long thread.")
@rewrite_option
@json_option
@width_option
@ascii_option
@settings_options()
@click.pass_context
def show(
    ctx: click.Context,
    thread: tuple[str, ...],
    full: bool,
    rewrite: bool | None,
    as_json: bool,
    width: int | None,
    ascii: bool,
) -> None:
    """Show a THREAD: its summary, timeline and articles.

    THREAD is an id or the start of one, a number of the last print-out, or words of the title.
    """
    with open_services(ctx) as services:
        now = services.now()
        found = services.reading.thread(services.reading.resolve_thread(" ".join(thread)))
        found = replace(found, changes=services.reading.changes(found))
        if full:
            from briefing.writing.timeline.topic_timeline import complete_timeline

            found = replace(found, timeline=complete_timeline(found))
        (found,) = rewrite_if_wanted(services, (found,), rewrite, "page")
    if as_json:
        from briefing.output.json_format import thread_json

        click.echo(thread_json(found, now), nl=False)
        return
    from briefing.output.thread import thread_page

    on = make_printer(width, ascii)
    on.show(thread_page(found, now, on.width, on.ascii, full))


@click.command(cls=QueryCommand)
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many articles at most.")
@json_option
@width_option
@settings_options()
@click.pass_context
def search(ctx: click.Context, query: tuple[str, ...], limit: int, as_json: bool, width: int | None) -> None:
    """Find the articles that QUERY means: words that an article holds, all of them, best first.

    \b
    "exact words" in single quotes: '"exact words"'
    -word         articles without it; so does - before all below
    section:asia  publisher:gazette  feed:gazette  title:pact
    since:7d      also 12h, 2w, 2024-12-16
    lang:ja       a code of two letters
    is:unread     read, new, updated, running, followed, starred or muted
    """
    with open_services(ctx) as services:
        now, wanted = services.now(), services.reading.parse_query(" ".join(query))
        if not wanted:
            raise ConfigError(
                "There is no word to search for.", "`briefing search --help` shows how a query is written."
            )
        hits = services.reading.search(wanted, limit)
    if as_json:
        from briefing.output.json_format import hits_json

        click.echo(hits_json(hits, now), nl=False)
        return
    if not hits:
        plain = wanted.words() and not any(term.key or term.negated for term in wanted.terms)
        click.echo(f"No article holds {wanted}." if plain else f"No article is found by {wanted}.")
        return
    from briefing.output.lists import hits_page

    on = make_printer(width)
    on.show(hits_page(hits, now, on.width))


@click.command()
@click.argument("name", nargs=-1, required=True, metavar="THREAD|ARTICLE")
@click.option("--all", "everything", is_flag=True, help="Of a thread, the links of all its stories.")
@json_option
@width_option
@settings_options()
@click.pass_context
def why(ctx: click.Context, name: tuple[str, ...], everything: bool, as_json: bool, width: int | None) -> None:
    """Tell why an article is in its story, and the story in its thread.

    Of a thread it tells how its last stories hang together. It shows the evidence that was kept when this was decided.
    """
    with open_services(ctx) as services:
        now = services.now()
        found = services.reading.explain(" ".join(name))
    if as_json:
        from briefing.output.json_format import explanation_json

        click.echo(explanation_json(found, now), nl=False)
        return
    from briefing.output.explanation import explanation_page

    on = make_printer(width)
    on.show(explanation_page(found, now, on.width, everything))
