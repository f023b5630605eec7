"""From the bytes of a list of feeds to text that expat can parse: other programs use many encodings and stray lines."""

from __future__ import annotations

import re

from briefing.feeds.parsing.charset import decode_document

MAX_PREFIX_CHARS = 20_000
"""Characters before the document that are skipped: blank lines, warnings of a web server."""
# What stands before the document and hides its charset: blank lines in UTF-16, anything before a declaration.
UTF16_BLANKS = re.compile(rb"(?:(?:[ \t\r\n]\0)+(?=<\0)|(?:\0[ \t\r\n])+(?=\0<))")
BEFORE_DECLARATION = re.compile(rb".{0,%d}?(?=<\?xml\s)" % MAX_PREFIX_CHARS, re.DOTALL)
DOCUMENT_START = re.compile(r"<(?:\?xml\b|!DOCTYPE\b|!--|(?:opml|rss|html)\b)", re.IGNORECASE)
DOCUMENT_TYPE_START = re.compile(r"<!DOCTYPE\s", re.IGNORECASE)
DOCUMENT_TYPE = re.compile(r"<!DOCTYPE\s[^<>\[]{0,1000}(?:\[.{0,20000}?\]\s*)?>", re.IGNORECASE | re.DOTALL)
XML_DECLARATION = re.compile(r"<\?xml\s[^>]{0,300}\?>", re.IGNORECASE)


def decode_feed_list(body: bytes) -> str:
    """Return the text of a list of feeds, with as many line breaks as `body` has."""
    prefix = UTF16_BLANKS.match(body) or BEFORE_DECLARATION.match(body)
    if prefix is None:
        return decode_document(body).lstrip("\ufeff")
    return "\n" * prefix[0].count(b"\n") + decode_document(body[prefix.end() :])


def opml_document(text: str) -> str | None:
    """Return the XML document in a text without what stands before it; None if the text is no XML.

    The declaration is left out, because the text is decoded already, and so is a document type. Line breaks stay, so
    lines keep their numbers.
    """
    start = DOCUMENT_START.search(text, 0, MAX_PREFIX_CHARS)
    if start is None:
        return text if text.lstrip().startswith("<") else None
    prefix, document = text[: start.start()], text[start.start() :]
    if declaration := XML_DECLARATION.match(document):
        prefix, document = prefix + declaration[0], document[declaration.end() :]
    declared = DOCUMENT_TYPE_START.search(document, 0, MAX_PREFIX_CHARS)
    if declared and (doctype := DOCUMENT_TYPE.match(document, declared.start())):
        document = document[: doctype.start()] + "\n" * doctype[0].count("\n") + document[doctype.end() :]
    return "\n" * prefix.count("\n") + document
