"""The feeds that are taken from a list, each address once, and why others are skipped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from briefing.feeds.address_lists import MAX_NAME_CHARS
from briefing.model.feeds import DEFAULT_SECTION, Feed
from briefing.text.html.clean import clean
from briefing.text.urls import absolute_url, canonical_url, has_credentials, host_of, is_web_url, without_feed_scheme
from briefing.web.address_guard import is_private_host

MAX_FEEDS = 50_000
"""Feeds that are taken from one list."""
MAX_SKIPPED = 10_000
"""Reasons for skipped items that are kept of one list."""
CREDENTIALS = re.compile(r"(?<=//)[^/?#\s]*@|(?<![^\s/])[^/?#\s:@]*:[^/?#\s@]+@")
"""User and password of an address, also of one that is mistyped ("u:p@wire.example", "http:/u:p@wire.example")."""


@dataclass(frozen=True, slots=True)
class SkippedItem:
    """A part of a list that was not taken, and why; `line` is 0 if the whole file is meant."""

    line: int
    item: str
    reason: str

    def __str__(self) -> str:
        position = f"line {self.line}: " if self.line else ""
        item = f"{self.item[:MAX_NAME_CHARS]}: " if self.item else ""
        return clean(f"{position}{item}{self.reason}")


@dataclass(slots=True)
class ImportedFeeds:
    """The feeds of a list, each address once, and what was skipped."""

    feeds: list[Feed] = field(default_factory=list)
    skipped: list[SkippedItem] = field(default_factory=list)


class FeedCollector:
    """Collects the feeds of a list, and the reasons for those that are skipped."""

    def __init__(self, section: str, allow_private: bool) -> None:
        self.imported = ImportedFeeds()
        self._section = section
        self._allow_private = None if allow_private else False
        self._feed_by_url: dict[str, Feed] = {}

    def add(self, feed: Feed, *, exact_address: bool = False) -> None:
        """Add `feed`, whose address is as the list gave it, unless there is a reason to skip it.

        Args:
            feed: A feed of the list.
            exact_address: Keep an http(s) address as it is, although parts of it could be escaped.
        """
        section = self._section or feed.section or DEFAULT_SECTION
        address = feed.url
        if not (exact_address and is_web_url(address)):
            address = absolute_url("", without_feed_scheme(address))
        if reason := self._rejection_reason(feed.url, address, section):
            self.skip(feed.line, feed.url or feed.name, reason)
            return
        imported = replace(feed, url=address, section=section, allow_private=self._allow_private)
        self._feed_by_url[canonical_url(address)] = imported
        self.imported.feeds.append(imported)

    def skip(self, line: int, item: str, reason: str) -> None:
        """Record why an item is skipped, without the user names and passwords of addresses."""
        skipped = self.imported.skipped
        if len(skipped) < MAX_SKIPPED:
            skipped.append(SkippedItem(line, CREDENTIALS.sub("", item), CREDENTIALS.sub("", reason)))
        elif len(skipped) == MAX_SKIPPED:
            skipped.append(SkippedItem(line, "", "more was skipped from here on, without a message for each"))

    def _rejection_reason(self, url: str, address: str, section: str) -> str:
        if not url:
            return "no address"
        if not address:
            return "not an http(s) address"
        if has_credentials(address):
            return "its address contains a user name or password (add it to feeds.toml, with `auth`)"
        if self._allow_private is False and is_private_host(host_of(address)):
            return "a private-network address (--allow-private accepts it)"
        if first := self._feed_by_url.get(canonical_url(address)):
            elsewhere = f" in section {first.section}, so not in {section} too" if section != first.section else ""
            return f"already listed in line {first.line}{elsewhere}"
        return "" if len(self.imported.feeds) < MAX_FEEDS else f"over the limit of {MAX_FEEDS} feeds"
