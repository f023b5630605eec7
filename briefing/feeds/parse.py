"""Feed documents, of whatever format, to entries: the quick reader for most, feedparser for all the others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from briefing.errors import ParseError
from briefing.feeds import jsonfeed, quick, xmlfeed
from briefing.feeds.charset import decoded
from briefing.feeds.forms import first_tags
from briefing.model.feeds import Document
from briefing.text.clean import clean
from briefing.text.html import plain

MAX_ENTRIES = 5_000
"""Entries read of one document; no feed of news has so many."""
MAX_TAGS = 200_000
"""Tags read of one document: those of 5,000 entries with twenty elements each."""
LONG = 1 << 20
START = 4096
"""How many characters are looked at to tell what a document is."""
MAX_TITLE = 200
HTML = re.compile(r"!doctype\s+html|html|head|body|title|meta|script|div|p", re.IGNORECASE)

ITEM = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
ITEM_BYTES = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
BRACE = re.compile(rb"[\xef\xbb\xbf\0\s]{0,100}\{")
ENDS = {"rss": "</channel></rss>", "feed": "</feed>", "rdf:RDF": "</rdf:RDF>"}


def parse(body: bytes, headers: Mapping[str, str], url: str) -> Document:
    """Return the document that `body`, found at `url`, holds; ParseError in words if it is no feed.

    `headers` have their names in lower case. Links are complete and lead to http or https, dates are aware and in UTC
    or None; all else in the entries is as the feed gave it, not safe to show.
    """
    text = decoded(_shortened(body), headers.get("content-type", "")).strip("\ufeff\0 \t\r\n")
    if not text:
        raise ParseError("empty response")
    if text.startswith("{"):
        document = jsonfeed.read(text, url)
        cut = "" if len(document.entries) <= MAX_ENTRIES else text
    else:
        cut = _cut(text)
        document = _read(cut or text, headers.get("content-language", ""), url)
    return replace(document, entries=document.entries[:MAX_ENTRIES], partial=True) if cut else document


def _shortened(body: bytes) -> bytes:
    """Return a long body up to the start of the first item too many: its text may take four times the memory."""
    if len(body) < LONG or BRACE.match(body):
        return body
    past = next(islice(ITEM_BYTES.finditer(body), MAX_ENTRIES, None), None)
    return body[: past.end()] if past else body


def _read(text: str, lang: str, url: str) -> Document:
    document = quick.read(text, lang, url) or xmlfeed.read(text, lang, url)
    if document is None:
        raise ParseError(_what_else(text[:START]))
    return document


def _cut(text: str) -> str:
    """Return a document cut after its first 5,000 items and closed again, "" if it has no more than those."""
    short = first_tags(text, MAX_TAGS)
    cut = "" if short is text else short
    if text.count("item") + text.count("entry") <= MAX_ENTRIES:
        return cut
    past = next(islice(ITEM.finditer(text), MAX_ENTRIES, None), None)
    if past is None:
        return cut
    return text[: past.start()] + next((end for root, end in ENDS.items() if f"<{root}" in text[:START]), "")


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
