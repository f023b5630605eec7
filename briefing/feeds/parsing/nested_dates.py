"""Repairs of date elements with elements in them, of which feedparser drops the markup or the whole text."""

from __future__ import annotations

import re

_DATE = r"(?:(?:\w{1,20}:)?(?:pubDate|published|updated|created|issued|modified)|dc:date)(?![\w:.-])"
CDATA_OR_NESTED_DATE = re.compile(
    rf"<!\[CDATA\[(?:[^\]]|\](?!\]>))*+|(?P<start><(?P<name>{_DATE})(?:\s[^<>]*)?(?<!/)>)"
    rf"(?P<value>(?:[^<]++|<(?!/?{_DATE}|[!?]))*+)(?=</(?P=name)\s*>)",
    re.IGNORECASE,
)
"""A CDATA section, in which all is text, or a date element with its value, which ends before the next date."""


def escape_nested_dates(document: str) -> str:
    """Return a document whose dates have the elements in them as text, as most software writes them."""
    return CDATA_OR_NESTED_DATE.sub(_escaped, document)


def _escaped(match: re.Match[str]) -> str:
    value = match["value"]
    return match["start"] + value.replace("<", "&lt;") if value else match[0]
