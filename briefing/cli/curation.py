"""`briefing follow`, `mute`, `hidden`, `star`, `undo` and their opposites: what a person decides."""

from __future__ import annotations

import click

from briefing.cli.options import json_option, settings_options, width_option
from briefing.cli.printer import make_printer
from briefing.cli.reading import thread_argument
from briefing.cli.setup import open_services, remember_printout
from briefing.errors import BriefingError

optional_thread_argument = click.argument("thread", nargs=-1)
article_argument = click.argument("article", nargs=-1, required=True)
word_option = click.option("--word", metavar="WORD", help="Instead: all threads with WORD in their title.")
publisher_option = click.option("--publisher", metavar="NAME", help="Instead: what this publisher tells alone.")


@click.command()
@thread_argument
@settings_options()
@click.pass_context
def follow(ctx: click.Context, thread: tuple[str, ...]) -> None:
    """Follow a THREAD: it is marked, ranked higher, and no rule mutes it."""
    with open_services(ctx) as services:
        found = services.reading.thread(services.reading.resolve_thread(" ".join(thread)))
        services.curation.follow(found.row.id)
    click.echo(f"Following: {found.row.title}")


@click.command()
@thread_argument
@settings_options()
@click.pass_context
def unfollow(ctx: click.Context, thread: tuple[str, ...]) -> None:
    """Follow a THREAD no longer."""
    with open_services(ctx) as services:
        found = services.reading.thread(services.reading.resolve_thread(" ".join(thread)))
        services.curation.follow(found.row.id, False)
    click.echo(f"No longer following: {found.row.title}")


@click.command()
@optional_thread_argument
@click.option("--until-new", is_flag=True, help="Only until a new story of it begins.")
@word_option
@publisher_option
@settings_options()
@click.pass_context
def mute(ctx: click.Context, thread: tuple[str, ...], until_new: bool, word: str | None, publisher: str | None) -> None:
    """Mute a THREAD: leave it out of lists and digests.

    `briefing hidden` lists what is left out, and why.
    """
    _require_exactly_one(thread, word, publisher)
    if until_new and not thread:
        raise click.UsageError("--until-new is for a THREAD.")
    with open_services(ctx) as services:
        if word is not None:
            services.curation.mute_words(word)
            click.echo(f"Muted: threads with {word} in their title")
        elif publisher is not None:
            click.echo(f"Muted: what {services.curation.mute_publisher(publisher)} tells alone")
        else:
            found = services.reading.thread(services.reading.resolve_thread(" ".join(thread)))
            services.curation.mute(found.row.id, until_new=until_new)
            click.echo(f"Muted{' until something new' * until_new}: {found.row.title}")


@click.command()
@optional_thread_argument
@word_option
@publisher_option
@settings_options()
@click.pass_context
def unmute(ctx: click.Context, thread: tuple[str, ...], word: str | None, publisher: str | None) -> None:
    """Mute a THREAD, a word or a publisher no longer; `briefing hidden` lists them.

    A word that a rule mutes needs no --word.
    """
    _require_exactly_one(thread, word, publisher)
    with open_services(ctx) as services:
        said = " ".join(thread).casefold()
        word = next(
            (
                rule.value
                for rule in services.curation.mute_rules()
                if (rule.kind, rule.value.casefold()) == ("word", said)
            ),
            word,
        )
        if word is not None:
            services.curation.mute_words(word, False)
            click.echo(f"No longer muted: {word}")
        elif publisher is not None:
            click.echo(f"No longer muted: {services.curation.mute_publisher(publisher, False)}")
        else:
            id = services.reading.resolve_thread(" ".join(thread))
            services.curation.mute(id, False)
            row = services.reading.thread(id).row
            if row.muted:
                message = f"A rule still mutes it: {row.title}"
                raise BriefingError(
                    message, "`briefing hidden` says which; `briefing follow` keeps a thread in spite of it."
                )
            click.echo(f"No longer muted: {row.title}")


@click.command()
@json_option
@width_option
@settings_options()
@click.pass_context
def hidden(ctx: click.Context, as_json: bool, width: int | None) -> None:
    """List what is muted: rules and threads, and why."""
    from briefing.output.curation import hidden_in_page_order, hidden_threads_page

    with open_services(ctx) as services:
        now, rules = services.now(), services.curation.mute_rules()
        found = hidden_in_page_order(services.curation.hidden_threads(), rules)
        remember_printout(services, [one.row.id for one in found])
    if as_json:
        from briefing.output.json_format import hidden_threads_json

        click.echo(hidden_threads_json(found, rules, now), nl=False)
        return
    if not found and not rules:
        click.echo("Nothing is hidden.")
        return
    on = make_printer(width)
    on.show(hidden_threads_page(found, rules, now, on.width))


@click.command()
@article_argument
@settings_options()
@click.pass_context
def star(ctx: click.Context, article: tuple[str, ...]) -> None:
    """Star an ARTICLE, to find it again with `briefing search is:starred`.

    ARTICLE is an id or the start of one, or words of its title.
    """
    with open_services(ctx) as services:
        id, title = services.reading.resolve_article(" ".join(article))
        services.curation.star(id)
    click.echo(f"Starred: {title}")


@click.command()
@article_argument
@settings_options()
@click.pass_context
def unstar(ctx: click.Context, article: tuple[str, ...]) -> None:
    """Star an ARTICLE no longer."""
    with open_services(ctx) as services:
        id, title = services.reading.resolve_article(" ".join(article))
        services.curation.star(id, False)
    click.echo(f"No longer starred: {title}")


@click.command()
@settings_options()
@click.pass_context
def undo(ctx: click.Context) -> None:
    """Take back what you last did to threads, articles or views.

    Following, muting, starring, saving a view, and what put threads right. Called again it takes back what was done
    before that. What was read stays read.
    """
    with open_services(ctx) as services:
        words = services.corrections.undo()
    click.echo(f"Undone: {words}" if words else "There is nothing to undo.")


def _require_exactly_one(thread: tuple[str, ...], word: str | None, publisher: str | None) -> None:
    if sum((bool(thread), word is not None, publisher is not None)) != 1:
        raise click.UsageError("Name one thing: a THREAD, --word or --publisher.")
