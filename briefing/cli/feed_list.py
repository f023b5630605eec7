"""`briefing add`, `remove`, `enable`, `disable`, `import` and `export`: which feeds are followed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from briefing.cli.options import FILE_TYPE, Settings, settings_options
from briefing.cli.printer import print_note
from briefing.cli.setup import open_services
from briefing.config import (
    Config,
    default_config_path,
    install_default_config,
    load_config,
    parse_config,
    resolve_paths,
    write_atomic,
)
from briefing.errors import ConfigError, ParseError
from briefing.model.feeds import Feed
from briefing.output.number_format import format_count
from briefing.text.clean import clean
from briefing.text.language_tags import valid_language_tag
from briefing.text.urls import canonical_url

if TYPE_CHECKING:
    from briefing.feeds.discovery import DiscoveredFeed

MAX_SKIPPED_SHOWN = 20
"""Skipped entries that are named on a terminal; a pipe gets all."""

feed_argument = click.argument("feed", nargs=-1, required=True, metavar="FEED")
target_section_option = click.option("--section", default="", metavar="NAME", help="The section to put it in.")
allow_private_option = click.option("--allow-private", is_flag=True, help="Take addresses inside your own network too.")


@click.command()
@click.argument("address", metavar="URL")
@click.option("--name", default="", help="What to call it, instead of the title it gives itself.")
@target_section_option
@click.option("--yes", "-y", is_flag=True, help="Add the first feed found without asking.")
@settings_options()
@click.pass_context
def add(ctx: click.Context, address: str, name: str, section: str, yes: bool) -> None:
    """Add the feed at URL, or the one that the site at URL names.

    It shows what was found, and asks before it writes to your feeds.toml.
    """
    import asyncio

    from briefing.feeds.discovery import complete_url, discover_feeds

    config = _editable_config(ctx)
    found = asyncio.run(discover_feeds(complete_url(address)))
    for number, one in enumerate(found, 1):
        _preview(number if len(found) > 1 else 0, one)
    chosen = found[0] if yes else _choose(found)
    title = clean(name) or chosen.title
    feed = Feed(
        chosen.url, name=title, publisher=title, section=clean(section) or "news", lang=valid_language_tag(chosen.lang)
    )
    if old := _add_feeds(config, [feed if chosen.on_typed_host else _without_private_access(feed)]):
        click.echo(f"{chosen.url} is there already: {old[0].name or old[0].url}, line {old[0].line} of {config.path}.")
        return
    click.echo(f"Added {title} to {config.path}. `briefing refresh` fetches it.")


@click.command()
@feed_argument
@settings_options()
@click.pass_context
def remove(ctx: click.Context, feed: tuple[str, ...]) -> None:
    """Remove a FEED from feeds.toml; its articles stay in the store.

    FEED is its name, its address or its number in `briefing feeds`.
    """
    from briefing.config.toml_editing import edit_config, without_feed

    config = _editable_config(ctx)
    found = _resolve_feed(config, " ".join(feed))
    edit_config(config.path, lambda text: without_feed(text, found.url))
    click.echo(f"Removed {found.name or found.url}; {config.path.name}.bak holds the file as it was.")


@click.command()
@feed_argument
@settings_options()
@click.pass_context
def enable(ctx: click.Context, feed: tuple[str, ...]) -> None:
    """Fetch a FEED again, also one that was said to be gone."""
    found = _set_enabled(ctx, " ".join(feed), True)
    with open_services(ctx) as services:
        services.feed_health.retry_now(found)
    click.echo(f"Enabled {found.name or found.url}.")


@click.command()
@feed_argument
@settings_options()
@click.pass_context
def disable(ctx: click.Context, feed: tuple[str, ...]) -> None:
    """Keep a FEED without fetching it."""
    found = _set_enabled(ctx, " ".join(feed), False)
    click.echo(f"Disabled {found.name or found.url}.")


@click.command(name="import")
@click.argument("file", type=click.File("rb"))
@target_section_option
@allow_private_option
@click.option("--dry-run", is_flag=True, help="Only tell what would be taken.")
@settings_options()
@click.pass_context
def import_(ctx: click.Context, file: BinaryIO, section: str, allow_private: bool, dry_run: bool) -> None:
    """Import feeds from FILE: OPML, newsboat's `urls`, or a plain list.

    "-" is standard input. Folders become sections. Nothing in it is run, opened or fetched; what is not taken is
    named, with its line.
    """
    from briefing.feeds.opml import read_feeds

    config = _editable_config(ctx)
    name = "the list" if file.name == "-" else file.name
    try:
        listing = read_feeds(file.read(), section=section, allow_private=allow_private)
    except ParseError as error:
        raise ConfigError(f"{name}: {error}") from error
    known = {canonical_url(feed.url) for feed in config.feeds}
    new = [feed for feed in listing.feeds if canonical_url(feed.url) not in known]
    told = listing.skipped[:MAX_SKIPPED_SHOWN] if sys.stderr.isatty() else listing.skipped
    for skipped in told:
        print_note(f"{clean(str(name))}: {skipped}")
    if new and not dry_run:
        _add_feeds(config, new)
    there = len(listing.feeds) - len(new)
    parts = [f"{there} there already" if there else "", f"{len(listing.skipped)} skipped" if listing.skipped else ""]
    verb = "Would import" if dry_run else "Imported"
    taken = format_count(len(new), "feed")
    sections = format_count(len({feed.section for feed in new}), "section")
    click.echo(f"{verb} {', '.join(filter(None, [f'{taken} in {sections}', *parts]))}.")
    ctx.exit(0 if listing.feeds else 1)


@click.command()
@click.argument("file", type=FILE_TYPE, required=False)
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@settings_options()
@click.pass_context
def export(ctx: click.Context, file: Path | None, force: bool) -> None:
    """Export the feeds as OPML to FILE, or print it (also for "-").

    Each section is a folder. Headers and passwords are never in it.
    """
    from briefing.feeds.opml import write_opml

    config = _load_config(ctx)
    text = write_opml(config.feeds)
    if file is None or str(file) == "-":
        click.echo(text, nl=False)
        return
    if file.exists() and not force:
        raise ConfigError(f"{file} is there already", "choose another name, or say --force")
    write_atomic(file, text)
    click.echo(f"Exported {format_count(len(config.feeds), 'feed')} to {file}.")


def _load_config(ctx: click.Context) -> Config:
    settings = ctx.find_root().ensure_object(Settings)
    install_default_config(resolve_paths(settings.config, settings.store, os.environ))
    return load_config(settings.config, os.environ)


def _editable_config(ctx: click.Context) -> Config:
    """The configuration, which a person may change; a file asked for that is not there yet is empty."""
    settings = ctx.find_root().ensure_object(Settings)
    where = resolve_paths(settings.config, settings.store, os.environ)
    if not install_default_config(where) and not where.config.exists():
        if where.config.parent.is_dir():
            return Config(where.config)
        raise ConfigError(f"there is no {where.config}", "name another file with --config")
    config = load_config(settings.config, os.environ)
    if config.path.resolve() == default_config_path().resolve():
        raise ConfigError(f"{config.path} is the shipped default, which is not changed", "copy it, and use --config")
    return config


def _add_feeds(config: Config, feeds: list[Feed]) -> list[Feed]:
    """Add those feeds that are not there yet; what is there of the others, also if it came a moment ago."""
    from briefing.config.toml_editing import edit_config, with_feeds_added

    there: list[Feed] = []

    def change(text: str) -> str:
        known = {canonical_url(feed.url): feed for feed in parse_config(text, config.path).feeds}
        there.extend(known[address] for feed in feeds if (address := canonical_url(feed.url)) in known)
        new = [feed for feed in feeds if canonical_url(feed.url) not in known]
        return with_feeds_added(text, new) if new else text

    edit_config(config.path, change)
    return there


def _set_enabled(ctx: click.Context, reference: str, on: bool) -> Feed:
    from briefing.config.toml_editing import edit_config, with_feed_enabled

    config = _editable_config(ctx)
    found = _resolve_feed(config, reference)
    if found.enabled != on:
        edit_config(config.path, lambda text: with_feed_enabled(text, found.url, on))
    return found


def _resolve_feed(config: Config, reference: str) -> Feed:
    """The feed meant by its number, its address, its name or a part of it; ConfigError if that is none, or many."""
    reference = clean(reference)
    if reference.isascii() and reference.isdigit() and 0 < int(reference[:9]) <= len(config.feeds):
        return config.feeds[int(reference) - 1]
    address, name = canonical_url(reference), reference.casefold()
    same = [feed for feed in config.feeds if feed.url == reference or (address and canonical_url(feed.url) == address)]
    same = same or [feed for feed in config.feeds if feed.name.casefold() == name]
    same = same or [feed for feed in config.feeds if name in feed.name.casefold() or name in feed.url]
    if not same:
        raise ConfigError(f'No feed is called "{reference}".', "`briefing feeds` lists them.")
    if len(same) > 1:
        near = [feed.name or feed.url for feed in same[:5]]
        raise ConfigError(f'"{reference}" names {len(same)} feeds.', "Say more of the name, or its address.", near)
    return same[0]


def _preview(number: int, found: DiscoveredFeed) -> None:
    often = f", about {found.entries_per_day:.1f} a day".replace(".0 ", " ") if found.entries_per_day else ""
    click.echo(
        f"{f'{number}. ' if number else ''}{found.title}  ({format_count(found.entry_count, 'entry', 'entries')}{often})"
    )
    click.echo(f"   {clean(found.url)}")
    for title in found.newest_titles:
        click.echo(f"   - {title[:100]}")


def _choose(found: tuple[DiscoveredFeed, ...]) -> DiscoveredFeed:
    """Ask which feed to add; without a person at hand nothing is added."""
    if not can_ask_user():
        raise ConfigError("nothing was added", "say --yes to add the first of these, or give its own address")
    if len(found) == 1:
        click.confirm("Add it?", default=True, abort=True)
        return found[0]
    return found[click.prompt("Which one?", type=click.IntRange(1, len(found)), default=1) - 1]


def can_ask_user() -> bool:
    """Whether somebody can answer a question."""
    return sys.stdin.isatty()


def _without_private_access(feed: Feed) -> Feed:
    """The feed as one whose address a page told: it may never lead into the reader's network."""
    from dataclasses import replace

    return replace(feed, allow_private=False)
