"""What a site asks of programs that read it: robots.txt (RFC 9309), as far as the standard library understands it."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from briefing.feeds.parsing.charset import decode_document
from briefing.web.client import HttpResponse, TransientFetchError, describe_status

PRODUCT_TOKEN = "briefing"
MAX_ROBOTS_BYTES = 512 * 1024  # bytes: RFC 9309 asks for 500 KiB at least
DISALLOW_ALL = "User-agent: *\nDisallow: /"


def origin(url: str) -> str:
    """Return scheme, host and port of an address: what one robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def rules_from(response: HttpResponse) -> str:
    """Return the rules that the answer for a robots.txt comes to; Unreachable if it is to be asked again later.

    A site without one allows everything. One that hides it refuses everything, as Python's own parser has it.
    """
    if response.status == 200:
        return decode_document(response.body, response.headers.get("content-type", ""))
    if response.status in (401, 403):
        return DISALLOW_ALL
    if 400 <= response.status < 500 and response.status != 429:
        return ""
    raise TransientFetchError(f"its robots.txt: {describe_status(response.status, response.reason)}")


def is_allowed(rules: str, url: str) -> bool:
    """Tell whether the rules of a site let briefing read an address of it."""
    return _parse_rules(rules).can_fetch(PRODUCT_TOKEN, url)


def crawl_delay(rules: str) -> float:
    """Return how many seconds the rules ask to wait between two pages, 0 if they do not say."""
    delay = _parse_rules(rules).crawl_delay(PRODUCT_TOKEN)
    return float(delay) if delay else 0.0


def _parse_rules(rules: str) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(rules.splitlines())
    return parser
