"""Repairs of text elements that nothing closes, of which feedparser reads neither the text nor the next item."""

from __future__ import annotations

import re

ITEM_START = re.compile(r"(?=<(?:\w{1,20}:)?(?:item|entry)[\s>])", re.IGNORECASE)
_NAMES = (
    "title|description|summary|content|content:encoded|link|guid|id|pubDate|published|updated|dc:date|author|dc:creator|"
    "category|comments"
)
_CDATA = r"<!\[CDATA\[(?:[^\]]|\](?!\]>))*+"
CDATA_OR_TEXT_ELEMENT = re.compile(
    rf"{_CDATA}|<(?P<name>{_NAMES})(?:\s[^<>]*)?(?<!/)>(?P<text>(?:[^<]++|{_CDATA}\]\]>)*+)(?P<again><(?P=name)>)?"
)
"""A CDATA section, or the start of a text element with its text, and the same start again in place of an end."""


def close_text_elements(document: str) -> str:
    """Return a document in which each text element of an item ends before the next item."""
    return "".join(map(_closed, ITEM_START.split(document)))


def _closed(item: str) -> str:
    """Return an item in which what no end tag follows ends behind its text."""
    last_end: dict[str, int] = {}

    def with_end(match: re.Match[str]) -> str:
        name = match["name"]
        if not name:
            return match[0]
        if name not in last_end:
            last_end[name] = item.rfind(f"</{name}>")
        if last_end[name] >= match.end("text") or item.startswith(("<![CDATA[", f"</{name}"), match.end("text")):
            return match[0]
        return f"{item[match.start() : match.end('text')]}</{name}>"

    return CDATA_OR_TEXT_ELEMENT.sub(with_end, item)
