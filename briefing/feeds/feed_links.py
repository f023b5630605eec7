"""The links of a page that may lead to feeds: those it declares, then those that look like feeds. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import chain

from briefing.feeds.html_links import LinkTag, link_tags
from briefing.feeds.parsing.charset import decode_document
from briefing.text.urls import absolute_url, canonical_url, without_feed_scheme
from briefing.web.client import HttpResponse

FEED_TYPE = re.compile(r"(application|text)/(x-)?(rss|atom|rdf|feed)\+?(xml|json)?", re.IGNORECASE)
GENERIC_TYPES = ("", "application/xml", "text/xml", "application/json", "text/json", "application/x-xml")
"""Types that say nothing about the kind of the document; "" is none."""
OTHER_TYPES = ("text/css", "text/html", "application/xhtml+xml")
"""Types of style sheets and pages, whatever their address or title."""
FEED_PATH = re.compile(r"(^|[/.?=&_-])(rss|atom|feeds?|rdf)([/.?=&_-]|\d|$)", re.IGNORECASE)
FEED_WORD = re.compile(r"(?<![a-z])(rss|atom|feeds?|newsfeed|webfeed)(?![a-z])", re.IGNORECASE)
HEADER_LINK = re.compile(r'<([^<>]*)>((?:[^,"<]|"[^"]*")*)')
HEADER_PARAMETER = re.compile(r';\s*([\w*-]+)\s*=\s*(?:"([^"]*)"|([^;,\s"]*))')

FEED_RELATIONS = frozenset({"feed", "service.feed"})
"""Relations of links to feeds; the second is that of the first drafts of Atom."""


class LinkRank(Enum):
    """How likely a link leads to a feed; the likeliest is first.

    Attributes:
        DECLARED: A `link` tag with the type or relation of a feed.
        UNTYPED: A link that may be one of a feed: without a type, or with a generic one.
        COMMENTS: A declared feed of comments.
        BY_ADDRESS: The address looks like that of a feed.
        BY_TEXT: The text or title of the link names a feed.
    """

    DECLARED = 0
    UNTYPED = 1
    COMMENTS = 2
    BY_ADDRESS = 3
    BY_TEXT = 4


def linked_feeds(response: HttpResponse) -> Iterator[str]:
    """Yield the addresses that a page and its `Link` header name as feeds, each once, likeliest first."""
    tags = list(link_tags(decode_document(response.body, response.headers.get("content-type", ""))))
    base_href = next((tag.attributes["href"] for tag in tags if tag.name == "base"), "")
    base = absolute_url(response.url, base_href) or response.url
    ranked: dict[LinkRank, list[str]] = {rank: [] for rank in LinkRank}
    in_header = ((tag, response.url) for tag in header_links(response.headers.get("link", "")))
    for tag, its_base in chain(in_header, ((tag, base) for tag in tags)):
        address = absolute_url(its_base, without_feed_scheme(tag.attributes["href"]))
        rank = _rank(tag, address) if address else None
        if rank is not None:
            ranked[rank].append(address)
    yield from _distinct(chain.from_iterable(ranked.values()))


def header_links(value: str) -> Iterator[LinkTag]:
    """Yield the links of a `Link` header (RFC 8288) as if they were `link` tags."""
    for link in HEADER_LINK.finditer(value):
        parameters = {
            name.lower(): quoted or token for name, quoted, token in reversed(HEADER_PARAMETER.findall(link[2]))
        }
        yield LinkTag("link", {**parameters, "href": link[1]})


def _rank(tag: LinkTag, address: str) -> LinkRank | None:
    """Return how likely a link leads to a feed; None if nothing speaks for it."""
    path = address.partition("//")[2].partition("/")[2]
    label = " ".join((tag.attributes.get("title", ""), tag.attributes.get("aria-label", ""), tag.text))
    kind = tag.attributes.get("type", "").partition(";")[0].strip().lower()
    if tag.name == "meta":
        return LinkRank.UNTYPED
    if tag.name == "a":
        if FEED_TYPE.fullmatch(kind):
            return LinkRank.UNTYPED
        if FEED_PATH.search(path):
            return LinkRank.BY_ADDRESS
        return LinkRank.BY_TEXT if FEED_WORD.search(label) else None
    relations = tag.attributes.get("rel", "").lower().split()
    if tag.name != "link" or not {"alternate", *FEED_RELATIONS}.intersection(relations):
        return None
    is_named = bool(FEED_PATH.search(path) or FEED_WORD.search(label))
    if FEED_TYPE.fullmatch(kind) or (FEED_RELATIONS.intersection(relations) and kind not in OTHER_TYPES):
        return LinkRank.COMMENTS if "comment" in f"{path} {label}".lower() else LinkRank.DECLARED
    is_variant = "hreflang" in tag.attributes or "media" in tag.attributes  # of the page: in a language, for a device
    may_be_feed = is_named if is_variant or kind not in GENERIC_TYPES else True
    return LinkRank.UNTYPED if may_be_feed and kind not in OTHER_TYPES else None


def _distinct(addresses: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for address in addresses:
        key = canonical_url(address)
        if key not in seen:
            seen.add(key)
            yield address
