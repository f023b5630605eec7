"""What a site asks of programs that read it: robots.txt (RFC 9309), as far as the standard library understands it."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from briefing.feeds.charset import decoded
from briefing.web.client import Page, Unreachable, status

NAME = "briefing"
MAX_RULES = 512 * 1024  # bytes: RFC 9309 asks for 500 KiB at least
REFUSED = "User-agent: *\nDisallow: /"


def origin(url: str) -> str:
    """Return scheme, host and port of an address: what one robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def rules_of(page: Page) -> str:
    """Return the rules that the answer for a robots.txt comes to; Unreachable if it is to be asked again later.

    A site without one allows everything. One that hides it refuses everything, as Python's own parser has it.
    """
    if page.status == 200:
        return decoded(page.body, page.headers.get("content-type", ""))
    if page.status in (401, 403):
        return REFUSED
    if 400 <= page.status < 500 and page.status != 429:
        return ""
    raise Unreachable(f"its robots.txt: {status(page.status, page.reason)}")


def allows(rules: str, url: str) -> bool:
    """Tell whether the rules of a site let briefing read an address of it."""
    return _parsed(rules).can_fetch(NAME, url)


def pause(rules: str) -> float:
    """Return how many seconds the rules ask to wait between two pages, 0 if they do not say."""
    delay = _parsed(rules).crawl_delay(NAME)
    return float(delay) if delay else 0.0


def _parsed(rules: str) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(rules.splitlines())
    return parser
