"""Feed documents, of whatever format, to entries: the quick reader for most, feedparser for all the others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from briefing.errors import ParseError
from briefing.feeds.parsing import fast_xml, feedparser_xml, json_feed
from briefing.feeds.parsing.charset import decode_document
from briefing.feeds.parsing.feed_common import first_tags
from briefing.model.feeds import Document
from briefing.text.clean import clean
from briefing.text.html_to_text import html_to_text

MAX_ENTRIES = 5_000
"""Entries read of one document; no feed of news has so many."""
MAX_TAGS = 200_000
"""Tags read of one document: those of 5,000 entries with twenty elements each."""
LONG_BODY_BYTES = 1 << 20
START_CHARS = 4096
"""How many characters are looked at to tell what a document is."""
MAX_TITLE_CHARS = 200
HTML_TAG = re.compile(r"!doctype\s+html|html|head|body|title|meta|script|div|p", re.IGNORECASE)

ITEM_START = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
ITEM_START_BYTES = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
JSON_START = re.compile(rb"[\xef\xbb\xbf\0\s]{0,100}\{")
CLOSING_TAGS = {"rss": "</channel></rss>", "feed": "</feed>", "rdf:RDF": "</rdf:RDF>"}


def parse_feed(body: bytes, headers: Mapping[str, str], url: str) -> Document:
    """Return the document that `body`, found at `url`, holds; ParseError in words if it is no feed.

    `headers` have their names in lower case. Links are complete and lead to http or https, dates are aware and in UTC
    or None; all else in the entries is as the feed gave it, not safe to show.
    """
    text = decode_document(_truncated_body(body), headers.get("content-type", "")).strip("\ufeff\0 \t\r\n")
    if not text:
        raise ParseError("empty response")
    if text.startswith("{"):
        document = json_feed.read(text, url)
        cut = "" if len(document.entries) <= MAX_ENTRIES else text
    else:
        cut = _truncated_text(text)
        document = _read_xml(cut or text, headers.get("content-language", ""), url)
    return replace(document, entries=document.entries[:MAX_ENTRIES], partial=True) if cut else document


def _truncated_body(body: bytes) -> bytes:
    """Return a long body up to the start of the first item too many: its text may take four times the memory."""
    if len(body) < LONG_BODY_BYTES or JSON_START.match(body):
        return body
    past = next(islice(ITEM_START_BYTES.finditer(body), MAX_ENTRIES, None), None)
    return body[: past.end()] if past else body


def _read_xml(text: str, lang: str, url: str) -> Document:
    document = fast_xml.read(text, lang, url) or feedparser_xml.read(text, lang, url)
    if document is None:
        raise ParseError(_describe_non_feed(text[:START_CHARS]))
    return document


def _truncated_text(text: str) -> str:
    """Return a document cut after its first 5,000 items and closed again, "" if it has no more than those."""
    short = first_tags(text, MAX_TAGS)
    cut = "" if short is text else short
    if text.count("item") + text.count("entry") <= MAX_ENTRIES:
        return cut
    past = next(islice(ITEM_START.finditer(text), MAX_ENTRIES, None), None)
    if past is None:
        return cut
    return text[: past.start()] + next(
        (end for root, end in CLOSING_TAGS.items() if f"<{root}" in text[:START_CHARS]), ""
    )


def _describe_non_feed(start: str) -> str:
    """Say what a document that is no feed seems to be."""
    start = re.sub(r"<!--.*?-->", "", start, flags=re.DOTALL)
    root = re.search(r"<(!doctype\s+html|[a-z][\w:.-]*)", start, re.IGNORECASE)
    if root is None:
        return "not a feed"
    if not HTML_TAG.fullmatch(root[1]):
        return clean(f"not a feed (a document of <{root[1][:40]}>)")
    title = re.search(r"<title[^>]*>(.{1,400}?)</title", start, re.IGNORECASE | re.DOTALL)
    named = html_to_text(title[1]).replace("\n", " ")[:MAX_TITLE_CHARS] if title else ""
    return f'not a feed (an HTML page titled "{named}")' if named else "not a feed (an HTML page)"
