"""Changes of which feeds are followed: edits of feeds.toml, each of which can be taken back. No store is needed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.config import Config, default_config, load, parsed
from briefing.errors import ConfigError
from briefing.model.feeds import Feed
from briefing.text.clean import clean
from briefing.text.urls import canonical

if TYPE_CHECKING:
    from briefing.feeds.discover import Found as Found


def text_of(config: Config) -> str:
    """Return the text of a configuration, which may be changed; ConfigError if it may not, or cannot be read."""
    if config.path.resolve() == default_config().resolve():
        raise ConfigError(f"{config.path} is the shipped default, which is not changed", "copy it, and use --config")
    from briefing.config import editing

    return editing.text_of(config.path)


def found_at(address: str, transport: Any = None) -> tuple[Found, ...]:
    """Return the feeds at or behind an address that a person typed, likeliest first; FetchError if there is none."""
    from briefing.feeds.discover import completed, discover

    return asyncio.run(discover(completed(address), transport=transport))


def feed_of(found: Found, section: str = "") -> Feed:
    """Return a found feed as it is to be configured; what only a page told never leads into the reader's network."""
    lang = found.lang if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", found.lang) else ""
    title = clean(found.title)
    feed = Feed(found.url, name=title, publisher=title, section=clean(section) or "news", lang=lang)
    return feed if found.typed else replace(feed, allow_private=False)


def added(config: Config, feed: Feed) -> Config:
    """Add a feed behind all others; ConfigError if it is there already, or the file cannot be changed."""
    from briefing.config.editing import with_feeds

    def add(text: str) -> str:
        for known in parsed(text, config.path).feeds:
            if canonical(known.url) == canonical(feed.url):
                raise ConfigError(f"{known.name or known.url} is there already, in line {known.line}")
        return with_feeds(text, [feed])

    return _changed(config, add)


def removed(config: Config, url: str) -> Config:
    """Remove a feed; its articles stay in the store. ConfigError if the file cannot be changed."""
    from briefing.config.editing import without

    return _changed(config, lambda text: without(text, url))


def switched(config: Config, urls: Iterable[str], on: bool) -> Config:
    """Pause feeds, or fetch them again; ConfigError if the file cannot be changed."""
    from briefing.config.editing import with_enabled

    def switch(text: str) -> str:
        for url in urls:
            text = with_enabled(text, url, on)
        return text

    return _changed(config, switch)


def turned(config: Config, url: str) -> Config:
    """Pause a feed, or fetch it again if it is paused; ConfigError if the file cannot be changed."""
    return switched(config, [url], not any(feed.url == url and feed.enabled for feed in config.feeds))


def restored(config: Config, before: str, after: str) -> Config:
    """Put back what the file held before; ConfigError if it no longer holds what was made of it."""

    def back(text: str) -> str:
        if text != after:
            raise ConfigError(f"{config.path.name} was changed since", "nothing was taken back")
        return before

    return _changed(config, back)


def reloaded(path: Path) -> Config:
    """Read the file again; ConfigError, in words, if it cannot be used: the last good configuration goes on."""
    return load(path)


def _changed(config: Config, change: Callable[[str], str]) -> Config:
    from briefing.config.editing import edit

    text_of(config)  # of what may not be changed at all

    def checked(text: str) -> str:
        after = change(text)
        parsed(after, config.path)
        return after

    return parsed(edit(config.path, checked), config.path)
