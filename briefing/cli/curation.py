"""`briefing follow`, `mute`, `star`, their opposites, and `hidden`: what to keep in view or hide."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from briefing.cli.command_help import command
from briefing.cli.echo import echo
from briefing.cli.options import (
    article_argument,
    completing,
    json_option,
    parse_moment,
    settings_options,
    thread_argument,
    width_option,
)
from briefing.cli.printer import make_printer, print_json
from briefing.cli.setup import open_services
from briefing.cli.shared_steps import row_named
from briefing.errors import BriefingError
from briefing.services.curation import newly_hidden

if TYPE_CHECKING:
    from datetime import datetime


optional_thread_argument = click.argument("thread", nargs=-1, shell_complete=completing("thread"))
word_option = click.option(
    "--word", metavar="WORD", help="Instead: all threads with WORD in their title, as a search finds it."
)
publisher_option = click.option(
    "--publisher",
    metavar="NAME",
    help="Instead: threads that only this publisher reports.",
    shell_complete=completing("publisher"),
)


@command()
@thread_argument
@settings_options()
@click.pass_context
def follow(ctx: click.Context, thread: tuple[str, ...]) -> None:
    """Follow a THREAD: it is marked, ranked higher, and no rule mutes it."""
    with open_services(ctx) as services:
        row = row_named(services, thread)
        services.curation.follow(row.id)
    echo(f"Following: {row.title}")


@command()
@thread_argument
@settings_options()
@click.pass_context
def unfollow(ctx: click.Context, thread: tuple[str, ...]) -> None:
    """Stop following a THREAD."""
    with open_services(ctx) as services:
        row = row_named(services, thread)
        services.curation.follow(row.id, on=False)
    echo(f"{'No longer following' if row.followed else 'Was not followed'}: {row.title}")


@command()
@optional_thread_argument
@click.option("--until-new", is_flag=True, help="Only until its next new story.")
@word_option
@publisher_option
@click.option("--until", type=parse_moment, metavar="TIME", help="End of a rule for a word or publisher: 2027-01-31.")
@click.option("--reason", default="", metavar="TEXT", help="Why, as `briefing hidden` shows it.")
@settings_options()
@click.pass_context
def mute(
    ctx: click.Context,
    thread: tuple[str, ...],
    until_new: bool,
    word: str | None,
    publisher: str | None,
    until: datetime | None,
    reason: str,
) -> None:
    """Mute a THREAD: leave it out of lists and digests.

    WORD matches what `briefing search` finds by it in titles: several words in any order, and longer words that begin
    with it; '"exact words"' only these. `briefing hidden` lists what is left out, and why.
    """
    _require_exactly_one(thread, word, publisher)
    if until_new and not thread:
        raise click.UsageError("--until-new needs a THREAD.")
    if thread and (until or reason):
        raise click.UsageError("--until and --reason need --word or --publisher; a THREAD has --until-new.")
    end = f", until {until.astimezone():%Y-%m-%d %H:%M}" if until else ""
    from briefing.output.curation import hidden_now

    with open_services(ctx) as services:
        curation = services.curation
        if word is not None:
            change = partial(curation.mute_words, word, until=until, reason=reason)
            _, rows = newly_hidden(curation.hidden_threads, change)
            echo(f"Muted: threads with {word} in their title{end}: {hidden_now(rows)}")
        elif publisher is not None:
            mute_publisher = partial(curation.mute_publisher, publisher, until=until, reason=reason)
            name, rows = newly_hidden(curation.hidden_threads, mute_publisher)
            echo(f"Muted: threads that only {name} reports{end}: {hidden_now(rows)}")
        else:
            row = row_named(services, thread)
            curation.mute(row.id, until_new=until_new)
            echo(f"Muted{' until something new' * until_new}: {row.title}")


@command()
@optional_thread_argument
@word_option
@publisher_option
@settings_options()
@click.pass_context
def unmute(ctx: click.Context, thread: tuple[str, ...], word: str | None, publisher: str | None) -> None:
    """Unmute a THREAD, a word or a publisher; `briefing hidden` lists them.

    A word that a rule mutes needs no --word.
    """
    _require_exactly_one(thread, word, publisher)
    with open_services(ctx) as services:
        if word is None:
            word = services.curation.muted_word(" ".join(thread)) or None
        if word is not None:
            services.curation.mute_words(word, on=False)
            echo(f"No longer muted: {word}")
        elif publisher is not None:
            echo(f"No longer muted: {services.curation.mute_publisher(publisher, on=False)}")
        else:
            before = row_named(services, thread)
            services.curation.mute(before.id, on=False)
            row = services.reading.thread(before.id).row
            if row.muted:
                raise BriefingError(
                    f"A rule still mutes it: {row.title}",
                    "`briefing hidden` shows the rule; `briefing follow` lists the thread in spite of it.",
                )
            echo(f"{'No longer muted' if before.muted else 'Was not muted'}: {row.title}")


@command()
@json_option
@width_option
@settings_options()
@click.pass_context
def hidden(ctx: click.Context, as_json: bool, width: int | None) -> None:
    """List what mutes, rules and limits of feeds leave out, and why."""
    from briefing.output.curation import hidden_in_page_order, hidden_threads_page

    with open_services(ctx) as services:
        now, rules = services.now(), services.curation.mute_rules()
        threads = hidden_in_page_order(services.curation.hidden_threads(), rules)
        feeds = services.curation.limited_feeds()
    if as_json:
        from briefing.output.json_format import hidden_threads_json

        print_json(hidden_threads_json(threads, rules, feeds, now))
        return
    if not (threads or rules or feeds):
        echo("Nothing is hidden.")
        return
    printer = make_printer(width)
    printer.show(hidden_threads_page(threads, rules, now, printer.width, feeds))


@command()
@article_argument
@settings_options()
@click.pass_context
def star(ctx: click.Context, article: tuple[str, ...]) -> None:
    """Star an ARTICLE, to find it again with `briefing search is:starred`.

    ARTICLE is an id or the start of one, or words of its title.
    """
    with open_services(ctx) as services:
        article_id, title = services.names.resolve_article(" ".join(article))
        services.curation.star(article_id)
    echo(f"Starred: {title}")


@command()
@article_argument
@settings_options()
@click.pass_context
def unstar(ctx: click.Context, article: tuple[str, ...]) -> None:
    """Unstar an ARTICLE."""
    with open_services(ctx) as services:
        article_id, title = services.names.resolve_article(" ".join(article))
        was_starred = article_id in services.curation.starred_ids()
        services.curation.star(article_id, on=False)
    echo(f"{'No longer starred' if was_starred else 'Was not starred'}: {title}")


def _require_exactly_one(thread: tuple[str, ...], word: str | None, publisher: str | None) -> None:
    if sum((bool(thread), word is not None, publisher is not None)) != 1:
        raise click.UsageError("Give exactly one of THREAD, --word and --publisher.")
