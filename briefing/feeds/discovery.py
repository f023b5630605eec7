"""From an address that a person typed to its feeds: the document itself, the links of its page, usual paths.

Pages are hostile input. Each response is read in a worker, off the event loop, in bounded time. The whole search has a
deadline.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import urljoin

from briefing.errors import FetchError, ParseError
from briefing.feeds.feed_links import linked_feeds
from briefing.feeds.fetching.fetcher import ACCEPT
from briefing.feeds.fetching.host_pacing import HostPacing, HostWaitError
from briefing.feeds.parsing.parser import parse_feed
from briefing.model.articles import EPOCH
from briefing.model.fetching import Entry, Progress, ProgressCallback
from briefing.text.dates.durations import format_duration
from briefing.text.html.clean import clean
from briefing.text.html.html_to_text import html_to_text
from briefing.text.urls import absolute_url, canonical_url, has_credentials, host_of, is_web_url, without_feed_scheme
from briefing.web.background_call import call_in_background
from briefing.web.client import (
    Client,
    HttpResponse,
    RequestOptions,
    TransientFetchError,
    Transport,
    describe_status,
    get,
    has_document,
    open_client,
)

MAX_LINKED_FEEDS = 8
"""Feeds of a page that are shown."""
MAX_TRIED_LINKS = 16
"""Links of a page that are tried: some are dead, or lead to no feed."""
MAX_AT_ONCE = 8
"""Addresses that are tried at the same time."""
MAX_TITLES = 3
"""Newest titles that are shown of each feed."""
REQUEST_DEADLINE = 20.0
"""Seconds for one request."""
TOTAL_DEADLINE = 60.0
"""Seconds for the whole search; feeds found by then are returned."""
COMMON_PATHS = ("/feed", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/rss")
"""Paths that are tried if the page links to no feed."""
ACCEPT_HTML_OR_FEED = "text/html, " + ACCEPT
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
"""The scheme at the start of an address; in "host:8080" there is none."""


@dataclass(frozen=True, slots=True)
class DiscoveredFeed:
    """A feed, with enough of its content to recognise it.

    `entries_per_day` is 0 if its dates do not show it. `on_typed_host` is whether its host was typed by the
    person; False if only a page linked to it.
    """

    url: str
    title: str
    newest_titles: tuple[str, ...]
    entry_count: int
    entries_per_day: float
    lang: str = ""
    on_typed_host: bool = True


def complete_url(address: str) -> str:
    """Return what a person typed as an http(s) address, with https:// before it if it has no scheme.

    Raises:
        FetchError: it is not an http(s) address, or it contains a user name or password.
    """
    typed = clean(address)
    address = without_feed_scheme(typed)
    if not SCHEME.match(address):
        address = f"https://{address.lstrip('/')}"
    url = absolute_url("", address)
    if not url or not is_web_url(url) or " " in address.split("/")[2]:
        raise FetchError(f"{typed} is not an http(s) address", "type one such as https://example.org/feed")
    if has_credentials(url):
        raise FetchError("the address contains a user name or password", "add the feed to feeds.toml, with `auth`")
    return url


def possible_urls(address: str) -> tuple[str, ...]:
    """Return the addresses that a person may mean: with a scheme one, else https and http.

    http comes first for a host by number, for localhost and for a port of its own: few of these serve https.

    Raises:
        FetchError: as `complete_url` does.
    """
    url = complete_url(address)
    if SCHEME.match(without_feed_scheme(clean(address))):
        return (url,)
    plain = "http" + url.removeprefix("https")
    place = url.split("/")[2]
    has_port = re.search(r":\d+$", place) and not place.endswith(":443")
    is_local = re.match(r"(localhost|[\d.]+|\[.*\])(:\d+)?$", place)
    return (plain, url) if has_port or is_local else (url, plain)


async def discover_feeds(
    url: str,
    *,
    pacing: HostPacing,
    transport: Transport | None = None,
    on_progress: ProgressCallback | None = None,
) -> tuple[DiscoveredFeed, ...]:
    """Return the feeds at `url` or linked from it, likeliest first.

    Args:
        url: The address that a person typed.
        pacing: The state of the hosts; the links of a host that asks us to wait are not tried further.
        transport: Replaces the network.
        on_progress: Called after each tried address.

    Raises:
        FetchError: the page cannot be fetched, or leads to no feed.
    """
    search = _FeedSearch(url, pacing, on_progress or (lambda _: None))
    try:
        async with asyncio.timeout(TOTAL_DEADLINE), open_client(transport) as client:
            await search.run(client)
    except TimeoutError as error:
        if not search.feeds:
            raise FetchError(f"{url}: no feed was found within {TOTAL_DEADLINE:g} s") from error
    return tuple(search.feeds.values())


class _FeedSearch:
    """One search from the address that a person typed; `feeds` holds what was found so far, by canonical address."""

    def __init__(self, typed_url: str, pacing: HostPacing, on_progress: ProgressCallback) -> None:
        self.feeds: dict[str, DiscoveredFeed] = {}
        self._typed_url = typed_url
        self._pacing = pacing
        self._on_progress = on_progress
        self._causes: dict[str, str] = {}

    async def run(self, client: Client) -> None:
        """Look at the typed address, then at the links of its page, then at the usual paths of its site."""
        response = await self._get(client, self._typed_url)
        if not has_document(response):
            cause = describe_status(response.status, clean(response.reason))
            raise FetchError(f"{self._typed_url}: {cause}", self._wait_hint(response.url))
        try:
            self._add(await call_in_background(_read_feed, response, self._typed_url, self._typed_url))
        except ParseError as error:
            problem = str(error)
        else:
            return
        links = await call_in_background(_first_links, response)
        await self._try_addresses(client, links, MAX_LINKED_FEEDS)
        if not self.feeds:
            await self._try_addresses(client, [urljoin(response.url, path) for path in COMMON_PATHS], 1)
        if not self.feeds:
            message = f"{self._typed_url}: {problem}, and {self._outcome_of(links)}"
            hint = "try that address later" if self._causes.keys() & set(links) else "look there for a link to its feed"
            raise FetchError(message, self._wait_hint(response.url) or hint)

    def _outcome_of(self, links: Sequence[str]) -> str:
        """Return what became of the feeds that a page names: the first that did not respond, with the cause."""
        failed = next((link for link in links if link in self._causes), "")
        return self._causes[failed] if failed else "no feed was found on its site"

    async def _try_addresses(self, client: Client, addresses: Sequence[str], limit: int) -> None:
        """Add the feeds among `addresses` in their order, at most `limit`; several addresses are tried at once.

        What was found stays if the deadline ends the search.
        """
        slots, tried_count = asyncio.Semaphore(MAX_AT_ONCE), 0

        async def try_one(address: str) -> DiscoveredFeed | None:
            nonlocal tried_count
            async with slots:
                feed = await self._feed_at(client, address)
            tried_count += 1
            self._on_progress(Progress("searching", tried_count, len(addresses), host_of(address)))
            return feed

        self._on_progress(Progress("searching", 0, len(addresses)))
        tasks = [asyncio.create_task(try_one(address)) for address in addresses]
        try:
            found_count = 0
            for task in tasks:
                found_count += await task is not None
                if found_count == limit:
                    break
        finally:
            for task in tasks:
                task.cancel()
            outcomes = await asyncio.gather(*tasks, return_exceptions=True)
            for feed in [one for one in outcomes if isinstance(one, DiscoveredFeed)][:limit]:
                self._add(feed)

    async def _feed_at(self, client: Client, address: str) -> DiscoveredFeed | None:
        """Return the feed at an address, None if there is none."""
        try:
            response = await self._get(client, address)
            if has_document(response):
                return await call_in_background(_read_feed, response, address, self._typed_url)
        except TransientFetchError as error:
            self._causes[address] = f"{address}, which it names: {clean(str(error))}"
        except (FetchError, ParseError):
            pass
        return None

    def _add(self, feed: DiscoveredFeed) -> None:
        self.feeds.setdefault(canonical_url(feed.url), feed)

    async def _get(self, client: Client, url: str) -> HttpResponse:
        """Get an address; only on the host that was typed may it lie in a private network."""
        options = RequestOptions(self._typed_url, headers={"Accept": ACCEPT_HTML_OR_FEED}, pacing=self._pacing)
        try:
            return await get(client, url, options, deadline=REQUEST_DEADLINE)
        except HostWaitError as error:
            raise FetchError(f"{url}: {error}", self._wait_hint(f"https://{error.host}/")) from error
        except FetchError as error:
            if url != self._typed_url:
                raise  # what links to it is named
            hint = error.hint or "check the address, or try again later"
            raise FetchError(f"{url}: {error}", hint) from error

    def _wait_hint(self, url: str) -> str:
        """Return when to try again a host that asked us to wait, "" if it did not."""
        wait = self._pacing.remaining_wait(url)
        return f"its host asked us to wait: try again in {format_duration(wait)}" if wait else ""


def _first_links(response: HttpResponse) -> list[str]:
    return list(islice(linked_feeds(response), MAX_TRIED_LINKS))


def _read_feed(response: HttpResponse, requested_url: str, typed_url: str) -> DiscoveredFeed:
    document = parse_feed(response.body, response.headers, response.url)
    newest = sorted(document.entries, key=_entry_date, reverse=True)
    dates = [date for entry in newest if (date := _entry_date(entry)) > EPOCH]
    days = (dates[0] - dates[-1]).total_seconds() / 86400 if dates else 0.0
    titles = (html_to_text(entry.title).replace("\n", " ") for entry in newest)
    url = response.permanent_url or requested_url
    return DiscoveredFeed(
        url=url,
        title=clean(document.title) or host_of(url),
        newest_titles=tuple(islice(filter(None, titles), MAX_TITLES)),
        entry_count=len(document.entries),
        entries_per_day=(len(dates) - 1) / days if days > 0 else 0.0,
        lang=document.lang,
        on_typed_host=host_of(url) == host_of(typed_url),
    )


def _entry_date(entry: Entry) -> datetime:
    return entry.published or entry.updated or EPOCH
