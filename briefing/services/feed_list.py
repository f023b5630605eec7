"""Changes of which feeds are followed: edits of feeds.toml, each of which can be taken back. No store is needed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.config import Config, default_config_path, load_config, parse_config
from briefing.errors import ConfigError
from briefing.model.feeds import Feed
from briefing.text.clean import clean
from briefing.text.language_tags import valid_language_tag
from briefing.text.urls import canonical_url

if TYPE_CHECKING:
    from briefing.feeds.discovery import DiscoveredFeed as DiscoveredFeed


def editable_text(config: Config) -> str:
    """Return the text of a configuration, which may be changed; ConfigError if it may not, or cannot be read."""
    if config.path.resolve() == default_config_path().resolve():
        raise ConfigError(f"{config.path} is the shipped default, which is not changed", "copy it, and use --config")
    from briefing.config import toml_editing

    return toml_editing.read_config_text(config.path)


def find_at(address: str, transport: Any = None) -> tuple[DiscoveredFeed, ...]:
    """Return the feeds at or behind an address that a person typed, likeliest first; FetchError if there is none."""
    from briefing.feeds.discovery import complete_url, discover_feeds

    return asyncio.run(discover_feeds(complete_url(address), transport=transport))


def feed_from_found(found: DiscoveredFeed, section: str = "") -> Feed:
    """Return a found feed as it is to be configured; what only a page told never leads into the reader's network."""
    lang = valid_language_tag(found.lang)
    title = clean(found.title)
    feed = Feed(found.url, name=title, publisher=title, section=clean(section) or "news", lang=lang)
    return feed if found.on_typed_host else replace(feed, allow_private=False)


def add(config: Config, feed: Feed) -> Config:
    """Add a feed behind all others; ConfigError if it is there already, or the file cannot be changed."""
    from briefing.config.toml_editing import with_feeds_added

    def add(text: str) -> str:
        for known in parse_config(text, config.path).feeds:
            if canonical_url(known.url) == canonical_url(feed.url):
                raise ConfigError(f"{known.name or known.url} is there already, in line {known.line}")
        return with_feeds_added(text, [feed])

    return _edit_file(config, add)


def remove(config: Config, url: str) -> Config:
    """Remove a feed; its articles stay in the store. ConfigError if the file cannot be changed."""
    from briefing.config.toml_editing import without_feed

    return _edit_file(config, lambda text: without_feed(text, url))


def set_enabled(config: Config, urls: Iterable[str], on: bool) -> Config:
    """Pause feeds, or fetch them again; ConfigError if the file cannot be changed."""
    from briefing.config.toml_editing import with_feed_enabled

    def switch(text: str) -> str:
        for url in urls:
            text = with_feed_enabled(text, url, on)
        return text

    return _edit_file(config, switch)


def toggle(config: Config, url: str) -> Config:
    """Pause a feed, or fetch it again if it is paused; ConfigError if the file cannot be changed."""
    return set_enabled(config, [url], not any(feed.url == url and feed.enabled for feed in config.feeds))


def restore(config: Config, text_before: str, text_after: str) -> Config:
    """Put back what the file held before; ConfigError if it no longer holds what was made of it."""

    def back(text: str) -> str:
        if text != text_after:
            raise ConfigError(f"{config.path.name} was changed since", "nothing was taken back")
        return text_before

    return _edit_file(config, back)


def reload(path: Path) -> Config:
    """Read the file again; ConfigError, in words, if it cannot be used: the last good configuration goes on."""
    return load_config(path)


def _edit_file(config: Config, change: Callable[[str], str]) -> Config:
    from briefing.config.toml_editing import edit_config

    editable_text(config)  # of what may not be changed at all

    def checked(text: str) -> str:
        after = change(text)
        parse_config(after, config.path)
        return after

    return parse_config(edit_config(config.path, checked), config.path)
