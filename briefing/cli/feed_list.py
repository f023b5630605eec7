"""`briefing add`, `remove`, `enable`, `disable`, `import` and `export`: the list of feeds."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from briefing.cli.options import FILE_TYPE, completing, force_option, settings_options
from briefing.cli.printer import can_ask_user, is_utf8_output, print_note
from briefing.cli.progress import progress_bars
from briefing.cli.setup import open_config, open_services, paths_of, require_new_file, settings_of
from briefing.config import Config, install_default_config, load_config, write_atomic
from briefing.errors import ConfigError, ParseError, StoreError
from briefing.output.formatting import format_count
from briefing.services.feed_list import MAX_LIST_BYTES, FeedExistsError, FeedList, StandaloneConfig, feed_to_add
from briefing.text.clean import clean
from briefing.text.feed_names import feed_display_name
from briefing.text.url_secrets import without_secrets

if TYPE_CHECKING:
    from briefing.services.config_edits import ConfigEdit
    from briefing.services.feed_list import DiscoveredFeed

MAX_SKIPPED_SHOWN = 20
"""Skipped entries of an import that are printed on a terminal; a pipe gets all."""
MAX_SHORTENED_NAMED = 5
"""Feeds that an export names at most because their address lost a token."""
MAX_TITLE_LENGTH = 100
"""Characters of a title in the preview of a feed."""

feed_argument = click.argument("feed", nargs=-1, required=True, metavar="FEED", shell_complete=completing("feed"))
target_section_option = click.option("--section", default="", metavar="NAME", help="The section to put it in.")


@click.command()
@click.argument("address", metavar="URL")
@click.option("--name", default="", help="Name of the feed, instead of its own title.")
@target_section_option
@click.option("--yes", "-y", is_flag=True, help="Add the first feed found without asking.")
@settings_options()
@click.pass_context
def add(ctx: click.Context, address: str, name: str, section: str, yes: bool) -> None:
    """Add the feed at URL, or a feed that the page at URL links to.

    It shows what it found, and asks before it changes your feeds.toml.
    """
    config = _config_to_edit(ctx)
    feed_list = _feed_list(config)
    feed_list.require_editable()
    with progress_bars() as on_progress:
        feeds = feed_list.find(address, on_progress)
    for number, one in enumerate(feeds, 1):
        _print_preview(number if len(feeds) > 1 else 0, one)
    feed = feed_to_add(feeds[0] if yes else _choose(feeds), name=name, section=section)
    try:
        feed_list.add(feed)
    except FeedExistsError as error:
        known = error.feed
        click.echo(f"{feed.url} is already configured: {feed_display_name(known)}, line {known.line} of {config.path}.")
        return
    click.echo(f"Added {feed_display_name(feed)} to {config.path}. `briefing refresh` fetches it.")


@click.command()
@feed_argument
@settings_options()
@click.pass_context
def remove(ctx: click.Context, feed: tuple[str, ...]) -> None:
    """Remove a FEED from feeds.toml; its articles stay in the store.

    FEED is its name, its address or its number in the last list of `briefing feeds`.
    """
    config = _config_to_edit(ctx)
    feed_list = _feed_list(config)
    removed = feed_list.resolve(" ".join(feed))
    feed_list.remove(removed.url)
    click.echo(f"Removed {feed_display_name(removed)}; {config.path.name}.bak holds the file as it was before.")


@click.command()
@feed_argument
@settings_options()
@click.pass_context
def enable(ctx: click.Context, feed: tuple[str, ...]) -> None:
    """Fetch a FEED again, also one that is gone."""
    with open_services(ctx) as services:
        enabled = services.feed_list.resolve(" ".join(feed))
        services.feed_list.set_enabled([enabled.url], True)
    click.echo(f"Enabled {feed_display_name(enabled)}.")


@click.command()
@feed_argument
@settings_options()
@click.pass_context
def disable(ctx: click.Context, feed: tuple[str, ...]) -> None:
    """Stop fetching a FEED, but keep it in feeds.toml."""
    feed_list = _feed_list(_config_to_edit(ctx))
    disabled = feed_list.resolve(" ".join(feed))
    feed_list.set_enabled([disabled.url], False)
    click.echo(f"Disabled {feed_display_name(disabled)}.")


@click.command(name="import")
@click.argument("file", type=click.File("rb"))
@target_section_option
@click.option("--allow-private", is_flag=True, help="Accept addresses inside your own network too.")
@click.option("--dry-run", is_flag=True, help="Only show what would be imported.")
@settings_options()
@click.pass_context
def import_(ctx: click.Context, file: BinaryIO, section: str, allow_private: bool, dry_run: bool) -> None:
    """Import feeds from FILE: OPML, newsboat's `urls`, CSV, or a plain list of addresses.

    "-" is standard input. Folders become sections, up to the third level. Nothing in the file is executed, opened or
    fetched. Skipped entries are listed with their line.
    """
    feed_list = _feed_list(_config_to_edit(ctx))
    name = "the list" if file.name == "-" else clean(str(file.name))
    body = file.read(MAX_LIST_BYTES + 1)
    try:
        report = feed_list.import_feeds(body, section=section, allow_private=allow_private, dry_run=dry_run)
    except ParseError as error:
        raise ConfigError(f"{name}: {error}") from error
    for skipped in report.skipped[:MAX_SKIPPED_SHOWN] if sys.stderr.isatty() else report.skipped:
        print_note(f"{name}: {skipped}")
    sections = format_count(len({feed.section for feed in report.new}), "section")
    parts = [
        f"{format_count(len(report.new), 'feed')} in {sections}",
        f"{report.known_count} already configured" if report.known_count else "",
        f"{len(report.skipped)} skipped" if report.skipped else "",
    ]
    click.echo(f"{'Would import' if dry_run else 'Imported'} {', '.join(filter(None, parts))}.")
    ctx.exit(0 if report.new or report.known_count else 1)


@click.command()
@click.argument("file", type=FILE_TYPE, required=False)
@force_option
@settings_options()
@click.pass_context
def export(ctx: click.Context, file: Path | None, force: bool) -> None:
    """Export the feeds as OPML to FILE, or print them (also for "-").

    Each section becomes a folder. Headers, passwords, and tokens in addresses are left out; a note names these feeds.
    """
    config = open_config(ctx)
    exported = _feed_list(config).export()
    text = exported.text
    if exported.shortened:
        names = ", ".join(without_secrets(feed_display_name(feed)) for feed in exported.shortened[:MAX_SHORTENED_NAMED])
        more = len(exported.shortened) - MAX_SHORTENED_NAMED
        names += f" and {more} more" if more > 0 else ""
        print_note(f"Passwords and tokens were left out of the addresses of {names}: add them again where you import.")
    if file is None or str(file) == "-":
        escaped = text if is_utf8_output() else text.encode("ascii", "xmlcharrefreplace").decode()
        click.echo(escaped, nl=False)
        return
    require_new_file(file, force)
    write_atomic(file, text)
    click.echo(f"Exported {format_count(len(config.feeds), 'feed')} to {file}.")


def _feed_list(config: Config) -> FeedList:
    """Return the feeds of a configuration; the store of this command logs edits and knows the numbers of lists."""
    ctx = click.get_current_context()

    def log(edit: ConfigEdit) -> None:
        try:
            with open_services(ctx) as services:
                services.log_feed_edit(edit)
        except StoreError as error:
            print_note(f"`briefing undo` will not undo this: {error}")

    def numbered_urls() -> list[str]:
        try:
            with open_services(ctx) as services:
                return services.feed_health.numbered_urls()
        except StoreError:
            return []

    return FeedList(StandaloneConfig(config), on_edit=log, numbered_urls=numbered_urls)


def _config_to_edit(ctx: click.Context) -> Config:
    """Load the configuration; a file given with --config that does not exist yet is empty."""
    where = paths_of(ctx)
    if not install_default_config(where) and not where.config.exists():
        if where.config.parent.is_dir():
            return Config(where.config)
        raise ConfigError(f"{where.config} does not exist", "name another file with --config")
    return load_config(settings_of(ctx).config, os.environ)


def _print_preview(number: int, feed: DiscoveredFeed) -> None:
    """Print a found feed with its newest titles; `number` 0 prints no number."""
    often = f", about {feed.entries_per_day:.1f} a day".replace(".0 ", " ") if feed.entries_per_day else ""
    entries = format_count(feed.entry_count, "entry", "entries")
    click.echo(f"{f'{number}. ' if number else ''}{feed.title}  ({entries}{often})")
    click.echo(f"   {clean(feed.url)}")
    for title in feed.newest_titles:
        click.echo(f"   - {title[:MAX_TITLE_LENGTH]}")


def _choose(feeds: tuple[DiscoveredFeed, ...]) -> DiscoveredFeed:
    """Ask which feed to add; ConfigError if nobody can answer."""
    if not can_ask_user():
        raise ConfigError("nothing was added", "pass --yes to add the first of these, or give its own address")
    if len(feeds) == 1:
        click.confirm("Add it?", default=True, abort=True)
        return feeds[0]
    return feeds[click.prompt("Which one?", type=click.IntRange(1, len(feeds)), default=1) - 1]
