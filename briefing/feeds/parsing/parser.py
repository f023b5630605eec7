"""The entry point of parsing: bounds a document and passes it to the reader for its format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from briefing.errors import ParseError
from briefing.feeds.parsing import fast_xml, feedparser_xml, json_feed
from briefing.feeds.parsing.charset import decode_document
from briefing.feeds.parsing.references import repair_references, with_declared_entities
from briefing.feeds.parsing.shared_rules import ITEM_START, first_tags
from briefing.feeds.parsing.skip_hours import requested_skip_hours
from briefing.model.fetching import FeedDocument
from briefing.text.html.clean import clean
from briefing.text.html.html_to_text import html_to_text

MAX_ENTRIES = 5_000
"""Entries that are read of one document; the longest news feeds have some hundred."""
MAX_TAGS = 200_000
"""Tags that are read of one document: those of 5,000 entries with twenty elements each."""
LONG_BODY_BYTES = 1 << 20
"""Bytes from which a body is cut before it is decoded."""
START_CHARS = 4096
"""Characters that are examined to find the kind of a document."""
MAX_TITLE_CHARS = 200
"""Characters of a page title in a message."""
CHALLENGE_TITLE = re.compile(
    r"just a moment|attention required|checking your browser|verify(?:ing)? (?:that )?you are"
    r"|are you (?:a )?(?:human|robot)|access denied|security check|ddos-guard"
    r"|one moment, please|human verification|robot or human",
    re.IGNORECASE,
)
"""Titles of pages that services such as Cloudflare show to programs that are not browsers."""
CHALLENGE_HINT = ": the site checks for browsers, which a feed reader cannot pass"
HTML_TAG = re.compile(r"!doctype\s+html|html|head|body|title|meta|script|div|p", re.IGNORECASE)

ITEM_START_TEXT = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
BEFORE_JSON = re.compile(r"^(?:/\*.{0,2000}?\*/|//[^\n]{0,2000}\n|\)\]\}',?|[\w.$]{1,100}\()\s*(?=\{)", re.DOTALL)
"""What stands before some JSON: a comment, a guard against scripts (")]}'"), or the call of a script ("callback(")."""
JSON_FEED_START = re.compile(r"\{(?=\s{0,20}\"(?:version|title|description|\w{4,10}_url|items)\"\s{0,20}:)")
"""The start of a JSON Feed behind something else, such as the warning of a script."""
DOCUMENT_START = re.compile(r"<(?:\?xml|!doctype|html|rss|feed|rdf)", re.IGNORECASE)
JSON_START = re.compile(rb"[\xef\xbb\xbf\0\s]{0,100}\{")
CLOSING_TAGS = {"rss": "</channel></rss>", "feed": "</feed>", "rdf:RDF": "</rdf:RDF>"}


def parse_feed(body: bytes, headers: Mapping[str, str], url: str) -> FeedDocument:
    """Return the feed document in `body`.

    Args:
        body: The document as sent, content encoding removed.
        headers: The headers of the response, names in lower case.
        url: The address where the document was found; relative links are resolved against it.

    Returns:
        A document whose links are absolute http(s) addresses and whose dates are in UTC or None. All other values are
        as the feed gave them, not yet safe to show.

    Raises:
        ParseError: The body is not a feed.
    """
    text = decode_document(_truncated_body(body), headers.get("content-type", "")).strip("\ufeff\0 \t\r\n")
    if not text:
        raise ParseError("empty response")
    text = _without_start_of_json(text)
    if text.startswith("{"):
        return json_feed.read(text, url, MAX_ENTRIES)
    text = with_declared_entities(repair_references(text))
    shortened = _truncated_text(text)
    document = _read_xml(shortened, headers.get("content-language", ""), url)
    document = replace(document, skip_hours=requested_skip_hours(body))
    return document if shortened is text else replace(document, entries=document.entries[:MAX_ENTRIES], partial=True)


def _without_start_of_json(text: str) -> str:
    """Return a JSON Feed without what stands before it; any other document as it is."""
    text = BEFORE_JSON.sub("", text)
    start = text[:START_CHARS]
    if start.startswith("{") or "jsonfeed.org" not in start or DOCUMENT_START.match(start):
        return text
    feed = JSON_FEED_START.search(start)
    return text[feed.start() :] if feed else text


def _truncated_body(body: bytes) -> bytes:
    """Return a long body up to the start of the first item too many: decoded, it may take four times the memory."""
    if len(body) < LONG_BODY_BYTES or JSON_START.match(body):
        return body
    surplus = next(islice(ITEM_START.finditer(body), MAX_ENTRIES, None), None)
    return body[: surplus.end()] if surplus else body


def _read_xml(text: str, lang: str, url: str) -> FeedDocument:
    document = fast_xml.read(text, lang, url) or feedparser_xml.read(text, lang, url)
    if document is None:
        raise ParseError(_describe_non_feed(text[:START_CHARS]))
    return document


def _truncated_text(text: str) -> str:
    """Return a document cut to its first `MAX_ENTRIES` items and `MAX_TAGS` tags; the same object if it has no more."""
    shortened = first_tags(text, MAX_TAGS)
    if text.count("item") + text.count("entry") <= MAX_ENTRIES:
        return shortened
    surplus = next(islice(ITEM_START_TEXT.finditer(text), MAX_ENTRIES, None), None)
    if surplus is None:
        return shortened
    closing = next((tags for root, tags in CLOSING_TAGS.items() if f"<{root}" in text[:START_CHARS]), "")
    return text[: surplus.start()] + closing


def _describe_non_feed(start: str) -> str:
    """Return a message that says what a document is that is not a feed."""
    if start.startswith("["):
        return "not a feed (a list in JSON, but not a JSON Feed)"
    start = re.sub(r"<!--.*?-->", "", start, flags=re.DOTALL)
    root = re.search(r"<(!doctype\s+html|[a-z][\w:.-]*)", start, re.IGNORECASE)
    if root is None:
        return "not a feed"
    if not HTML_TAG.fullmatch(root[1]):
        return clean(f"not a feed (its root element is <{root[1][:40]}>)")
    title = re.search(r"<title[^>]*>(.{1,400}?)</title", start, re.IGNORECASE | re.DOTALL)
    page_title = html_to_text(title[1]).replace("\n", " ")[:MAX_TITLE_CHARS] if title else ""
    check = CHALLENGE_HINT if CHALLENGE_TITLE.match(page_title) else ""
    return f'not a feed (an HTML page titled "{page_title}"{check})' if page_title else "not a feed (an HTML page)"
