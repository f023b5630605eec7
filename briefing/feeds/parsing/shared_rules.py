"""Rules that several readers of feed documents apply: plain text as HTML, the polling interval, the bound on tags."""

from __future__ import annotations

import re
from datetime import timedelta
from html import escape

PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
HOURS_BY_PERIOD = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
NUMBER = re.compile(r"[0-9]{1,6}")


def plain_to_html(value: str) -> str:
    """Return plain text as HTML; empty lines separate paragraphs."""
    value = escape(value, quote=False)
    return PARAGRAPH_BREAK.sub("<p>", value) if "\n" in value else value


def requested_ttl(minutes: str, period: str, frequency: str) -> timedelta | None:
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
