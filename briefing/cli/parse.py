"""`briefing parse`: what the parser makes of feed files; it touches no store, no configuration and no network."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from briefing.errors import ParseError
from briefing.feeds.parse import parse as document_of
from briefing.model.feeds import Document, Entry
from briefing.text.article import worded
from briefing.text.clean import clean

SOME_FAILED = 3
MAX_SIZE = 64 * 1024 * 1024
NOWHERE = "http://relative.invalid"
"""The base of relative links where nobody says where a file comes from (RFC 2606); it is not shown."""


@dataclass(frozen=True, slots=True)
class Reading:
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
        found = reading(file, url or f"{NOWHERE}/")
        failed = failed or bool(found.error)
        if as_json:
            entries = [told(entry) for entry in found.document.entries]
            row = {"file": found.file, "entries": entries, "error": found.error or None}
            click.echo(json.dumps(row, ensure_ascii=False))
        elif found.error:
            click.echo(f"{found.file}: {found.error}", err=True)
        else:
            click.echo("\n".join(lines(found)))
    ctx.exit(SOME_FAILED if failed else 0)


def reading(file: Path, url: str) -> Reading:
    """Read and parse one file; whatever goes wrong becomes words."""
    name = clean(str(file))
    try:
        with click.open_file(str(file), "rb") as stream:
            body = stream.read(MAX_SIZE + 1)
    except OSError as error:
        return Reading(name, Document(), clean(error.strerror or type(error).__name__))
    if len(body) > MAX_SIZE:
        return Reading(name, Document(), f"larger than {MAX_SIZE // 1024 // 1024} MB")
    try:
        return Reading(name, document_of(body, {}, url))
    except ParseError as error:
        return Reading(name, Document(), clean(str(error)))


def told(entry: Entry) -> dict[str, Any]:
    """Return an entry as its JSON object, all of it safe to show."""
    title, text = worded(entry)
    when = entry.published or entry.updated
    return {
        "id": clean(entry.guid).removeprefix(NOWHERE),
        "title": title,
        "link": entry.link.removeprefix(NOWHERE),
        "published": when.isoformat().replace("+00:00", "Z") if when else None,
        "summary": text,
    }


def lines(found: Reading) -> list[str]:
    """Return what a file holds for a person: a line on the feed, then two for each entry."""
    count = len(found.document.entries)
    title = f" {found.document.title}," if found.document.title else ""
    shown = [f"{found.file}:{title} {count} {'entry' if count == 1 else 'entries'}"]
    for entry in map(told, found.document.entries):
        when = (entry["published"] or "no date")[:16].replace("T", " ")
        shown += [f"{when:16}  {entry['title'] or '(no title)'}", f"{'':16}  {entry['link'] or '(no link)'}"]
    return shown
