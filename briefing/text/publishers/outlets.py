"""Which outlet published an entry of an aggregator: the one that the entry names, the end of its title, or the site of
its link.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from briefing.text.data_files import phrase_pattern
from briefing.text.scripts import unspaced_character
from briefing.text.urls import absolute_url, host_of, registrable_domain

MAX_SUFFIX_WORDS = 6
"""Words of an outlet's name at the end of a title; a longer tail is part of the headline."""
MIN_HEADLINE_WORDS = 2
"""Words of a headline that must remain when the outlet's name is taken off."""
MIN_UNSPACED_HEADLINE = 4
"""Characters of a headline in a script without spaces that must remain."""
MAX_UNSPACED_SUFFIX = 15
"""Characters of an outlet's name in such a script; a longer tail is part of the headline."""
DEFINITE_ARTICLE = "the "
"""Stands before a name in some places and not in others: "The Port Times", "Port Times"."""
_AGGREGATOR_ADDRESS = re.compile(
    r"https?://(?:news\.google\.(?:com?\b\.?)?[a-z]{0,2}/|(?:www\.)?google\.(?:com?\b\.?)?[a-z]{0,2}/alerts/|(?:www\.)?bing\.com/news/|"
    r"(?:[a-z-]+\.)?news\.(?:search\.)?yahoo\.com/)",
    re.IGNORECASE,
)
"""Addresses of feeds of aggregators, whatever a person or a bridge calls them."""
_COLLECTION_NAME = re.compile(r"^planet\b|\brss-?bridge\b", re.IGNORECASE)
"""Names of feeds that may collect entries of several sites: a planet of weblogs, and a page that RSS-Bridge reads."""
_COLLECTION_ADDRESS = re.compile(
    r"https?://(?:planet\.|(?:[^/?#]+\.)?rss-?bridge\.)|https?://[^?#]*/rss-?bridge/|[^#]*\?(?:[^#]*&)?action=display&(?:[^#]*&)?bridge=",
    re.IGNORECASE,
)
"""Addresses of such feeds, whatever they are called."""
MAX_SHARE_OF_SITE = 0.5
"""Largest share of the entries of a collection that link to one site; with more it is the feed of that site."""
_SEPARATOR = re.compile(r"\s+[-–—|]\s+|\s*[－｜]\s*")
_SEPARATOR_BEFORE_NAME = re.compile(r"(?:\s+[-–—|·•:]\s+|\s*[－｜＿_：]\s*)$")
"""What stands between a headline and the name of its outlet where the name is known."""


class Outlet(NamedTuple):
    """The publisher of an entry.

    Attributes:
        name: Its name.
        url: The address of its site, "" if unknown.
        title: The title of the entry without the name.
    """

    name: str
    url: str
    title: str


def outlet_of(name: str, url: str, title: str, feed_url: str, feed_names: tuple[str, ...]) -> Outlet | None:
    """Return the outlet of an entry; None if the feed itself is the publisher.

    Args:
        name: The name of the source that the entry gives, clean; "" if it gives none.
        url: The address of that source, as the entry gives it.
        title: The clean title of the entry.
        feed_url: The configured address of the feed.
        feed_names: The names of the feed: the title of its document and the configured ones.
    """
    site = absolute_url("", url.strip())
    name = _host_name(name) or name or _host_name(site)
    if name:
        own_names = {one.casefold() for one in feed_names if one}
        own_site = registrable_domain(host_of(feed_url))
        if name.casefold() in own_names or (own_site and registrable_domain(host_of(site)) == own_site):
            return None
        return Outlet(name, site, _without_suffix(title, name))
    if not (is_aggregator(feed_names) or _AGGREGATOR_ADDRESS.match(feed_url)):
        return None
    return _outlet_of_suffix(title)


def collects_sites(links: Iterable[str], feed_url: str, feed_names: Iterable[str]) -> bool:
    """Whether a feed that names no outlets is a collection: a planet or bridge whose entries are of several sites.

    Args:
        links: The absolute links of its entries.
        feed_url: The configured address of the feed.
        feed_names: The names of the feed.
    """
    if not (_COLLECTION_ADDRESS.match(feed_url) or any(map(_COLLECTION_NAME.search, feed_names))):
        return False
    sites = Counter(registrable_domain(host_of(link)) for link in links)
    return len(sites) > 1 and max(sites.values()) <= MAX_SHARE_OF_SITE * sites.total()


def outlet_of_link(link: str, title: str, feed_url: str) -> Outlet | None:
    """Return the site of a link as the outlet of an entry of a collection; None for the site of the collection."""
    host = host_of(link)
    site = registrable_domain(host)
    if not site or site == registrable_domain(host_of(feed_url)):
        return None
    return Outlet(host.removeprefix("www."), f"https://{host}/", title)


def is_aggregator(feed_names: Iterable[str]) -> bool:
    """Whether one of the names of a feed is that of an aggregator, whose titles end with the outlet."""
    return any(phrase_pattern("aggregators.tsv").search(name) for name in feed_names if name)


def _outlet_of_suffix(title: str) -> Outlet | None:
    separators = list(_SEPARATOR.finditer(title))
    if not separators:
        return None
    head, tail = title[: separators[-1].start()], title[separators[-1].end() :].strip()
    if not _is_headline(head) or not 0 < len(tail.split()) <= MAX_SUFFIX_WORDS:
        return None
    if len(unspaced_character().findall(tail)) > MAX_UNSPACED_SUFFIX:
        return None
    return Outlet(tail, "", head.rstrip())


def _without_suffix(title: str, name: str) -> str:
    """Return the title without separator and name at its end, unless hardly anything would remain."""
    bare = name[len(DEFINITE_ARTICLE) :] if name.casefold().startswith(DEFINITE_ARTICLE) else name
    if not title.casefold().endswith(bare.casefold()):
        return title
    head = title[: -len(bare)]
    head = head[: -len(DEFINITE_ARTICLE)] if head.casefold().endswith(f" {DEFINITE_ARTICLE}") else head
    separator = _SEPARATOR_BEFORE_NAME.search(head)
    if not separator or not _is_headline(head[: separator.start()]):
        return title
    return head[: separator.start()]


def _is_headline(text: str) -> bool:
    """Whether a text has words enough for a headline; scripts without spaces count by characters."""
    if len(text.split()) >= MIN_HEADLINE_WORDS:
        return True
    return len(unspaced_character().findall(text)) >= MIN_UNSPACED_HEADLINE


def _host_name(address: str) -> str:
    """Return the host of an address as a name, "" for a text that is no address."""
    return host_of(address).removeprefix("www.") if address.startswith(("http://", "https://")) else ""
