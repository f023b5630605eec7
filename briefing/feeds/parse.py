"""Feed documents, of whatever format, to entries. One function, so that a faster parser can go in front."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefing.errors import ParseError
from briefing.feeds import jsonfeed, xmlfeed
from briefing.model import Document
from briefing.text.clean import clean
from briefing.text.html import plain

START = 4096
"""How many bytes are looked at to tell what a document is."""
MAX_TITLE = 200
HTML = re.compile(r"!doctype\s+html|html|head|body|title|meta|script|div|p", re.IGNORECASE)


def parse(body: bytes, headers: Mapping[str, str], url: str) -> Document:
    """Return the document that `body`, found at `url`, holds; ParseError in words if it is no feed.

    `headers` have their names in lower case. Links are complete and lead to http or https, dates are aware and in UTC
    or None; all else in the entries is as the feed gave it, not safe to show.
    """
    if not body.strip(b"\0 \t\r\n"):
        raise ParseError("empty response")
    start = body[:START].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return jsonfeed.parse(body, url)
    document = xmlfeed.parse(body, headers, url)
    if document is None:
        raise ParseError(_what_else(start.decode("utf-8", "replace")))
    return document


def _what_else(start: str) -> str:
    """Say what a document that is no feed seems to be."""
    start = re.sub(r"<!--.*?-->", "", start, flags=re.DOTALL)
    root = re.search(r"<(!doctype\s+html|[a-z][\w:.-]*)", start, re.IGNORECASE)
    if root is None:
        return "not a feed"
    if not HTML.fullmatch(root[1]):
        return clean(f"not a feed (a document of <{root[1][:40]}>)")
    title = re.search(r"<title[^>]*>(.{1,400}?)</title", start, re.IGNORECASE | re.DOTALL)
    named = plain(title[1]).replace("\n", " ")[:MAX_TITLE] if title else ""
    return f'not a feed (an HTML page titled "{named}")' if named else "not a feed (an HTML page)"
