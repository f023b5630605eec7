"""`briefing add`, `remove`, `enable`, `disable`, `import` and `export`: which feeds are followed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from briefing.cli.options import FILE, Settings, settings_options
from briefing.cli.screen import note
from briefing.cli.setup import open_desk
from briefing.config import Config, default_config, install_default, load, parsed, paths, write_atomic
from briefing.errors import ConfigError, ParseError
from briefing.model.feeds import Feed
from briefing.output.counts import count
from briefing.text.clean import clean
from briefing.text.urls import canonical

if TYPE_CHECKING:
    from briefing.feeds.discover import Found

TOLD = 20
"""Skipped entries that are named on a terminal; a pipe gets all."""

feed_argument = click.argument("feed", nargs=-1, required=True, metavar="FEED")
section_to = click.option("--section", default="", metavar="NAME", help="The section to put it in.")
allow_private = click.option("--allow-private", is_flag=True, help="Take addresses inside your own network too.")


@click.command()
@click.argument("address", metavar="URL")
@click.option("--name", default="", help="What to call it, instead of the title it gives itself.")
@section_to
@click.option("--yes", "-y", is_flag=True, help="Add the first feed found without asking.")
@settings_options()
@click.pass_context
def add(ctx: click.Context, address: str, name: str, section: str, yes: bool) -> None:
    """Add the feed at URL, or the one that the site at URL names.

    It shows what was found, and asks before it writes to your feeds.toml.
    """
    import asyncio

    from briefing.feeds.discover import completed, discover

    config = _own(ctx)
    found = asyncio.run(discover(completed(address)))
    for number, one in enumerate(found, 1):
        _preview(number if len(found) > 1 else 0, one)
    chosen = found[0] if yes else _choose(found)
    title = clean(name) or chosen.title
    feed = Feed(chosen.url, name=title, publisher=title, section=clean(section) or "news", lang=_lang(chosen.lang))
    if old := _add(config, [feed if chosen.typed else _from_content(feed)]):
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
    from briefing.config.editing import edit, without

    config = _own(ctx)
    found = _feed_of(config, " ".join(feed))
    edit(config.path, lambda text: without(text, found.url))
    click.echo(f"Removed {found.name or found.url}; {config.path.name}.bak holds the file as it was.")


@click.command()
@feed_argument
@settings_options()
@click.pass_context
def enable(ctx: click.Context, feed: tuple[str, ...]) -> None:
    """Fetch a FEED again, also one that was said to be gone."""
    found = _switch(ctx, " ".join(feed), True)
    with open_desk(ctx) as desk:
        desk.ask_again(found)
    click.echo(f"Enabled {found.name or found.url}.")


@click.command()
@feed_argument
@settings_options()
@click.pass_context
def disable(ctx: click.Context, feed: tuple[str, ...]) -> None:
    """Keep a FEED without fetching it."""
    found = _switch(ctx, " ".join(feed), False)
    click.echo(f"Disabled {found.name or found.url}.")


@click.command(name="import")
@click.argument("file", type=click.File("rb"))
@section_to
@allow_private
@click.option("--dry-run", is_flag=True, help="Only tell what would be taken.")
@settings_options()
@click.pass_context
def import_(ctx: click.Context, file: BinaryIO, section: str, allow_private: bool, dry_run: bool) -> None:
    """Import feeds from FILE: OPML, newsboat's `urls`, or a plain list.

    "-" is standard input. Folders become sections. Nothing in it is run, opened or fetched; what is not taken is
    named, with its line.
    """
    from briefing.feeds.opml import read

    config = _own(ctx)
    name = "the list" if file.name == "-" else file.name
    try:
        listing = read(file.read(), section=section, allow_private=allow_private)
    except ParseError as error:
        raise ConfigError(f"{name}: {error}") from error
    known = {canonical(feed.url) for feed in config.feeds}
    new = [feed for feed in listing.feeds if canonical(feed.url) not in known]
    told = listing.skipped[:TOLD] if sys.stderr.isatty() else listing.skipped
    for skipped in told:
        note(f"{clean(str(name))}: {skipped}")
    if new and not dry_run:
        _add(config, new)
    there = len(listing.feeds) - len(new)
    parts = [f"{there} there already" if there else "", f"{len(listing.skipped)} skipped" if listing.skipped else ""]
    verb = "Would import" if dry_run else "Imported"
    taken = count(len(new), "feed")
    sections = count(len({feed.section for feed in new}), "section")
    click.echo(f"{verb} {', '.join(filter(None, [f'{taken} in {sections}', *parts]))}.")
    ctx.exit(0 if listing.feeds else 1)


@click.command()
@click.argument("file", type=FILE, required=False)
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@settings_options()
@click.pass_context
def export(ctx: click.Context, file: Path | None, force: bool) -> None:
    """Export the feeds as OPML to FILE, or print it (also for "-").

    Each section is a folder. Headers and passwords are never in it.
    """
    from briefing.feeds.opml import write

    config = _config(ctx)
    text = write(config.feeds)
    if file is None or str(file) == "-":
        click.echo(text, nl=False)
        return
    if file.exists() and not force:
        raise ConfigError(f"{file} is there already", "choose another name, or say --force")
    write_atomic(file, text)
    click.echo(f"Exported {count(len(config.feeds), 'feed')} to {file}.")


def _config(ctx: click.Context) -> Config:
    settings = ctx.find_root().ensure_object(Settings)
    install_default(paths(settings.config, settings.store, os.environ))
    return load(settings.config, os.environ)


def _own(ctx: click.Context) -> Config:
    """The configuration, which a person may change; a file asked for that is not there yet is empty."""
    settings = ctx.find_root().ensure_object(Settings)
    where = paths(settings.config, settings.store, os.environ)
    if not install_default(where) and not where.config.exists():
        if where.config.parent.is_dir():
            return Config(where.config)
        raise ConfigError(f"there is no {where.config}", "name another file with --config")
    config = load(settings.config, os.environ)
    if config.path.resolve() == default_config().resolve():
        raise ConfigError(f"{config.path} is the shipped default, which is not changed", "copy it, and use --config")
    return config


def _add(config: Config, feeds: list[Feed]) -> list[Feed]:
    """Add those feeds that are not there yet; what is there of the others, also if it came a moment ago."""
    from briefing.config.editing import edit, with_feeds

    there: list[Feed] = []

    def change(text: str) -> str:
        known = {canonical(feed.url): feed for feed in parsed(text, config.path).feeds}
        there.extend(known[address] for feed in feeds if (address := canonical(feed.url)) in known)
        new = [feed for feed in feeds if canonical(feed.url) not in known]
        return with_feeds(text, new) if new else text

    edit(config.path, change)
    return there


def _switch(ctx: click.Context, words: str, on: bool) -> Feed:
    from briefing.config.editing import edit, with_enabled

    config = _own(ctx)
    found = _feed_of(config, words)
    if found.enabled != on:
        edit(config.path, lambda text: with_enabled(text, found.url, on))
    return found


def _feed_of(config: Config, words: str) -> Feed:
    """The feed meant by its number, its address, its name or a part of it; ConfigError if that is none, or many."""
    words = clean(words)
    if words.isascii() and words.isdigit() and 0 < int(words[:9]) <= len(config.feeds):
        return config.feeds[int(words) - 1]
    address, name = canonical(words), words.casefold()
    same = [feed for feed in config.feeds if feed.url == words or (address and canonical(feed.url) == address)]
    same = same or [feed for feed in config.feeds if feed.name.casefold() == name]
    same = same or [feed for feed in config.feeds if name in feed.name.casefold() or name in feed.url]
    if not same:
        raise ConfigError(f'No feed is called "{words}".', "`briefing feeds` lists them.")
    if len(same) > 1:
        near = [feed.name or feed.url for feed in same[:5]]
        raise ConfigError(f'"{words}" names {len(same)} feeds.', "Say more of the name, or its address.", near)
    return same[0]


def _preview(number: int, found: Found) -> None:
    often = f", about {found.a_day:.1f} a day".replace(".0 ", " ") if found.a_day else ""
    click.echo(f"{f'{number}. ' if number else ''}{found.title}  ({count(found.entries, 'entry', 'entries')}{often})")
    click.echo(f"   {clean(found.url)}")
    for title in found.newest:
        click.echo(f"   - {title[:100]}")


def _choose(found: tuple[Found, ...]) -> Found:
    """Ask which feed to add; without a person at hand nothing is added."""
    if not person_at_hand():
        raise ConfigError("nothing was added", "say --yes to add the first of these, or give its own address")
    if len(found) == 1:
        click.confirm("Add it?", default=True, abort=True)
        return found[0]
    return found[click.prompt("Which one?", type=click.IntRange(1, len(found)), default=1) - 1]


def person_at_hand() -> bool:
    """Whether somebody can answer a question."""
    return sys.stdin.isatty()


def _from_content(feed: Feed) -> Feed:
    """The feed as one whose address a page told: it may never lead into the reader's network."""
    from dataclasses import replace

    return replace(feed, allow_private=False)


def _lang(lang: str) -> str:
    import re

    return lang if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", lang) else ""
