"""What the readers of XML feeds have in common: texts made HTML, bounds, how often a channel wants to be asked."""

from __future__ import annotations

import re
from datetime import timedelta
from html import escape

PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
HOURS_BY_PERIOD = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
NUMBER = re.compile(r"[0-9]{1,6}")


def plain_to_html(value: str) -> str:
    """Return plain text as HTML, paragraphs parted."""
    value = escape(value, quote=False)
    return PARAGRAPH_BREAK.sub("<p>", value) if "\n" in value else value


def requested_ttl(minutes: str, period: str, frequency: str) -> timedelta | None:
    """Return the least time between fetches that a channel asks for: its ttl, or its syndication period's share."""
    hours = HOURS_BY_PERIOD.get(period.strip().lower(), 0)
    longest = max(_number(minutes), hours * 60 / max(_number(frequency), 1))
    return timedelta(minutes=longest) if longest else None


def first_tags(text: str, count: int) -> str:
    """Return a document up to its first `count` tags, itself if it has no more; what is in CDATA is none."""
    if text.count("<") <= count:
        return text
    position = 0
    while count:
        position = text.find("<", position)
        if text.startswith("<![CDATA[", position):
            position = text.find("]]>", position)
        else:
            count -= 1
        if position < 0:
            return text
        position += 1
    return text[: position - 1]


def _number(value: str) -> int:
    return int(value) if NUMBER.fullmatch(value.strip()) else 0
