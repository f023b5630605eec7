"""`briefing fulltext`: an article with the text of its page."""

from __future__ import annotations

import click

from briefing.cli.options import json_option, settings_options, width_option
from briefing.cli.printer import make_printer, print_note
from briefing.cli.setup import open_services


@click.command()
@click.argument("article", nargs=-1, required=True)
@click.option("--again", is_flag=True, help="Read the page again, although its text is stored.")
@json_option
@width_option
@settings_options()
@click.pass_context
def fulltext(ctx: click.Context, article: tuple[str, ...], again: bool, as_json: bool, width: int | None) -> None:
    """Print an ARTICLE in full: its page is read, if robots.txt allows, and its text stored.

    ARTICLE is an id or the start of one, or words of the headline. Exit code 1 if only the feed's text is to be had.
    """
    with open_services(ctx) as services:
        now = services.now()
        named, _ = services.reading.resolve_article(" ".join(article))
        found, words = services.article_texts.full_text(named, again=again)
    if as_json:
        from briefing.output.json_format import article_json

        click.echo(article_json(found, now), nl=False)
    else:
        from briefing.output.article import article_page

        on = make_printer(width)
        on.show(article_page(found, now, on.width))
    if words:
        print_note(f"This is what the feed gives; its page was not taken: {words}.")
        ctx.exit(1)
