"""The pipes (`group`, `timeline`, `parse` and others): files in, JSON out; no store, configuration or network."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from briefing.cli.command_help import command
from briefing.cli.echo import echo
from briefing.cli.exit_codes import EXIT_SOME_FAILED
from briefing.cli.printer import print_json, print_json_piece
from briefing.text.html.clean import clean

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.services.pipes import ParsedDocument


file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))


@command()
@file_argument
def group(file: Path) -> None:
    """Group articles into stories and threads, in the order of publication.

    Reads one article per line from FILE: {"id", "title", "text", "source", "url", "published", "lang"};
    writes {"id", "story", "thread", "affair"} per line; "affair" is the id of the larger topic that the thread is part
    of, else that of the thread. A line may also have "links", a list of the addresses that the article links to.
    """
    from briefing.services.pipes import group_articles

    for row in group_articles(_articles_of(file)):
        print_json_piece(json.dumps(row))


@command()
@file_argument
@click.option(
    "--dates",
    type=click.IntRange(1),
    help="Number of dates at most, within the period of the articles; by default those that `show` has.",
)
@click.option(
    "--per-date", type=click.IntRange(1), default=2, show_default=True, help="Sentences for each date at most."
)
@click.option("--title", default="", metavar="TITLE", help="Title of the thread so far, which its days follow.")
def timeline(file: Path, dates: int | None, per_date: int, title: str) -> None:
    """Write the timeline of the articles of one topic as JSON.

    A line of FILE may also name the "story" of its article, and whether that story is "doubted", as `show --json` does;
    without a story the articles are grouped. With stories and title, the days are those that `show` has.
    """
    from briefing.services.pipes import read_topic, timeline_of_topic

    with _open_lines(file) as lines:
        topic = list(read_topic(lines, str(file)))
    _echo_json(timeline_of_topic(topic, dates, per_date, title))


@command()
@file_argument
@click.option("--words", type=click.IntRange(1), default=100, show_default=True, help="Maximum length, in words.")
def summarize(file: Path, words: int) -> None:
    """Write a summary of the articles of one story as JSON.

    Each sentence is quoted word for word from the article that it names.
    """
    from briefing.services.pipes import summary_of_story

    _echo_json(summary_of_story(_articles_of(file), words))


@command()
@file_argument
def sentences(file: Path) -> None:
    """Show which sentences of articles may be quoted, and which may open a summary.

    Reads one article per line from FILE; writes {"id", "sentences": [{"text", "quotable", "opens", "why"}]} per line.
    "why" is the reason against quoting a sentence: promotion, credit, label, caption, quotation, question, cut,
    opinion, dangling or fragment.
    """
    from briefing.services.pipes import sentences_of_article

    for article in _articles_of(file):
        _echo_json(sentences_of_article(article))


@command()
@file_argument
def kinds(file: Path) -> None:
    """Show the kind of articles: news, opinion, review, deal, recurring, feature or promo.

    Reads one article per line from FILE; writes {"id", "kind", "excluded", "why"} per line. Deals, recurring pages and
    promotion are excluded from the front page.
    """
    from briefing.services.pipes import kind_of_article

    for article in _articles_of(file):
        _echo_json(kind_of_article(article))


@command()
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True, path_type=Path), metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per file.")
@click.option("--url", default="", metavar="URL", help="Address of the files, for their relative links.")
@click.pass_context
def parse(ctx: click.Context, files: tuple[Path, ...], as_json: bool, url: str) -> None:
    """Show what the parser makes of feed files.

    Reads RSS, Atom and JSON Feed documents, "-" from standard input. With --json it writes per file
    {"file", "entries": [{"id", "title", "link", "published", "summary", "date_flag"}], "error"}; date_flag is
    "unsure" or null. Exits with 3 if some could not be read.
    """
    from briefing.services.pipes import entry_json

    failed = False
    for file in files:
        parsed = _parse_file(file, url)
        failed = failed or bool(parsed.error)
        if as_json:
            entries = [entry_json(entry) for entry in parsed.document.entries]
            _echo_json({"file": parsed.name, "entries": entries, "error": parsed.error or None})
        elif parsed.error:
            echo(f"{parsed.name}: {parsed.error}", err=True)
        else:
            echo("\n".join(_text_lines(parsed)))
    ctx.exit(EXIT_SOME_FAILED if failed else 0)


def _articles_of(file: Path) -> list[Article]:
    from briefing.services.pipes import read_articles

    with _open_lines(file) as lines:
        return list(read_articles(lines, str(file)))


def _open_lines(file: Path) -> AbstractContextManager[IO[str]]:
    return click.open_file(str(file), encoding="utf-8-sig")


def _parse_file(file: Path, url: str) -> ParsedDocument:
    """Read and parse one file; a file that cannot be read is a value too."""
    from briefing.model.fetching import FeedDocument
    from briefing.services.pipes import MAX_DOCUMENT_SIZE, ParsedDocument, parse_document

    name = clean(str(file))
    try:
        with click.open_file(str(file), "rb") as stream:
            body = stream.read(MAX_DOCUMENT_SIZE + 1)
    except OSError as error:
        return ParsedDocument(name, FeedDocument(), clean(error.strerror or type(error).__name__))
    return parse_document(name, body, url)


def _text_lines(parsed: ParsedDocument) -> list[str]:
    """Return a parsed document as text: a line about the feed, then two lines for each entry."""
    from briefing.services.pipes import entry_json

    count = len(parsed.document.entries)
    title = f" {parsed.document.title}," if parsed.document.title else ""
    lines = [f"{parsed.name}:{title} {count} {'entry' if count == 1 else 'entries'}"]
    for entry in map(entry_json, parsed.document.entries):
        when = (entry["published"] or "no date")[:16].replace("T", " ") + "~" * bool(entry["date_flag"])
        lines += [f"{when:16}  {entry['title'] or '(no title)'}", f"{'':16}  {entry['link'] or '(no link)'}"]
    return lines


def _echo_json(row: dict[str, Any]) -> None:
    print_json(json.dumps(row, ensure_ascii=False) + "\n")
