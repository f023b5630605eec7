"""Which outlet published an entry of an aggregator: the one that the entry names, the end of its title, or the site of
its link.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from briefing.text.data_files import phrase_pattern
from briefing.text.publishers.publishers import is_shared_host
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
_BRIDGE_NAMES = frozenset(("rss-bridge", "rssbridge"))
"""Parts of host and path of such a page, whatever the feed is called."""
_PLANET_LABEL = "planet."
"""The beginning of hosts on which nothing but planets is: a domain has its own feeds elsewhere."""
MIN_SITES = 4
"""Least number of sites of a collection that no host shows: "Planet Money" links to its own site and to its player."""
MAX_SHARE_OF_SITE = 0.5
"""Largest share of the entries of such a collection that link to one site; with more it is the feed of that site."""
MAX_ADDRESS = 2_000
"""Characters of the address of a feed that are read."""
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


def may_collect_sites(feed_url: str, feed_names: Iterable[str]) -> bool:
    """Whether a feed is perhaps a collection: a planet or bridge whose entries are of several sites and name none.

    Args:
        feed_url: The configured address of the feed.
        feed_names: The names of the feed.
    """
    return is_planet_address(feed_url) or _is_bridge_address(feed_url) or any(map(_COLLECTION_NAME.search, feed_names))


def is_planet_address(feed_url: str) -> bool:
    """Whether the host of a feed shows that it is a planet: "planet.debian.org", but not "planet.com"."""
    host = host_of(feed_url)
    return host.startswith(_PLANET_LABEL) and registrable_domain(host) != host


def are_of_several_sites(links: Iterable[str]) -> bool:
    """Whether absolute links lead to the sites of several publishers, to none of them most of all."""
    hosts = [host for link in links if (host := host_of(link)) and not is_shared_host(host)]
    sites = Counter(map(registrable_domain, hosts))
    return len(sites) >= MIN_SITES and max(sites.values()) <= MAX_SHARE_OF_SITE * sites.total()


def outlet_of_link(link: str, title: str, feed_url: str) -> Outlet | None:
    """Return the site of a link as the outlet of an entry of a collection.

    None for the site of the collection, and for one that many publishers share.
    """
    host = host_of(link)
    site = registrable_domain(host)
    if not site or site == registrable_domain(host_of(feed_url)) or is_shared_host(host):
        return None
    return Outlet(host.removeprefix("www."), f"https://{host}/", title)


def _is_bridge_address(url: str) -> bool:
    """Whether an address is that of a page of RSS-Bridge: by its host or path, or by its parameters."""
    address = url[:MAX_ADDRESS].casefold().partition("#")[0]
    place, _, query = address.partition("?")
    parameters = query.split("&")
    has_parameters = "action=display" in parameters and any(one.startswith("bridge=") for one in parameters)
    return has_parameters or not _BRIDGE_NAMES.isdisjoint(re.split(r"[/.]", place))


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
