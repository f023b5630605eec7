"""From an address a person typed to the feeds behind it: the document itself, what its page links to, common places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from briefing.errors import FetchError, ParseError
from briefing.feeds.fetching.fetcher import ACCEPT
from briefing.feeds.parsing.parser import parse_feed
from briefing.model.articles import EPOCH
from briefing.model.feeds import Document
from briefing.text.clean import clean
from briefing.text.html_to_text import html_to_text
from briefing.text.urls import absolute_url, canonical_url, has_credentials, host_of, is_web_url
from briefing.web.client import Client, HttpResponse, RequestOptions, Transport, describe_status, get, open_client

MAX_LINKED_FEEDS = 8
"""How many links of a page are tried at most."""
SHOWN_TITLES = 3
DEADLINE = 20.0
COMMON_PATHS = ("/feed", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/rss")
FEED_TYPE = re.compile(r"(application|text)/(rss|atom|rdf|feed)\+?(xml|json)|application/json", re.IGNORECASE)
LOOKS_LIKE_FEED = re.compile(r"(^|[/.?=_-])(rss|atom|feeds?|rdf)([/.?=_-]|\d|$)", re.IGNORECASE)
ACCEPT_HTML_OR_FEED = "text/html, " + ACCEPT


@dataclass(frozen=True, slots=True)
class DiscoveredFeed:
    """A feed, and enough of it to tell whether it is the one that was meant; `a_day` is 0 if its dates do not tell.

    `typed`: its host is the one that a person typed, and not only what a page told.
    """

    url: str
    title: str
    newest_titles: tuple[str, ...]
    entry_count: int
    entries_per_day: float
    lang: str = ""
    on_typed_host: bool = True


def complete_url(address: str) -> str:
    """Return what a person typed as an address, https:// before it if there is nothing; FetchError if it is none."""
    address = clean(address)
    if not re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", address, re.IGNORECASE):
        address = f"https://{address.lstrip('/')}"
    url = absolute_url("", address)
    if not url or not is_web_url(url):
        raise FetchError(f"{address} is no http or https address", "nothing else is opened")
    if has_credentials(url):
        raise FetchError("the address holds a user or password", "write the feed into feeds.toml, with `auth`")
    return url


async def discover_feeds(url: str, *, transport: Transport | None = None) -> tuple[DiscoveredFeed, ...]:
    """Return the feeds at or behind `url`, likeliest first; FetchError in words if there is none."""
    async with open_client(transport) as client:
        page = await _get(client, url, url)
        if page.status != 200:
            raise FetchError(f"{url}: {describe_status(page.status, clean(page.reason))}")
        try:
            return (_discovered_feed(page, parse_feed(page.body, page.headers, page.url), url, url),)
        except ParseError as error:
            not_a_feed = str(error)
        found = await _feeds_among(client, list(linked_feeds(page))[:MAX_LINKED_FEEDS], url, MAX_LINKED_FEEDS)
        found = found or await _feeds_among(client, [urljoin(page.url, place) for place in COMMON_PATHS], url, 1)
    if not found:
        raise FetchError(f"{url} is {not_a_feed}, and leads to none", "look on the site for its feed's address")
    return tuple(found)


def linked_feeds(response: HttpResponse) -> Iterator[str]:
    """Yield the addresses of feeds that an HTML page names, those of comments last; then links that look like feeds."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(response.body)
    named = tree.css_first("base[href]")
    base = (absolute_url(response.url, named.attributes.get("href") or "") if named else "") or response.url
    alternates, comments, others = list[str](), list[str](), list[str]()
    for link in tree.css("link[href]"):
        attributes = {name: value or "" for name, value in link.attributes.items()}
        if "alternate" in attributes.get("rel", "").lower().split() and FEED_TYPE.search(attributes.get("type", "")):
            address = absolute_url(base, attributes["href"])
            about = f"{address} {attributes.get('title', '')}".lower()
            (comments if "comment" in about else alternates).append(address)
    for link in tree.css("a[href]"):
        address = absolute_url(base, link.attributes.get("href") or "")
        if LOOKS_LIKE_FEED.search(address.partition("//")[2].partition("/")[2]):
            others.append(address)
    seen: set[str] = set()
    for address in (*alternates, *comments, *others):
        if address and (key := canonical_url(address)) not in seen:
            seen.add(key)
            yield address


async def _feeds_among(client: Client, addresses: Iterable[str], typed_url: str, limit: int) -> list[DiscoveredFeed]:
    """Return the feeds among `addresses`, in their order, no more than `enough`; what fails is passed over."""
    found: dict[str, DiscoveredFeed] = {}
    for address in addresses:
        try:
            page = await _get(client, address, typed_url)
            if page.status == 200:
                one = _discovered_feed(page, parse_feed(page.body, page.headers, page.url), address, typed_url)
                found.setdefault(canonical_url(one.url), one)
        except (FetchError, ParseError):
            continue
        if len(found) == limit:
            break
    return list(found.values())


async def _get(client: Client, url: str, typed_url: str) -> HttpResponse:
    """Get a page; what it leads to may lie inside a network only on the host that a person typed."""
    return await get(client, url, RequestOptions(typed_url, headers={"Accept": ACCEPT_HTML_OR_FEED}), deadline=DEADLINE)


def _discovered_feed(response: HttpResponse, document: Document, requested_url: str, typed_url: str) -> DiscoveredFeed:
    dated = sorted((entry.published or entry.updated or EPOCH for entry in document.entries), reverse=True)
    dated = [moment for moment in dated if moment > EPOCH]
    days = (dated[0] - dated[-1]).total_seconds() / 86400 if dated else 0.0
    newest = sorted(document.entries, key=lambda entry: entry.published or entry.updated or EPOCH, reverse=True)
    url = response.permanent_url or requested_url
    return DiscoveredFeed(
        url=url,
        title=clean(document.title) or host_of(url),
        newest_titles=tuple(title for entry in newest if (title := html_to_text(entry.title).replace("\n", " ")))[
            :SHOWN_TITLES
        ],
        entry_count=len(document.entries),
        entries_per_day=(len(dated) - 1) / days if days > 0 else 0.0,
        lang=document.lang,
        on_typed_host=host_of(url) == host_of(typed_url),
    )
