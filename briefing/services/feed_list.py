"""Management of the configured feeds: edits of feeds.toml, each of which can be undone. No store is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from briefing.config import Config, default_config_path, load_config, parse_config
from briefing.errors import ConfigError, FetchError, ParseError
from briefing.model.feeds import DEFAULT_SECTION, Feed
from briefing.services.config_edits import ConfigChangedError, ConfigEdit, without_edit
from briefing.text.html.clean import clean
from briefing.text.language_tags import valid_language_tag
from briefing.text.publishers.feed_names import feed_display_name
from briefing.text.url_secrets import without_secrets
from briefing.text.urls import canonical_url, without_feed_scheme

if TYPE_CHECKING:
    from briefing.feeds.collected_feeds import SkippedItem as SkippedItem
    from briefing.feeds.discovery import DiscoveredFeed as DiscoveredFeed
    from briefing.feeds.fetching.host_pacing import HostPacing as HostPacing
    from briefing.model.fetching import ProgressCallback
    from briefing.model.personal_data import PersonalData
    from briefing.services.imported_settings import AddedSettings

MAX_LIST_BYTES = 32 * 1024 * 1024
"""Bytes of a list of feeds that are read; 50,000 feeds, the most that are taken, have some 20 MB."""
MAX_SUGGESTIONS = 5
"""Feeds that an error suggests at most."""


class ConfigHolder(Protocol):
    """What feed management needs: the configuration in use, which it replaces, and the transport for requests."""

    config: Config
    transport: Any


@dataclass(slots=True)
class StandaloneConfig:
    """A configuration without a store, for commands that only edit it."""

    config: Config
    transport: Any = None


@dataclass(frozen=True, slots=True)
class FeedImport:
    """What an imported list held: new feeds, the number of feeds configured before, and what was skipped."""

    new: tuple[Feed, ...]
    known_count: int
    skipped: tuple[SkippedItem, ...]


@dataclass(frozen=True, slots=True)
class FeedExport:
    """An OPML document, and the feeds whose address lost a password or token there."""

    text: str
    shortened: tuple[Feed, ...]


class FeedExistsError(ConfigError):
    """The feed to add is configured already, as `feed`."""

    def __init__(self, feed: Feed) -> None:
        super().__init__(f"{feed_display_name(feed)} is already configured, in line {feed.line}")
        self.feed = feed


class FeedList:
    """Finds, adds, removes, pauses, imports and exports feeds. Every edit replaces the configuration in use.

    All edits raise ConfigError if the file is the shipped default, cannot be written, or would become unusable.
    """

    def __init__(
        self,
        holder: ConfigHolder,
        on_enabled: Callable[[Feed], None] = lambda _: None,
        on_edit: Callable[[ConfigEdit], None] = lambda _: None,
        numbered_urls: Callable[[], Sequence[str]] = lambda: (),
        host_pacing: Callable[[], AbstractContextManager[HostPacing]] | None = None,
    ) -> None:
        """Manage the feeds of `holder.config`.

        Args:
            holder: The configuration in use.
            on_enabled: Called for each feed that is fetched again.
            on_edit: Called with each edit of the file, to log it for undo.
            numbered_urls: Returns the addresses of the feeds in the order of the last list that was printed.
            host_pacing: Yields the state of the hosts and stores it; None: no host asked us to wait before.
        """
        self._holder = holder
        self._on_enabled = on_enabled
        self._on_edit = on_edit
        self._numbered_urls = numbered_urls
        self._host_pacing = host_pacing

    def find(self, address: str, on_progress: ProgressCallback | None = None) -> tuple[DiscoveredFeed, ...]:
        """Return the feeds at an address, or that its page links to, likeliest first; FetchError if there is none.

        An address without a scheme is tried with https and with http.
        """
        import asyncio

        from briefing.feeds.discovery import discover_feeds, possible_urls
        from briefing.services.host_state import new_host_pacing

        transport, failure = self._holder.transport, None
        with self._host_pacing() if self._host_pacing else nullcontext(new_host_pacing(transport)) as pacing:
            for url in possible_urls(address):
                search = discover_feeds(url, pacing=pacing, transport=transport, on_progress=on_progress)
                try:
                    return asyncio.run(search)
                except FetchError as error:
                    failure = failure or error
        assert failure
        raise failure

    def resolve(self, reference: str) -> Feed:
        """Return the feed with this number, address or name, or the only one whose name or address contains it.

        Raises:
            ConfigError: No feed matches, or several do.
        """
        feeds, reference = self._holder.config.feeds, clean(reference)
        if reference.isascii() and reference.isdigit() and (numbered := self._with_number(int(reference[:9]))):
            return numbered
        address, name = canonical_url(without_feed_scheme(reference)), reference.casefold()
        matches = [feed for feed in feeds if feed.url == reference or (address and canonical_url(feed.url) == address)]
        matches = matches or [feed for feed in feeds if feed_display_name(feed).casefold() == name]
        matches = matches or [feed for feed in feeds if name in feed.name.casefold() or name in feed.url]
        if not matches:
            raise ConfigError(f'No feed is called "{reference}".', "`briefing feeds` lists them.")
        if len(matches) > 1:
            suggestions = [feed_display_name(feed) for feed in matches[:MAX_SUGGESTIONS]]
            message = f'"{reference}" matches {len(matches)} feeds.'
            raise ConfigError(message, "Use more of the name, or the address.", suggestions)
        return matches[0]

    def _with_number(self, number: int) -> Feed | None:
        """Return the feed with a number in the last list that was printed, or in the file if none was.

        Raises:
            ConfigError: The feed was removed since.
        """
        feeds = self._holder.config.feeds
        urls = self._numbered_urls() or [feed.url for feed in feeds]
        if not 0 < number <= len(urls):
            return None
        url = urls[number - 1]
        if feed := next((feed for feed in feeds if feed.url == url), None):
            return feed
        message = f"Number {number} of the last list, {without_secrets(url)}, is not configured any more."
        raise ConfigError(message, "`briefing feeds` lists the feeds with new numbers.")

    def require_editable(self) -> None:
        """Raise ConfigError if the configuration is the shipped default or cannot be read."""
        from briefing.config.toml_editing import read_config_text

        path = self._holder.config.path
        if path.resolve() == default_config_path().resolve():
            raise ConfigError(
                f"{path} is the shipped default and is never changed", "copy it, and pass the copy with --config"
            )
        read_config_text(path)

    def add(self, feed: Feed) -> ConfigEdit:
        """Add a feed after all others; FeedExistsError if its address is configured already."""
        from briefing.config.toml_editing import with_feeds_added

        def change(text: str) -> str:
            if known := self._feeds_by_url(text).get(canonical_url(feed.url)):
                raise FeedExistsError(known)
            return with_feeds_added(text, [feed])

        return self._edit(change, f"removed again: {feed_display_name(feed)}")

    def remove(self, url: str) -> ConfigEdit:
        """Remove a feed; its articles stay in the store."""
        from briefing.config.toml_editing import without_feed

        return self._edit(lambda text: without_feed(text, url), f"back again: {self._name_of(url)}")

    def set_enabled(self, urls: Sequence[str], enabled: bool) -> ConfigEdit:
        """Pause feeds, or fetch them again, also those that failed or were gone."""
        from briefing.config.toml_editing import with_feed_enabled

        def change(text: str) -> str:
            before = {feed.url: feed.enabled for feed in parse_config(text, self._holder.config.path).feeds}
            for url in urls:
                if before.get(url) != enabled:
                    text = with_feed_enabled(text, url, enabled)
            return text

        undone = "paused again" if enabled else "no longer paused"
        edit = self._edit(change, f"{undone}: {', '.join(map(self._name_of, urls[:MAX_SUGGESTIONS]))}")
        if enabled:
            for feed in self._holder.config.feeds:
                if feed.url in urls:
                    self._on_enabled(feed)
        return edit

    def toggle(self, url: str) -> ConfigEdit:
        """Pause a feed, or fetch it again if it is paused in the configuration in use."""
        return self.set_enabled([url], not self.is_enabled(url))

    def is_enabled(self, url: str) -> bool:
        """Whether a feed is configured and fetched."""
        return any(feed.url == url and feed.enabled for feed in self._holder.config.feeds)

    def undo(self, path: str, reverse: Mapping[str, Any]) -> str:
        """Take a logged edit back and return its message; "" if it was one of another configuration.

        Raises:
            ConfigChangedError: The file was changed since; it stays as it is.
        """
        own = self._holder.config.path
        if path != str(own.resolve()):
            return ""

        def change(text: str) -> str:
            restored = without_edit(text, reverse)
            if restored is None:
                hint = "nothing was undone; undo again takes back what you did before that edit"
                raise ConfigChangedError(f"{own.name} was changed since", hint)
            return restored

        self._edit(change, "")
        return str(reverse["message"])

    def reload(self) -> Config:
        """Read the file again and use it; ConfigError if it cannot be used, and the configuration in use stays."""
        self._holder.config = load_config(self._holder.config.path)
        return self._holder.config

    def import_feeds(
        self, body: bytes, *, section: str = "", allow_private: bool = False, dry_run: bool = False
    ) -> FeedImport:
        """Add the feeds of a list that are not configured yet.

        Args:
            body: An OPML document, a newsboat `urls` file or a plain list of addresses.
            section: Section of all feeds, instead of the folders of the list.
            allow_private: Accept addresses inside the reader's own network.
            dry_run: Change nothing.

        Raises:
            ParseError: `body` is none of these lists, or longer than `MAX_LIST_BYTES`.
        """
        from briefing.config.toml_editing import with_feeds_added
        from briefing.feeds.feed_lists import read_feeds

        self.require_editable()
        if len(body) > MAX_LIST_BYTES:
            raise ParseError(f"longer than {MAX_LIST_BYTES // 2**20} MiB")
        imported = read_feeds(body, section=section, allow_private=allow_private)

        def new_feeds(known: Iterable[Feed]) -> list[Feed]:
            urls = {canonical_url(feed.url) for feed in known}
            return [feed for feed in imported.feeds if canonical_url(feed.url) not in urls]

        def change(text: str) -> str:
            new = new_feeds(self._feeds_by_url(text).values())
            return with_feeds_added(text, new) if new else text

        new = tuple(new_feeds(self._holder.config.feeds))
        if new and not dry_run:
            self._edit(change, f"removed again: {len(new)} imported feed{'s' * (len(new) > 1)}")
        return FeedImport(new, len(imported.feeds) - len(new), tuple(imported.skipped))

    def import_settings(
        self, data: PersonalData, *, allow_private: bool = False, dry_run: bool = False
    ) -> AddedSettings:
        """Add the feeds, rules and digests of an export that the file lacks; with `dry_run` change nothing."""
        from briefing.config.toml_editing import read_config_text
        from briefing.services.imported_settings import with_imported_settings

        self.require_editable()
        path = self._holder.config.path
        added = with_imported_settings(read_config_text(path), path, data, allow_private=allow_private)
        if added.counts and not dry_run:

            def change(text: str) -> str:
                return with_imported_settings(text, path, data, allow_private=allow_private).text

            self._edit(change, "removed again: the imported feeds, rules and digests")
        return added

    def export(self) -> FeedExport:
        """Return the feeds as OPML, without headers, passwords and tokens."""
        from briefing.feeds.opml_writer import write_opml

        feeds = self._holder.config.feeds
        return FeedExport(write_opml(feeds), tuple(feed for feed in feeds if without_secrets(feed.url) != feed.url))

    def _feeds_by_url(self, text: str) -> dict[str, Feed]:
        return {canonical_url(feed.url): feed for feed in parse_config(text, self._holder.config.path).feeds}

    def _name_of(self, url: str) -> str:
        return next((feed_display_name(feed) for feed in self._holder.config.feeds if feed.url == url), url)

    def _edit(self, change: Callable[[str], str], undone_message: str) -> ConfigEdit:
        """Change the text of the file, check the result, and use it; with a message for its undo, it is logged."""
        from briefing.config.toml_editing import edit_config

        self.require_editable()
        path, before = self._holder.config.path, ""

        def checked(text: str) -> str:
            nonlocal before
            before, after = text, change(text)
            parse_config(after, path)
            return after

        after = edit_config(path, checked)
        self._holder.config = parse_config(after, path)
        edit = ConfigEdit(before, after, undone_message)
        if undone_message and after != before:
            self._on_edit(edit)
        return edit


def feed_to_add(discovered: DiscoveredFeed, *, name: str = "", section: str = "") -> Feed:
    """Return a discovered feed as it is to be configured.

    A feed on another host than the one that was typed may not lead into the reader's own network.
    """
    title = clean(name) or clean(discovered.title)
    lang = valid_language_tag(discovered.lang)
    feed = Feed(discovered.url, name=title, publisher=title, section=clean(section) or DEFAULT_SECTION, lang=lang)
    return feed if discovered.on_typed_host else replace(feed, allow_private=False)
