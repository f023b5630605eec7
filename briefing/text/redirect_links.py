"""The article addresses that the redirecting links of aggregators and trackers carry. Nothing is fetched."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from briefing.text.urls import absolute_url, host_of, registrable_domain

MAX_LINK = 8_192
"""Characters of a link that is examined; a longer one carries no article address that a browser would open."""
MAX_PARAMETERS = 100
"""Parameters of a link that are examined."""
MAX_REDIRECTS = 3
"""Links inside one another that are followed: a tracker around an aggregator's link around the article."""


class _Redirector(NamedTuple):
    """Links that lead elsewhere: their host and path, and the parameters that may hold the address."""

    host: re.Pattern[str]
    path: re.Pattern[str]
    parameters: tuple[str, ...]


def _redirector(host: str, path: str, *parameters: str) -> _Redirector:
    return _Redirector(re.compile(rf"(?:.+\.)?(?:{host})"), re.compile(path), parameters)


_REDIRECTORS = (
    _redirector(r"google\.[a-z.]{2,7}", r"/(?:news/)?url", "url", "q"),
    _redirector(r"bing\.com", r"/news/apiclick\.aspx", "url"),
    _redirector(r"facebook\.com", r"/l\.php", "u"),
    _redirector(r"youtube\.com", r"/redirect", "q"),
    _redirector(r"out\.reddit\.com", r"/.*", "url"),
    _redirector(r"duckduckgo\.com", r"/l/?", "uddg"),
    _redirector(r"linkedin\.com", r"/(?:safety/go|redir/redirect)", "url"),
    _redirector(r"t\.umblr\.com", r"/redirect", "z"),
    _redirector(r"steamcommunity\.com", r"/linkfilter/?", "url", "u"),
    _redirector(r"redirect\.viglink\.com", r"/?", "u"),
    _redirector(r"safelinks\.protection\.outlook\.com", r"/?", "url"),
    _redirector(r"vk\.com", r"/away\.php", "to"),
    _redirector(r"slack-redir\.net", r"/link", "url"),
    _redirector(r"getpocket\.com", r"/redirect", "url"),
    _redirector(r"exit\.sc", r"/?", "url"),
    _redirector(r"go\.skimresources\.com", r"/?", "url"),
)
_NAMES_OF_ADDRESSES = ("url", "u", "q", "link", "target", "to", "dest", "destination", "redirect", "redirect_url")
_GOOGLE_NEWS_HOST = re.compile(r"news\.google\.[a-z.]{2,7}")
_GOOGLE_NEWS_PATH = re.compile(r"/(?:rss/)?(?:articles|read)/([\w-]{20,4000})")
_HOST_NAME = re.compile(r"(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]+")
_ADDRESS_IN_BYTES = re.compile(rb"https?://[\x21-\x7e]+")
_ADDRESS_IN_PATH = (
    (re.compile(r"(?:www\.)?google\.[a-z.]{2,7}"), re.compile(r"/amp/(s)/(.+)")),
    (re.compile(r"[\w-]+\.cdn\.ampproject\.org"), re.compile(r"/[acv]/(s/)?(.+)")),
)
"""Hosts of AMP caches, and the path behind which the address of the page stands; with an "s" it is https."""
_YAHOO_HOST = re.compile(r"(?:.+\.)?search\.yahoo\.com")
_YAHOO_ADDRESS = re.compile(r"/RU=(http[^/]+)/")


def article_link(link: str, publisher_url: str = "") -> str:
    """Return the address of the article that a redirecting link carries, else the link itself.

    Args:
        link: A safe http(s) address, or "".
        publisher_url: The site of the publisher, if an aggregator names it: any parameter of the link with an address
            on that site is then the article.
    """
    for _ in range(MAX_REDIRECTS):
        carried = absolute_url("", _carried_address(link, publisher_url)) if len(link) <= MAX_LINK else ""
        if carried == link or not _HOST_NAME.fullmatch(host_of(carried)):
            break
        link = carried
    return link


def _carried_address(link: str, publisher_url: str) -> str:
    parts = urlsplit(link)
    host = host_of(link)
    if _GOOGLE_NEWS_HOST.fullmatch(host) and (identifier := _GOOGLE_NEWS_PATH.match(parts.path)):
        return _address_in_identifier(identifier[1])
    if _YAHOO_HOST.fullmatch(host) and (address := _YAHOO_ADDRESS.search(parts.path)):
        return unquote(address[1])
    for cache_host, cache_path in _ADDRESS_IN_PATH:
        if cache_host.fullmatch(host) and (page := cache_path.fullmatch(parts.path)):
            query = f"?{parts.query}" if parts.query else ""
            return f"{'https' if page[1] else 'http'}://{page[2]}{query}"
    if "http" not in parts.query:
        return ""
    parameters = dict(parse_qsl(parts.query, max_num_fields=None)[:MAX_PARAMETERS])
    for redirector in _REDIRECTORS:
        if redirector.host.fullmatch(host) and redirector.path.fullmatch(parts.path):
            return next((value for name in redirector.parameters if (value := _address(parameters, name))), "")
    site = registrable_domain(host_of(publisher_url))
    if not site or registrable_domain(host) == site:
        return ""
    values = (_address(parameters, name) for name in _NAMES_OF_ADDRESSES)
    return next((value for value in values if registrable_domain(host_of(value)) == site), "")


def _address(parameters: dict[str, str], name: str) -> str:
    value = parameters.get(name, "")
    return value if value.startswith(("http://", "https://")) else ""


def _address_in_identifier(identifier: str) -> str:
    """Return the address in an older article identifier of Google News (Base64 of a message); newer ones have none."""
    try:
        message = urlsafe_b64decode(identifier + "=" * (-len(identifier) % 4))
    except ValueError:
        return ""
    address = _ADDRESS_IN_BYTES.search(message)
    return address[0].decode("ascii") if address else ""
