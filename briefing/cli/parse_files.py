"""`briefing parse`: what the parser makes of feed files; it touches no store, no configuration and no network."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from briefing.errors import ParseError
from briefing.feeds.parsing.parser import parse_feed as document_of
from briefing.model.feeds import Document, Entry
from briefing.text.article_from_entry import title_and_text
from briefing.text.clean import clean

EXIT_SOME_FAILED = 3
MAX_FILE_SIZE = 64 * 1024 * 1024
PLACEHOLDER_BASE = "http://relative.invalid"
"""The base of relative links where nobody says where a file comes from (RFC 2606); it is not shown."""


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What became of one file: its document, or why there is none, in words."""

    file: str
    document: Document
    error: str = ""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True, path_type=Path), metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per file.")
@click.option("--url", default="", metavar="URL", help="Where the files come from, to complete relative links.")
@click.pass_context
def parse(ctx: click.Context, files: tuple[Path, ...], as_json: bool, url: str) -> None:
    """Show what the parser makes of feed files.

    Reads RSS, Atom and JSON Feed documents, "-" from standard input. With --json it writes per file
    {"file", "entries": [{"id", "title", "link", "published", "summary"}], "error"}. Exits with 3 if some could not
    be read.
    """
    failed = False
    for file in files:
        found = parse_file(file, url or f"{PLACEHOLDER_BASE}/")
        failed = failed or bool(found.error)
        if as_json:
            entries = [entry_json(entry) for entry in found.document.entries]
            row = {"file": found.file, "entries": entries, "error": found.error or None}
            click.echo(json.dumps(row, ensure_ascii=False))
        elif found.error:
            click.echo(f"{found.file}: {found.error}", err=True)
        else:
            click.echo("\n".join(text_lines(found)))
    ctx.exit(EXIT_SOME_FAILED if failed else 0)


def parse_file(file: Path, url: str) -> ParsedFile:
    """Read and parse one file; whatever goes wrong becomes words."""
    name = clean(str(file))
    try:
        with click.open_file(str(file), "rb") as stream:
            body = stream.read(MAX_FILE_SIZE + 1)
    except OSError as error:
        return ParsedFile(name, Document(), clean(error.strerror or type(error).__name__))
    if len(body) > MAX_FILE_SIZE:
        return ParsedFile(name, Document(), f"larger than {MAX_FILE_SIZE // 1024 // 1024} MB")
    try:
        return ParsedFile(name, document_of(body, {}, url))
    except ParseError as error:
        return ParsedFile(name, Document(), clean(str(error)))


def entry_json(entry: Entry) -> dict[str, Any]:
    """Return an entry as its JSON object, all of it safe to show."""
    title, text = title_and_text(entry)
    when = entry.published or entry.updated
    return {
        "id": clean(entry.guid).removeprefix(PLACEHOLDER_BASE),
        "title": title,
        "link": entry.link.removeprefix(PLACEHOLDER_BASE),
        "published": when.isoformat().replace("+00:00", "Z") if when else None,
        "summary": text,
    }


def text_lines(parsed: ParsedFile) -> list[str]:
    """Return what a file holds for a person: a line on the feed, then two for each entry."""
    count = len(parsed.document.entries)
    title = f" {parsed.document.title}," if parsed.document.title else ""
    shown = [f"{parsed.file}:{title} {count} {'entry' if count == 1 else 'entries'}"]
    for entry in map(entry_json, parsed.document.entries):
        when = (entry["published"] or "no date")[:16].replace("T", " ")
        shown += [f"{when:16}  {entry['title'] or '(no title)'}", f"{'':16}  {entry['link'] or '(no link)'}"]
    return shown
