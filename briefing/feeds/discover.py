"""From an address a person typed to the feeds behind it: the document itself, what its page links to, common places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from briefing.errors import FetchError, ParseError
from briefing.feeds.fetch import ACCEPT
from briefing.feeds.parse import parse
from briefing.model.articles import EPOCH
from briefing.model.feeds import Document
from briefing.text.clean import clean
from briefing.text.html import plain
from briefing.text.urls import absolute, canonical, holds_user, host, is_web
from briefing.web.client import Ask, Client, Page, Transport, get, open_client, status

LINKED = 8
"""How many links of a page are tried at most."""
SHOWN = 3
DEADLINE = 20.0
PLACES = ("/feed", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/rss")
FEED_TYPE = re.compile(r"(application|text)/(rss|atom|rdf|feed)\+?(xml|json)|application/json", re.IGNORECASE)
LOOKS_LIKE_FEED = re.compile(r"(^|[/.?=_-])(rss|atom|feeds?|rdf)([/.?=_-]|\d|$)", re.IGNORECASE)
PAGE = "text/html, " + ACCEPT


@dataclass(frozen=True, slots=True)
class Found:
    """A feed, and enough of it to tell whether it is the one that was meant; `a_day` is 0 if its dates do not tell.

    `typed`: its host is the one that a person typed, and not only what a page told.
    """

    url: str
    title: str
    newest: tuple[str, ...]
    entries: int
    a_day: float
    lang: str = ""
    typed: bool = True


def completed(address: str) -> str:
    """Return what a person typed as an address, https:// before it if there is nothing; FetchError if it is none."""
    address = clean(address)
    if not re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", address, re.IGNORECASE):
        address = f"https://{address.lstrip('/')}"
    url = absolute("", address)
    if not url or not is_web(url):
        raise FetchError(f"{address} is no http or https address", "nothing else is opened")
    if holds_user(url):
        raise FetchError("the address holds a user or password", "write the feed into feeds.toml, with `auth`")
    return url


async def discover(url: str, *, transport: Transport | None = None) -> tuple[Found, ...]:
    """Return the feeds at or behind `url`, likeliest first; FetchError in words if there is none."""
    async with open_client(transport) as client:
        page = await _get(client, url, url)
        if page.status != 200:
            raise FetchError(f"{url}: {status(page.status, clean(page.reason))}")
        try:
            return (_found(page, parse(page.body, page.headers, page.url), url, url),)
        except ParseError as error:
            not_a_feed = str(error)
        found = await _tried(client, list(linked(page))[:LINKED], url, LINKED)
        found = found or await _tried(client, [urljoin(page.url, place) for place in PLACES], url, 1)
    if not found:
        raise FetchError(f"{url} is {not_a_feed}, and leads to none", "look on the site for its feed's address")
    return tuple(found)


def linked(page: Page) -> Iterator[str]:
    """Yield the addresses of feeds that an HTML page names, those of comments last; then links that look like feeds."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page.body)
    named = tree.css_first("base[href]")
    base = (absolute(page.url, named.attributes.get("href") or "") if named else "") or page.url
    alternates, comments, others = list[str](), list[str](), list[str]()
    for link in tree.css("link[href]"):
        attributes = {name: value or "" for name, value in link.attributes.items()}
        if "alternate" in attributes.get("rel", "").lower().split() and FEED_TYPE.search(attributes.get("type", "")):
            address = absolute(base, attributes["href"])
            about = f"{address} {attributes.get('title', '')}".lower()
            (comments if "comment" in about else alternates).append(address)
    for link in tree.css("a[href]"):
        address = absolute(base, link.attributes.get("href") or "")
        if LOOKS_LIKE_FEED.search(address.partition("//")[2].partition("/")[2]):
            others.append(address)
    seen: set[str] = set()
    for address in (*alternates, *comments, *others):
        if address and (key := canonical(address)) not in seen:
            seen.add(key)
            yield address


async def _tried(client: Client, addresses: Iterable[str], home: str, enough: int) -> list[Found]:
    """Return the feeds among `addresses`, in their order, no more than `enough`; what fails is passed over."""
    found: dict[str, Found] = {}
    for address in addresses:
        try:
            page = await _get(client, address, home)
            if page.status == 200:
                one = _found(page, parse(page.body, page.headers, page.url), address, home)
                found.setdefault(canonical(one.url), one)
        except (FetchError, ParseError):
            continue
        if len(found) == enough:
            break
    return list(found.values())


async def _get(client: Client, url: str, home: str) -> Page:
    """Get a page; what it leads to may lie inside a network only on the host that a person typed."""
    return await get(client, url, Ask(home, headers={"Accept": PAGE}), deadline=DEADLINE)


def _found(page: Page, document: Document, asked: str, home: str) -> Found:
    dated = sorted((entry.published or entry.updated or EPOCH for entry in document.entries), reverse=True)
    dated = [moment for moment in dated if moment > EPOCH]
    days = (dated[0] - dated[-1]).total_seconds() / 86400 if dated else 0.0
    newest = sorted(document.entries, key=lambda entry: entry.published or entry.updated or EPOCH, reverse=True)
    url = page.moved or asked
    return Found(
        url=url,
        title=clean(document.title) or host(url),
        newest=tuple(title for entry in newest if (title := plain(entry.title).replace("\n", " ")))[:SHOWN],
        entries=len(document.entries),
        a_day=(len(dated) - 1) / days if days > 0 else 0.0,
        lang=document.lang,
        typed=host(url) == host(home),
    )
