"""`briefing add`, `remove`, `enable` and `disable`: the list of feeds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import click

from briefing.cli.command_help import command
from briefing.cli.echo import ask_number, confirm, echo
from briefing.cli.options import completing, settings_options
from briefing.cli.printer import print_note
from briefing.cli.progress import progress_bars
from briefing.cli.setup import moment_of, open_services, paths_of, settings_of
from briefing.cli.terminal_facts import can_ask_user
from briefing.config import Config, install_default_config, load_config
from briefing.errors import ConfigError, StoreError
from briefing.output.cells import truncate
from briefing.output.formatting import format_count
from briefing.services.feed_list import FeedExistsError, FeedList, StandaloneConfig, feed_to_add
from briefing.text.html.clean import clean
from briefing.text.publishers.feed_names import feed_display_name

if TYPE_CHECKING:
    from briefing.services.config_edits import ConfigEdit
    from briefing.services.feed_list import DiscoveredFeed, HostPacing

MAX_TITLE_LENGTH = 100
"""Cells of a title in the preview of a feed."""

feed_argument = click.argument("feed", nargs=-1, required=True, metavar="FEED", shell_complete=completing("feed"))
target_section_option = click.option("--section", default="", metavar="NAME", help="The section to put it in.")


@command()
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
    config = config_to_edit(ctx)
    feed_list = feed_list_of(config)
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
        echo(f"{feed.url} is already configured: {feed_display_name(known)}, line {known.line} of {config.path}.")
        return
    echo(f"Added {feed_display_name(feed)} to {config.path}. `briefing refresh` fetches it.")


@command()
@feed_argument
@settings_options()
@click.pass_context
def remove(ctx: click.Context, feed: tuple[str, ...]) -> None:
    """Remove a FEED from feeds.toml; its articles stay in the store.

    FEED is its name, its address or its number in the last list of `briefing feeds`.
    """
    config = config_to_edit(ctx)
    feed_list = feed_list_of(config)
    removed = feed_list.resolve(" ".join(feed))
    feed_list.remove(removed.url)
    echo(f"Removed {feed_display_name(removed)}; {config.path.name}.bak holds the file as it was before.")


@command()
@feed_argument
@settings_options()
@click.pass_context
def enable(ctx: click.Context, feed: tuple[str, ...]) -> None:
    """Fetch a FEED again, also one that is gone."""
    with open_services(ctx) as services:
        enabled = services.feed_list.resolve(" ".join(feed))
        services.feed_list.set_enabled([enabled.url], True)
    echo(f"Enabled {feed_display_name(enabled)}.")


@command()
@feed_argument
@settings_options()
@click.pass_context
def disable(ctx: click.Context, feed: tuple[str, ...]) -> None:
    """Stop fetching a FEED, but keep it in feeds.toml."""
    feed_list = feed_list_of(config_to_edit(ctx))
    paused = feed_list.resolve(" ".join(feed))
    feed_list.set_enabled([paused.url], False)
    echo(f"Paused {feed_display_name(paused)}.")


def feed_list_of(config: Config) -> FeedList:
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

    @contextmanager
    def host_pacing() -> Iterator[HostPacing]:
        with ExitStack() as stack:
            try:
                services = stack.enter_context(open_services(ctx))
                pacing = stack.enter_context(services.host_pacing())
            except (StoreError, ConfigError):  # a search needs no store, and the first feed makes the file
                from briefing.services.host_state import new_host_pacing

                pacing = new_host_pacing(None, moment_of(ctx))
            yield pacing

    return FeedList(StandaloneConfig(config), on_edit=log, numbered_urls=numbered_urls, host_pacing=host_pacing)


def config_to_edit(ctx: click.Context) -> Config:
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
    echo(f"{f'{number}. ' if number else ''}{feed.title}  ({entries}{often})")
    echo(f"   {clean(feed.url)}")
    for title in feed.newest_titles:
        echo(f"   - {truncate(title, MAX_TITLE_LENGTH)}")


def _choose(feeds: tuple[DiscoveredFeed, ...]) -> DiscoveredFeed:
    """Ask which feed to add; ConfigError if nobody can answer."""
    if not can_ask_user():
        raise ConfigError("nothing was added", "pass --yes to add the first of these, or give its own address")
    if len(feeds) == 1:
        confirm("Add it?", default=True)
        return feeds[0]
    return feeds[ask_number("Which one?", len(feeds)) - 1]
