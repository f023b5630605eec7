"""The rules of robots.txt (RFC 9309), evaluated by Protego."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.feeds.parsing.charset import decode_document
from briefing.web.client import HttpResponse, TransientFetchError, describe_status, has_document

if TYPE_CHECKING:
    from protego import Protego

PRODUCT_TOKEN = "briefing"
"""The name under which rules may address this program."""
MAX_ROBOTS_BYTES = 512 * 1024
"""Bytes read of a robots.txt; RFC 9309 requires at least 500 KiB."""
DISALLOW_ALL = "User-agent: *\nDisallow: /"
USER_AGENT_LINE = re.compile(r"[^\S\n]*user[- ]?agent(?:[^\S\n]*:|[^\S\n])[^\S\n]*([^\s#]*)[^\n]*", re.IGNORECASE)
OTHER_AGENT = "User-agent: other"


def origin(url: str) -> str:
    """Return scheme, host and port of an address, to which one robots.txt applies."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def rules_from(response: HttpResponse) -> str:
    """Return the rules in the response for a robots.txt.

    A missing file allows everything; one that may not be read (401, 403) disallows everything.

    Raises:
        TransientFetchError: the server failed, so the rules are unknown for now.
    """
    if has_document(response):
        return decode_document(response.body, response.headers.get("content-type", ""))
    if response.status in (401, 403):
        return DISALLOW_ALL
    if 400 <= response.status < 500 and response.status != 429:
        return ""
    raise TransientFetchError(f"its robots.txt: {describe_status(response.status, response.reason)}")


def is_allowed(rules: str, url: str) -> bool:
    """Whether the rules of a site allow briefing to read `url`."""
    return _parse_rules(rules).can_fetch(url, PRODUCT_TOKEN)


def crawl_delay(rules: str) -> float:
    """Return the seconds that the rules ask to wait between two pages, 0 if they do not say."""
    return _parse_rules(rules).crawl_delay(PRODUCT_TOKEN) or 0.0


@lru_cache(maxsize=16)
def _parse_rules(rules: str) -> Protego:
    from protego import Protego

    return Protego.parse("\n".join(map(_with_known_agent, rules.splitlines())))


def _with_known_agent(line: str) -> str:
    """Return a line with the user agents of other programs made one.

    Protego stores each rule once for each user agent above it, which would let a hostile file fill the memory. It
    also applies the rules for "brief" to "briefing"; RFC 9309 asks for the whole product token.
    """
    agent = USER_AGENT_LINE.fullmatch(line)
    return line if agent is None or agent[1].lower() in ("", "*", PRODUCT_TOKEN) else OTHER_AGENT
