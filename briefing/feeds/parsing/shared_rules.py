"""Rules that several readers of feed documents apply: bounds, intervals, plain text as HTML, guids as addresses."""

from __future__ import annotations

import re
from datetime import timedelta
from html import escape

from briefing.text.urls import absolute_url

MAX_LINKS = 20
"""Alternate links of an item that are tried for a usable address."""
ITEM_START = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
"""The start of an item, in the bytes of a document."""
PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
HOURS_BY_PERIOD = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
NUMBER = re.compile(r"[0-9]{1,6}")
PAGE_GUID = re.compile(r"[/?]|\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
"""What the address of a page has. RSS takes each guid for one, but "7" or "item-7" is none, not even a relative one."""


def plain_to_html(value: str) -> str:
    """Return plain text as HTML; empty lines separate paragraphs."""
    value = escape(value, quote=False)
    return PARAGRAPH_BREAK.sub("<p>", value) if "\n" in value else value


def address_in_guid(guid: str) -> str:
    """Return the http(s) address that a guid is; it is opened where an entry has an empty link or none."""
    return absolute_url("", guid) if guid.lower().startswith(("http://", "https://")) else ""


def is_page_guid(guid: str) -> bool:
    """Whether a guid that nothing declares to be no link may be the address of a page."""
    return PAGE_GUID.search(guid.strip()) is not None


def requested_interval(minutes: str, period: str, frequency: str) -> timedelta | None:
    """Return the least time between fetches that a channel asks for: its `ttl` or its syndication period."""
    hours = HOURS_BY_PERIOD.get(period.strip().lower(), 0)
    longest = max(_number(minutes), hours * 60 / max(_number(frequency), 1))
    return timedelta(minutes=longest) if longest else None


def first_tags(text: str, count: int) -> str:
    """Return a document up to its first `count` tags; the very same object if it has no more. CDATA holds no tags."""
    if text.count("<") <= count:
        return text
    position, remaining = 0, count
    while remaining:
        position = text.find("<", position)
        if text.startswith("<![CDATA[", position):
            position = text.find("]]>", position)
        else:
            remaining -= 1
        if position < 0:
            return text
        position += 1
    return text[: position - 1]


def _number(value: str) -> int:
    return int(value) if NUMBER.fullmatch(value.strip()) else 0
