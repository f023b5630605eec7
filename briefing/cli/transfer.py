"""`briefing import` and `briefing export`: feeds, and all that a person did and read, to and from other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from briefing.cli.command_help import command
from briefing.cli.echo import echo
from briefing.cli.fault_reports import exit_if_unwritten
from briefing.cli.feed_list import config_to_edit, feed_list_of, target_section_option
from briefing.cli.options import FILE_TYPE, FOLDER_TYPE, force_option, require_new_file, settings_options
from briefing.cli.printer import print_json_piece, print_note
from briefing.cli.progress import progress_bars
from briefing.cli.setup import open_config, open_services, paths_of
from briefing.cli.terminal_facts import is_utf8_output
from briefing.config import load_config, write_atomic
from briefing.errors import ConfigError, ParseError
from briefing.output.formatting import format_count
from briefing.services.feed_list import MAX_LIST_BYTES
from briefing.text.html.clean import clean
from briefing.text.publishers.feed_names import feed_display_name
from briefing.text.url_secrets import without_secrets

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.model.personal_data import ImportCount
    from briefing.services import Services

MAX_SKIPPED_SHOWN = 20
"""Skipped entries of an import that are printed on a terminal; a pipe gets all."""
MAX_SHORTENED_NAMED = 5
"""Feeds that an export names at most because their address lost a token."""
SQLITE_MAGIC = b"SQLite format 3\0"
"""The start of every SQLite file."""
COUNTED: Mapping[ImportCount, tuple[str, str]] = {
    "articles": ("new article", ""),
    "followed": ("followed thread", ""),
    "muted": ("muted thread", ""),
    "named": ("named thread", ""),
    "tagged": ("tagged thread", ""),
    "read": ("thread you read", "threads you read"),
    "affairs": ("affair", ""),
    "stars": ("star", ""),
    "mute rules": ("mute rule", ""),
    "views": ("view", ""),
    "corrections": ("correction", ""),
    "constraints": ("link of articles", "links of articles"),
    "feeds": ("feed", ""),
    "rules": ("rule", ""),
    "digests": ("digest", ""),
}
"""How each count of an `ImportReport` is printed, one and many; "": one and an "s"."""


@command(name="import")
@click.argument("file", type=click.File("rb"))
@target_section_option
@click.option("--allow-private", is_flag=True, help="Accept addresses inside your own network too.")
@click.option("--dry-run", is_flag=True, help="Only show what would be imported.")
@settings_options()
@click.pass_context
def import_(ctx: click.Context, file: BinaryIO, section: str, allow_private: bool, dry_run: bool) -> None:
    """Import feeds, what was read in newsboat, or an export of everything.

    Feeds come as OPML (Feedly, Thunderbird and others), newsboat's `urls`, YouTube's subscriptions.csv, or a plain
    list of addresses; folders become sections, up to the third level. Newsboat's `cache.db` says what was read there.
    "-" is standard input. Nothing in the file is executed, opened or fetched; skipped entries are listed.
    """
    name = "the list" if file.name == "-" else clean(str(file.name))
    body = file.read(MAX_LIST_BYTES + 1)
    if body.startswith(SQLITE_MAGIC):
        _import_newsboat(ctx, file, dry_run)
        return
    from briefing.services.personal_records import is_export

    if body.lstrip().startswith(b"{") and is_export(body.partition(b"\n")[0].decode("utf-8", "replace")):
        _import_everything(ctx, body + file.read(), name, allow_private, dry_run)
        return
    _import_feeds(ctx, body, name, section=section, allow_private=allow_private, dry_run=dry_run)


def _import_feeds(
    ctx: click.Context, body: bytes, name: str, *, section: str, allow_private: bool, dry_run: bool
) -> None:
    config = config_to_edit(ctx)
    feed_list = feed_list_of(config)
    try:
        report = feed_list.import_feeds(body, section=section, allow_private=allow_private, dry_run=dry_run)
    except ParseError as error:
        raise ConfigError(f"{name}: {error}", error.hint) from error
    for skipped in report.skipped[:MAX_SKIPPED_SHOWN] if sys.stderr.isatty() else report.skipped:
        print_note(f"{name}: {skipped}")
    sections = format_count(len({feed.section for feed in report.new}), "section")
    parts = [
        f"{format_count(len(report.new), 'feed')} in {sections}",
        f"{report.known_count} already configured" if report.known_count else "",
        f"{len(report.skipped)} skipped" if report.skipped else "",
    ]
    echo(f"{'Would import' if dry_run else 'Imported'} {', '.join(filter(None, parts))}.")
    if report.new:
        _note_shipped_feeds(ctx, config)
    ctx.exit(0 if report.new or report.known_count else 1)


def _note_shipped_feeds(ctx: click.Context, config: Config) -> None:
    """Say that the feeds of a configuration, to which others were added, are those that came with the program."""
    shipped = load_config(paths_of(ctx).default_config).feeds
    if {feed.url for feed in config.feeds} == {feed.url for feed in shipped}:
        count = format_count(len(config.feeds), "feed")
        print_note(f"feeds.toml has the {count} that came with it, too: `briefing remove FEED` takes one out.")


def _import_newsboat(ctx: click.Context, file: BinaryIO, dry_run: bool) -> None:
    path = Path(str(file.name))
    if not path.is_file():
        raise ConfigError("a cache of newsboat cannot be read from standard input", "name the file")
    with open_services(ctx) as services:
        report = services.personal_data.import_newsboat(path, dry_run=dry_run)
    verb = "Would mark" if dry_run else "Marked"
    missing = report.item_count - report.matched_count
    echo(
        f"{verb} {format_count(report.unread_count, 'article')} as read; newsboat's cache has "
        f"{format_count(report.item_count, 'read item')}, of which {missing} are not in your store."
    )
    if missing and not report.matched_count:
        print_note("Import newsboat's `urls` and run `briefing refresh` first, then import the cache again.")


def _import_everything(ctx: click.Context, body: bytes, name: str, allow_private: bool, dry_run: bool) -> None:
    from briefing.services.personal_records import read_records

    data = read_records(_lines(body), name)
    with open_services(ctx, creates=True) as services, progress_bars() as on_progress:
        report = services.personal_data.import_data(data, name, dry_run=dry_run, on_progress=on_progress)
        before = services.config
        added = services.feed_list.import_settings(data, allow_private=allow_private, dry_run=dry_run)
    for line in (*report.unmatched, *added.skipped):
        print_note(f"{name}: not matched: {clean(line)}")
    counts = list(_count_phrases({**report.counts, **added.counts}))
    if counts:
        echo(f"{'Would import' if dry_run else 'Imported'} {', '.join(counts)}.")
    else:
        echo("Nothing to import: all of it is here already.")
    if added.counts.get("feeds"):
        _note_shipped_feeds(ctx, before)
    exit_if_unwritten(ctx, services)


def _count_phrases(counts: Mapping[ImportCount, int]) -> Iterator[str]:
    for what, (one, many) in COUNTED.items():
        if number := counts.get(what):
            yield format_count(number, one, many) if many else format_count(number, one)


def _lines(body: bytes) -> Iterator[str]:
    for line in body.split(b"\n"):
        yield line.decode("utf-8")


@command()
@click.argument("file", type=FILE_TYPE, required=False)
@click.option("--all", "everything", is_flag=True, help="Export all that you did and read, as JSON Lines.")
@click.option("--markdown", "folder", type=FOLDER_TYPE, metavar="FOLDER", help="Write a Markdown file per thread.")
@force_option
@settings_options()
@click.pass_context
def export(ctx: click.Context, file: Path | None, everything: bool, folder: Path | None, force: bool) -> None:
    """Export the feeds as OPML, or everything you did and read.

    It writes to FILE, or to standard output. --all holds marks, stars, names, corrections, rules, views and delivery
    logs, and the articles of these threads; `briefing import` reads it on another machine. --markdown writes the same
    threads for people. Headers, passwords, and tokens in addresses are left out of every export.
    """
    if file is not None and str(file) != "-":
        require_new_file(file, force)
    if folder is not None:
        with open_services(ctx) as services:
            echo(f"Wrote {format_count(_write_markdown(services, folder), 'thread')} to {folder}.", err=True)
        if not everything and file is None:
            return
    if everything:
        _export_everything(ctx, file)
    else:
        _export_feeds(ctx, file)


def _export_feeds(ctx: click.Context, file: Path | None) -> None:
    config = open_config(ctx)
    exported = feed_list_of(config).export()
    text = exported.text
    if exported.shortened:
        names = ", ".join(without_secrets(feed_display_name(feed)) for feed in exported.shortened[:MAX_SHORTENED_NAMED])
        more = len(exported.shortened) - MAX_SHORTENED_NAMED
        names += f" and {more} more" if more > 0 else ""
        print_note(f"Passwords and tokens were left out of the addresses of {names}: add them again where you import.")
    if file is None or str(file) == "-":
        escaped = text if is_utf8_output() else text.encode("ascii", "xmlcharrefreplace").decode()
        echo(escaped, nl=False)
        return
    write_atomic(file, text)
    echo(f"Exported {format_count(len(config.feeds), 'feed')} to {file}.")


def _export_everything(ctx: click.Context, file: Path | None) -> None:
    with open_services(ctx) as services:
        if file is None or str(file) == "-":
            for line in services.personal_data.export():
                print_json_piece(line, nl=False)
            return
        lines = list(services.personal_data.export())
    write_atomic(file, "".join(lines))
    echo(f"Exported {format_count(len(lines) - 1, 'record')} to {file}.")


def _write_markdown(services: Services, folder: Path) -> int:
    """Write the threads that a person did something with, each to a file; return their number."""
    from briefing.output.documents.markdown_document import document_markdown, markdown_file_name
    from briefing.output.documents.page_documents import thread_document

    folder.mkdir(parents=True, exist_ok=True)
    ids = services.personal_data.touched_threads()
    for id in ids:
        document = thread_document(services.reading.thread(id), services.now(), all_events=True)
        write_atomic(folder / markdown_file_name(document), document_markdown(document))
    return len(ids)
